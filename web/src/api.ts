// The HTTP interface (docs/formats/api.md): its types are made from the description of it, see api_types.mjs.
import type { Answers, AskRequest } from './api_types'

export type * from './api_types'

/// What the server said was wrong (RFC 9457), or that it could not be reached.
export class Problem extends Error {
  constructor(readonly status: number, detail: string, readonly title = '') { super(detail) }
}

/// What `path` of the description answers with, from the address it has here.
async function fetched<Path extends keyof Answers>(address: string, init?: RequestInit): Promise<Answers[Path]> {
  const response = await fetch(address, init).catch(() => { throw new Problem(0, '') })
  const body = await response.json().catch(() => ({}))
  if (!response.ok) throw new Problem(response.status, body.detail ?? response.statusText, body.title)
  return body as Answers[Path]
}

export const ask = (question: AskRequest) =>
  fetched<'/api/v1/ask'>('/api/v1/ask', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(question),
  })

export const pack = () => fetched<'/api/v1/pack'>('/api/v1/pack')

export const items = (domain: string) =>
  fetched<'/api/v1/items'>(`/api/v1/items?domain=${encodeURIComponent(domain)}`)

export const item = (id: string, facts: Record<string, string>, lang: string) => {
  const pairs = Object.entries(facts).map(([fact, option]) => `${fact}:${option}`).join(',')
  const query = `facts=${encodeURIComponent(pairs)}&lang=${lang}`
  return fetched<'/api/v1/items/{id}'>(`/api/v1/items/${encodeURIComponent(id)}?${query}`)
}
