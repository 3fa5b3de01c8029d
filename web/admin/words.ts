// The words of the desk's page, in the language chosen in any of our pages.
import { settings } from '../src/settings'
import en from './locales/en.json'
import zh from './locales/zh.json'

export type Key = keyof typeof zh
const locales: Record<'zh' | 'en', Record<Key, string>> = { zh, en }

export const isKey = (text: string): text is Key => text in zh

export function t(key: Key, places: Record<string, string | number> = {}): string {
  let text = locales[settings.lang][key]
  for (const [place, value] of Object.entries(places)) text = text.replace(`{${place}}`, String(value))
  return text
}

export function otherLanguage() {
  settings.lang = settings.lang === 'zh' ? 'en' : 'zh'
}
