// What is kept on this phone: values that outlive a reload. Nothing of it is sent anywhere.
import { reactive, watch } from 'vue'

function read(storage: () => Storage, name: string): object {
  try { return JSON.parse(storage().getItem(name) ?? '{}') } catch { return {} }
}

/// `first`, with what was kept under `name` put over it; each change is kept. A browser that keeps
/// nothing (private mode, storage full) loses it with the page, no more.
function kept<T extends object>(storage: () => Storage, name: string, first: T): T {
  const value = reactive({ ...first, ...read(storage, name) }) as T
  watch(value, () => {
    try { storage().setItem(name, JSON.stringify(value)) } catch { /* as said above */ }
  }, { flush: 'sync' })
  return value
}

/// Until the page's tab is closed: what was said.
export const keptForTheVisit = <T extends object>(name: string, first: T) => kept(() => sessionStorage, `zheli.${name}`, first)
/// Until the citizen clears it: what was chosen.
export const keptOnThePhone = <T extends object>(name: string, first: T) => kept(() => localStorage, `zheli.${name}`, first)
