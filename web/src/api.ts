// The HTTP interface (docs/formats/api.md): its types are made from the description of it, see api_types.mjs.
// Every request ends: with an answer, with a problem, or at the time limit.
import type { Answers, AskRequest, FeedbackRequest } from './api_types'
import type { Key } from './settings'

export type * from './api_types'

const kTimeLimitMs = 12_000

/// Where the interface lies: beside the page, unless the pages were built for a server elsewhere.
const api = import.meta.env.VITE_API ?? document.baseURI

/// What went wrong, as the page says it.
export type Trouble = Extract<Key, 'offline' | 'slow' | 'busy' | 'broken' | 'notFound' | 'interrupted'>

class Problem extends Error {
  constructor(readonly trouble: Trouble) { super(trouble) }
}

export const troubleIn = (error: unknown): Trouble => (error instanceof Problem ? error.trouble : 'broken')

function troubleOf(status: number): Trouble {
  if (status === 404) return 'notFound'
  return status === 429 || status === 503 ? 'busy' : 'broken'
}

const inFlight = new Set<Promise<unknown>>()

/// Resolves when no request is under way and what was answered is on the page.
export async function idle() {
  do {
    await Promise.all([...inFlight].map((one) => one.catch(() => {})))
    await new Promise((shown) => setTimeout(shown))
  } while (inFlight.size > 0)
}

/// What `path` of the description answers with, from the address it has here. `cancel` ends it early.
async function fetched<Path extends keyof Answers>(address: string, cancel: AbortSignal, init: RequestInit = {}): Promise<Answers[Path]> {
  const limit = new AbortController()
  const timer = setTimeout(() => limit.abort(), kTimeLimitMs)
  cancel.addEventListener('abort', () => limit.abort())
  const answered = (async () => {
    try {
      const response = await fetch(new URL(`api/v1/${address}`, api), { ...init, signal: limit.signal })
      if (!response.ok) throw new Problem(troubleOf(response.status))
      return await response.json() as Answers[Path]
    } catch (error) {
      if (error instanceof Problem) throw error
      if (error instanceof SyntaxError) throw new Problem('broken')
      throw new Problem(limit.signal.aborted ? 'slow' : 'offline')
    } finally {
      clearTimeout(timer)
    }
  })()
  inFlight.add(answered)
  return answered.finally(() => inFlight.delete(answered))
}

const posted = (body: unknown): RequestInit =>
  ({ method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })

export const ask = (question: AskRequest, cancel: AbortSignal) =>
  fetched<'/api/v1/ask'>('ask', cancel, posted(question))

export const feedback = (said: FeedbackRequest, cancel: AbortSignal) =>
  fetched<'/api/v1/feedback'>('feedback', cancel, posted(said))

export const pack = (cancel: AbortSignal) => fetched<'/api/v1/pack'>('pack', cancel)

export const items = (domain: string, cancel: AbortSignal) =>
  fetched<'/api/v1/items'>(`items?domain=${encodeURIComponent(domain)}`, cancel)

/// facts: "fact:option,fact:option", as in the page's own address
export const item = (id: string, facts: string, lang: string, cancel: AbortSignal) =>
  fetched<'/api/v1/items/{id}'>(`items/${encodeURIComponent(id)}?facts=${encodeURIComponent(facts)}&lang=${lang}`, cancel)
