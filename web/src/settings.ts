// What the citizen chose for this phone: language and type size. Kept on the phone only.
import { reactive, watch } from 'vue'
import en from './locales/en.json'
import zh from './locales/zh.json'

type Key = keyof typeof zh
const locales: Record<string, Record<Key, string>> = { zh, en }

const kept = (() => {
  try { return JSON.parse(localStorage.getItem('zheli') ?? '{}') } catch { return {} }
})()

export const settings = reactive({
  lang: kept.lang === 'en' ? 'en' : 'zh',
  large: kept.large === true,
})

function apply() {
  document.documentElement.lang = settings.lang === 'en' ? 'en' : 'zh-CN'
  document.documentElement.classList.toggle('large', settings.large)
  try { localStorage.setItem('zheli', JSON.stringify(settings)) } catch { /* private mode keeps nothing */ }
}
watch(settings, apply, { immediate: true })

/// The text `key` in the chosen language, {places} filled.
export function t(key: Key, places: Record<string, string | number> = {}): string {
  let text = locales[settings.lang][key]
  for (const [place, value] of Object.entries(places)) text = text.replace(`{${place}}`, String(value))
  return text
}

/// One of two texts of the pack, as the language asks.
export const either = (chinese: string, english: string) =>
  settings.lang === 'en' && english ? english : chinese
