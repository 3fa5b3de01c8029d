// What the citizen chose for this phone: language and type size. Kept on the phone only.
import { reactive, watch } from 'vue'
import type { Lang } from './api'
import en from './locales/en.json'
import zh from './locales/zh.json'

type Key = keyof typeof zh
const locales: Record<string, Record<Key, string>> = { zh, en }

const kept = (() => {
  try { return JSON.parse(localStorage.getItem('zheli') ?? '{}') } catch { return {} }
})()

export const settings = reactive({
  lang: (kept.lang === 'en' ? 'en' : 'zh') as Lang,
  large: kept.large === true,
})

function apply() {
  document.documentElement.lang = settings.lang === 'en' ? 'en' : 'zh-CN'
  document.documentElement.classList.toggle('large', settings.large)
  try { localStorage.setItem('zheli', JSON.stringify(settings)) } catch { /* private mode keeps nothing */ }
}
watch(settings, apply, { immediate: true })

/// What is written in one language: a reply keeps the one it came in.
///   t           the text `key`, {places} filled
///   inLanguage  the pack's text in it, the Chinese where no English stands
export const wordsOf = (lang: () => Lang) => ({
  t(key: Key, places: Record<string, string | number> = {}): string {
    let text = locales[lang()][key]
    for (const [place, value] of Object.entries(places)) text = text.replace(`{${place}}`, String(value))
    return text
  },
  inLanguage: (chinese: string, english: string) => (lang() === 'en' && english ? english : chinese),
})
export const { t, inLanguage } = wordsOf(() => settings.lang)
