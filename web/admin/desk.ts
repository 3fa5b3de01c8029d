// The desk's interface (docs/formats/api.md): each call gives its answer or throws a Refusal, which the page
// says in words.
import type { Account, Accounts, Answers, Challenge, Changes, CommandDone, CommandRequest, LinkName, Log, Session } from '../src/api_types'
import { isKey, t, type Key } from './words'

export type { Account, Accounts, Changes, CommandDone, CommandRequest, Log, Session }

export class Refusal extends Error {
  constructor(readonly key: Key, readonly minutes = 0) { super(key) }
  get says() { return t(this.key, { minutes: this.minutes }) }
}

const below = (path: string) => new URL(`api/v1/desk/${path}`, document.baseURI)
export const receiptAddress = (record: number) => below(`receipts/${record}`).href

async function call<T>(path: string, body?: unknown): Promise<T> {
  const init: RequestInit = body === undefined ? {} :
    { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
  const response = await fetch(below(path), init).catch(() => { throw new Refusal('offline') })
  if (response.ok) return response.json()
  const { title = '' } = await response.json().catch(() => ({}))
  const wait = Number(response.headers.get('Retry-After') ?? 0)
  throw new Refusal(isKey(title) ? title : 'broken', Math.ceil(wait / 60))
}

type Desk<Path extends string> = Answers[`/api/v1/desk/${Path}` & keyof Answers]
export const session = () => call<Desk<'session'>>('session')
export const accounts = () => call<Desk<'accounts'>>('accounts')
export const changes = () => call<Desk<'changes'>>('changes')
export const log = () => call<Desk<'log'>>('log')
export const signOut = (everywhere: boolean) => call('end', { everywhere })
export const signInByPassword = (name: string, password: string) => call('password', { name, password })
export const openLink = (link: string) => call<LinkName>('link', { link })
export const setPassword = (link: string, password: string) => call('link/password', { link, password })

/// The same command twice, as after a lost answer, is done once.
export const command = (what: Omit<CommandRequest, 'key'>, key: string) =>
  call<CommandDone>('command', { ...what, key })
export const newKey = () => base64url(crypto.getRandomValues(new Uint8Array(16)))

const base64url = (bytes: ArrayBuffer | Uint8Array) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
const bytesOf = (text: string) =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0))

/// What the device makes of `ask`; who turns it down, or has no such device, is told so.
async function fromDevice<T>(ask: (challenge: Challenge) => Promise<Credential | null>): Promise<{ made: PublicKeyCredential & { response: T }, challenge: string }> {
  const challenge = await call<Challenge>('challenge', {})
  const made = await ask(challenge).catch(() => null)
  if (!made) throw new Refusal('cancelled')
  return { made: made as PublicKeyCredential & { response: T }, challenge: challenge.challenge }
}

export async function signInByPasskey() {
  const { made, challenge } = await fromDevice<AuthenticatorAssertionResponse>(({ challenge, site }) =>
    navigator.credentials.get({ publicKey: { challenge: bytesOf(challenge), rpId: site, userVerification: 'required' } }))
  await call('passkey', {
    challenge, id: base64url(made.rawId), client_data: base64url(made.response.clientDataJSON),
    authenticator_data: base64url(made.response.authenticatorData), signature: base64url(made.response.signature),
  })
}

export async function makePasskey(link: string, name: string) {
  const { made, challenge } = await fromDevice<AuthenticatorAttestationResponse>(({ challenge, site }) =>
    navigator.credentials.create({ publicKey: {
      challenge: bytesOf(challenge), rp: { id: site, name: t('brand') },
      user: { id: new TextEncoder().encode(name), name, displayName: name },
      pubKeyCredParams: [{ type: 'public-key', alg: -7 }, { type: 'public-key', alg: -257 }],
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    } }))
  await call('link/passkey', {
    link, challenge, client_data: base64url(made.response.clientDataJSON),
    authenticator_data: base64url(made.response.getAuthenticatorData()),
  })
}
