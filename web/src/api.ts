// The HTTP interface (docs/formats/api.md), typed.

export type Lang = 'zh' | 'en'

export interface ItemRow {
  item: string
  title: string
  title_en: string
  summary: string
  summary_en: string
  domain: string
  one_card: boolean
}
export interface Titled { item: string; title: string; title_en: string }
export interface Statement { name: string; text: string; condition: string; verified: boolean; sources: string[] }
export interface Material {
  name: string
  hold: 'carry' | 'register' | 'form' | 'bring'
  register?: string
  owner?: string
  note: string
  condition: string
  verified: boolean
  sources: string[]
}
export interface Outcome { id: string; title: string; say: string; steps: string[]; can: 'yes' | 'no' | 'later'; goto: Titled | null }
export interface Guide extends ItemRow {
  outcomes: Outcome[]
  materials: Material[]
  who: Statement[]
  conditions: Statement[]
  online: Statement[]
  online_possible: 'yes' | 'no' | 'part' | null
  counter: Statement[]
  statutory: Statement[]
  promised: Statement[]
  fee: Statement[]
  result: Statement[]
  basis: string[]
  nearest: { condition: string; title: string; say: string } | null
  related: Titled[]
  unverified_note: string
}
export interface Option { id: string; label: string }
export interface Fact { id: string; ask: string; options: Option[]; unsure: string }
export interface Question extends Fact { about: Titled | null }
export interface KnownFact { id: string; ask: string; option: string; label: string; stated: boolean; options: Option[] }
export interface Referral { id: string; title: string; who: string; say: string; phone: string; url: string; call: string; verified: boolean }
export interface Reply {
  lang: Lang
  move: 'answer' | 'clarify' | 'offer' | 'handover' | 'outside' | 'urgent'
  facet: string
  say: string[]
  guides: Guide[]
  question: Question | null
  candidates: (ItemRow & { probability: number })[]
  referral: Referral | null
  facts: KnownFact[]
  proof: { lesson: string; similarity: number; probability: number } | null
  conversation: string
}
export interface Ask {
  text: string
  conversation?: string
  lang?: Lang
  answer?: { question: string; option: string }
}
export interface Pack {
  title: string
  english: string
  region: string
  version: string
  domains: { id: string; title: string; english: string; items: number }[]
  hot: ItemRow[]
  phones: { name: string; number: string; english: string }[]
  items: number
  one_card: number
}
export interface ItemPage { guide: Guide; facts: Fact[]; situations: Outcome[] }

/// What the server said was wrong (RFC 9457), or that it could not be reached.
export class Problem extends Error {
  constructor(readonly status: number, detail: string) { super(detail) }
}

async function fetched<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await fetch(path, init).catch(() => { throw new Problem(0, '') })
  const body = await response.json().catch(() => ({}))
  if (!response.ok) throw new Problem(response.status, body.detail ?? response.statusText)
  return body as T
}

export const ask = (question: Ask) =>
  fetched<Reply>('/api/v1/ask', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(question),
  })

export const pack = () => fetched<Pack>('/api/v1/pack')

export const items = (domain: string) =>
  fetched<{ items: ItemRow[] }>(`/api/v1/items?domain=${encodeURIComponent(domain)}`)

export const item = (id: string, facts: Record<string, string>, lang: string) => {
  const pairs = Object.entries(facts).map(([fact, option]) => `${fact}:${option}`).join(',')
  return fetched<ItemPage>(`/api/v1/items/${encodeURIComponent(id)}?facts=${encodeURIComponent(pairs)}&lang=${lang}`)
}
