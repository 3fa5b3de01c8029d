// The matters looked at on this phone, the newest first.
import type { Titled } from './api'
import { keptOnThePhone } from './kept'

const kMost = 4

type Matter = Titled & { facts: string }

export const recent = keptOnThePhone('recent', { matters: [] as Matter[] })

/// `facts` as in the page's address, so that it opens where it was left.
export function remember({ item, title, title_en, everyday, everyday_en }: Titled, facts: string) {
  const others = recent.matters.filter((one) => one.item !== item)
  recent.matters = [{ item, title, title_en, everyday, everyday_en, facts }, ...others].slice(0, kMost)
}
