// What a page shows of the server, for the newest wish only: an answer to an older one is thrown away.
import { getCurrentScope, onScopeDispose, shallowRef, watch } from 'vue'
import { troubleIn, type Trouble } from './api'

/// What `load` gives, again whenever `wish` changes.
///   value    the answer to the newest wish; undefined until it is there, and where it failed
///   trouble  what went wrong with it
///   waiting  whether it is under way
///   again    asks once more
/// While `same` stays as it is, the answer before may stand, greyed, until the new one is there.
export function useFetched<T>(wish: () => string, load: (cancel: AbortSignal) => Promise<T>, same: () => string = wish) {
  const value = shallowRef<T>()
  const trouble = shallowRef<Trouble>()
  const waiting = shallowRef(false)
  let running = new AbortController()
  let shown: string

  async function run() {
    running.abort()
    const mine = running = new AbortController()
    trouble.value = undefined
    waiting.value = true
    if (same() !== shown) value.value = undefined
    shown = same()
    try {
      const answer = await load(mine.signal)
      if (!mine.signal.aborted) value.value = answer
    } catch (error) {
      if (mine.signal.aborted) return
      value.value = undefined
      trouble.value = troubleIn(error)
    }
    if (!mine.signal.aborted) waiting.value = false
  }
  watch(wish, run, { immediate: true })
  if (getCurrentScope()) onScopeDispose(() => running.abort())
  return { value, trouble, waiting, again: run }
}
