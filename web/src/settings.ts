// What the citizen chose for this phone, language, type size, district, and the words in that language.
import { watchEffect } from 'vue'
import type { Lang, Titled } from './api'
import { keptOnThePhone } from './kept'
import en from './locales/en.json'
import zh from './locales/zh.json'

export type Key = keyof typeof zh
const locales: Record<Lang, Record<Key, string>> = { zh, en }

/// chosen: whether the language is the citizen's choice; until then replies come as they write
/// district: where the citizen is, empty where that was not said
export const settings = keptOnThePhone('settings', { lang: 'zh' as Lang, chosen: false, large: false, district: '' })

export const htmlLang = (lang: Lang) => (lang === 'en' ? 'en' : 'zh-CN')

watchEffect(() => {
  document.documentElement.lang = htmlLang(settings.lang)
  document.documentElement.classList.toggle('large', settings.large)
})

/// What is written in one language: a reply keeps the one it came in.
///   t           the text `key`, {places} filled
///   inLanguage  the pack's text in it, the Chinese where no English stands
///   called      an item in everyday words
///   official    its official title, where that is another one
export function wordsOf(lang: () => Lang) {
  const inLanguage = (chinese: string, english: string) => (lang() === 'en' && english ? english : chinese)
  const called = (item: Titled) => inLanguage(item.everyday, item.everyday_en)
  return {
    t(key: Key, places: Record<string, string | number> = {}): string {
      let text = locales[lang()][key]
      for (const [place, value] of Object.entries(places)) text = text.replace(`{${place}}`, String(value))
      return text
    },
    inLanguage,
    called,
    official(item: Titled): string {
      const title = inLanguage(item.title, item.title_en)
      return title === called(item) ? '' : title
    },
  }
}
export const { t, inLanguage, called, official } = wordsOf(() => settings.lang)

/// The page's title while the component lives that calls this.
export function useTitle(title: () => string | undefined) {
  watchEffect(() => { document.title = [title(), t('brand'), t('zone')].filter(Boolean).join(' · ') })
}
