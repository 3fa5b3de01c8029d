// One thing at a time: while it is done its button waits, and what goes wrong is said in one place.
import { ref, shallowRef } from 'vue'
import { Refusal } from './desk'

export function useDoing() {
  const busy = ref(false)
  const refused = shallowRef<Refusal>()

  /// Whether it went well.
  async function doing(work: () => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    refused.value = undefined
    try {
      await work()
      return true
    } catch (error) {
      refused.value = error instanceof Refusal ? error : new Refusal('broken')
      return false
    } finally {
      busy.value = false
    }
  }
  return { busy, refused, doing }
}
