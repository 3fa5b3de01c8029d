// A receipt and a policy → what the receipt shows, or the fault by its name. The same rules and names as
// src/ledger (docs/formats/ledger.md), in the browser's own WebCrypto: nothing is sent anywhere.
// An SM2 line must be there where the policy lists one; WebCrypto cannot check it, and the answer says so.

/** What is wrong, by its name in docs/formats/ledger.md. */
export class Fault extends Error {
  constructor(readonly fault: string, readonly detail: string) { super(`${fault}: ${detail}`) }
}

export interface Shown {
  record: string
  kind: number
  index: string
  origin: string
  size: string
  root: string
  cosigned: { name: string; at: Date }[]
  unchecked: string[] // kinds of signature that this browser does not know
}

type Bytes = Uint8Array
interface Key { name: string; id: number; type: number; bytes: Bytes }
interface Line { name: string; id: number; signature: Bytes }
interface Party { name: string; key?: Key; members: number[]; wanted: number }
interface Policy { logs: Key[]; parties: Party[]; quorum: number | null }

const kEd25519 = 1, kCosignature = 4, kOther = 255
const kSm2 = 'zheli/sm2-sm3/v1'
const utf8 = new TextEncoder()

export function joined(...parts: Bytes[]): Bytes {
  const all = new Uint8Array(parts.reduce((size, part) => size + part.length, 0))
  let at = 0
  for (const part of parts) { all.set(part, at); at += part.length }
  return all
}

export async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
}

export const same = (a: Bytes, b: Bytes) => a.length === b.length && a.every((byte, i) => byte === b[i])

export function base64(bytes: Bytes): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

/** null where the text is not the one way to write its bytes. */
export function fromBase64(text: string): Bytes | null {
  let bytes: Bytes
  try { bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)) } catch { return null }
  return base64(bytes) === text ? bytes : null
}

/** A whole number without leading zeros, below 2^63. */
function count(digits: string): bigint | null {
  if (!/^(0|[1-9][0-9]{0,18})$/.test(digits)) return null
  const number = BigInt(digits)
  return number < 1n << 63n ? number : null
}

function text(bytes: Bytes): string {
  try { return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) } catch {
    throw new Fault('malformed', 'no text of UTF-8')
  }
}

async function readKey(written: string): Promise<Key> {
  const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+(.+)$/u.exec(written) ?? []
  const bytes = encoded === undefined ? null : fromBase64(encoded)
  if (!bytes || bytes.length < 2) throw new Error('no verifier key')
  const type = bytes[0]
  if (type !== kEd25519 && type !== kCosignature && type !== kOther) throw new Error('a key of an unknown type')
  const key = { name, id: parseInt(id, 16), type, bytes: bytes.slice(1) }
  if (type === kOther ? !text(key.bytes.slice(0, kSm2.length)).startsWith(kSm2) : key.bytes.length !== 32)
    throw new Error('a key of an unknown form')
  if (numberOf(await sha256(joined(utf8.encode(`${name}\n`), bytes))) !== key.id) throw new Error('a key whose id is not its own')
  return key
}

/** Of the first four bytes. */
const numberOf = (bytes: Bytes) => new DataView(bytes.buffer, bytes.byteOffset).getUint32(0)

async function verifies(key: Key, message: string, signature: Bytes): Promise<boolean> {
  const own = await crypto.subtle.importKey('raw', key.bytes, 'Ed25519', false, ['verify'])
  return signature.length === 64 && crypto.subtle.verify('Ed25519', own, signature, utf8.encode(message))
}

/** Whether this browser can check an Ed25519 signature at all. */
export async function isAble(): Promise<boolean> {
  try {
    await crypto.subtle.importKey('raw', new Uint8Array(32), 'Ed25519', false, ['verify'])
    return true
  } catch { return false }
}

async function readLine(policy: Policy, words: string[]): Promise<void> {
  const { logs, parties } = policy
  const place = (name: string) => {
    const at = parties.findIndex((party) => party.name === name)
    if (at < 0) throw new Error(`no line before this one defines ${name}`)
    return at
  }
  const add = (party: Party) => {
    if (party.name === 'none' || parties.some((one) => one.name === party.name)) throw new Error('this name is taken')
    parties.push(party)
  }
  const same = (a: Key, b: Key) => a.name === b.name && a.id === b.id
  const [what, ...rest] = words
  if (what === 'log' && (rest.length === 1 || rest.length === 2)) {
    const key = await readKey(rest[0])
    if (key.type === kCosignature) throw new Error("this is a witness's key")
    if (logs.some((one) => same(one, key))) throw new Error('this log is listed already')
    logs.push(key)
  } else if (what === 'witness' && (rest.length === 2 || rest.length === 3)) {
    const key = await readKey(rest[1])
    if (key.type !== kCosignature) throw new Error("this is a log's key")
    if (parties.some((one) => one.key && same(one.key, key))) throw new Error('this key is listed already')
    add({ name: rest[0], key, members: [], wanted: 1 })
  } else if (what === 'group' && rest.length >= 3) {
    const members = rest.slice(2).map(place)
    if (new Set(members).size < members.length || parties.some((one) => one.members.some((member) => members.includes(member))))
      throw new Error('a member is in a group already')
    const wanted = rest[1] === 'all' ? members.length : rest[1] === 'any' ? 1 : Number(count(rest[1]) ?? 0)
    if (wanted < 1 || wanted > members.length) throw new Error('of n members all, any, or a number from 1 to n')
    add({ name: rest[0], members, wanted })
  } else if (what === 'quorum' && rest.length === 1) {
    if (policy.quorum !== null) throw new Error('the quorum was said before')
    policy.quorum = rest[0] === 'none' ? -1 : place(rest[0])
  } else throw new Error('a line is log VKEY, witness NAME VKEY, group NAME HOW MEMBER… or quorum NAME')
}

export async function readPolicy(written: string): Promise<Policy> {
  const policy: Policy = { logs: [], parties: [], quorum: null }
  for (const [i, line] of written.replace(/\n$/, '').split('\n').entries()) {
    const words = line.split(/[ \t]+/).filter((word) => word !== '')
    if (words.length === 0 || words[0].startsWith('#')) continue
    try { await readLine(policy, words) } catch (error) {
      throw new Fault('malformed', `policy, line ${i + 1}: ${(error as Error).message}`)
    }
  }
  if (policy.quorum === null) throw new Fault('malformed', 'policy: it has one line "quorum NAME"')
  return policy
}

function isMet(policy: Policy, cosigned: boolean[]): boolean {
  const met = [...cosigned]
  policy.parties.forEach((party, i) => {
    if (!party.key) met[i] = party.members.filter((member) => met[member]).length >= party.wanted
  })
  return policy.quorum === -1 || met[policy.quorum!]
}

function readNote(note: string): { text: string; lines: Line[] } {
  const gap = note.lastIndexOf('\n\n')
  const bad = (why: string) => new Fault('malformed', `not a signed note: ${why}`)
  if (gap < 0) throw bad('no empty line before the signatures')
  // eslint-disable-next-line no-control-regex
  if (/[\x00-\x09\x0b-\x1f]/.test(note)) throw bad('control characters in it')
  const end = note.slice(gap + 2)
  if (!end.endsWith('\n')) throw bad('the last line has no newline')
  const lines = end.slice(0, -1).split('\n').map((line) => {
    const [, name, encoded] = /^— ([^\s+]+) (.+)$/u.exec(line) ?? []
    const bytes = encoded === undefined ? null : fromBase64(encoded)
    if (!bytes || bytes.length <= 4) throw bad('a line is no signature')
    return { name, id: numberOf(bytes), signature: bytes.slice(4) }
  })
  return { text: note.slice(0, gap + 1), lines }
}

function readCheckpoint(written: string): { origin: string; size: bigint; root: Bytes } {
  const [origin, digits, encoded, ...more] = written.split('\n')
  if (more.slice(0, -1).includes('')) throw new Fault('malformed', 'not a checkpoint: an extension line is empty')
  const size = count(digits ?? ''), root = fromBase64(encoded ?? '')
  if (!origin || size === null || root?.length !== 32) throw new Fault('malformed', 'not a checkpoint: origin, size and root, a line each')
  return { origin, size, root }
}

type Opened = Pick<Shown, 'cosigned' | 'unchecked'> & ReturnType<typeof readCheckpoint>

async function checkLog(policy: Policy, origin: string, note: ReturnType<typeof readNote>): Promise<string[]> {
  const keys = policy.logs.filter((key) => key.name === origin)
  if (keys.length === 0) throw new Fault('wrong-origin', `${origin} is no log of this policy`)
  const unchecked: string[] = []
  let hasSigned = false
  for (const key of keys) {
    const lines = note.lines.filter((line) => line.name === key.name && line.id === key.id)
    if (key.type === kOther) {
      if (lines.length === 0) throw new Fault('unsigned-log', "the log's SM2 line is not there")
      unchecked.push('SM2')
      continue
    }
    for (const line of lines)
      if (!await verifies(key, note.text, line.signature)) throw new Fault('forged', `the signature of ${line.name} does not fit`)
    hasSigned ||= lines.length > 0
  }
  if (!hasSigned) throw new Fault('unsigned-log', "the log's Ed25519 line is not there")
  return unchecked
}

export async function open(written: string, policy: Policy): Promise<Opened> {
  const note = readNote(written)
  const checkpoint = readCheckpoint(note.text)
  const unchecked = await checkLog(policy, checkpoint.origin, note)
  const cosigned: Shown['cosigned'] = []
  const has = policy.parties.map(() => false)
  for (const [i, { name, key }] of policy.parties.entries()) {
    for (const line of note.lines) {
      if (!key || line.name !== key.name || line.id !== key.id) continue
      const time = line.signature.length === 72 ? new DataView(line.signature.buffer).getBigUint64(0) : 1n << 63n
      const fits = time < 1n << 63n && await verifies(key, `cosignature/v1\ntime ${time}\n${note.text}`, line.signature.slice(8))
      if (!fits) throw new Fault('forged', `the signature of ${line.name} does not fit`)
      if (!has[i]) cosigned.push({ name, at: new Date(Number(time) * 1000) })
      has[i] = true
    }
  }
  if (!isMet(policy, has)) throw new Fault('few-witnesses', `${cosigned.length} cosigned; the quorum of the policy is not met`)
  return { ...checkpoint, cosigned, unchecked }
}

/** RFC 9162 §2.1.3.2; null where the path has not the length that it should have. */
export async function rootOfInclusion(index: bigint, size: bigint, leaf: Bytes, path: Bytes[]): Promise<Bytes | null> {
  if (index >= size) return null
  let at = index, last = size - 1n, root = leaf
  for (const step of path) {
    if (last === 0n) return null
    if (at & 1n || at === last) {
      root = await sha256(joined(Uint8Array.of(1), step, root))
      while (!(at & 1n) && at !== 0n) { at >>= 1n; last >>= 1n }
    } else root = await sha256(joined(Uint8Array.of(1), root, step))
    at >>= 1n
    last >>= 1n
  }
  return last === 0n ? root : null
}

/** Once the signatures and the proof that leads to them are right; else throws a Fault. */
export async function verifyReceipt(receipt: string, policyText: string): Promise<Shown> {
  const policy = await readPolicy(policyText)
  const bad = (why: string) => new Fault('malformed', `not a proof: ${why}`)
  const gap = receipt.indexOf('\n\n')
  const [first, extraLine, indexLine, ...steps] = receipt.slice(0, Math.max(gap, 0)).split('\n')
  if (first !== 'c2sp.org/tlog-proof@v1') throw bad('it begins with c2sp.org/tlog-proof@v1')
  const extra = extraLine?.startsWith('extra ') ? fromBase64(extraLine.slice(6)) : null
  if (!extra || extra.length < 34 || extra[0] !== 1) throw new Fault('malformed', "the receipt's extra line opens no leaf of version 1")
  const index = indexLine?.startsWith('index ') ? count(indexLine.slice(6)) : null
  if (index === null) throw bad('the index line is not "index N"')
  const path = steps.map((line) => {
    const hash = fromBase64(line)
    if (hash?.length !== 32) throw bad('a line is no hash')
    return hash
  })
  const opened = await open(receipt.slice(gap + 2), policy)
  const commitment = await sha256(joined(utf8.encode('zheli/leaf/1\0'), extra.slice(2)))
  const leaf = await sha256(joined(Uint8Array.of(0, 1, extra[1]), commitment))
  const root = await rootOfInclusion(index, opened.size, leaf, path)
  if (!root || !same(root, opened.root))
    throw new Fault('wrong-record', `leaf ${index} does not stand for this record, or the proof is another's`)
  return { record: text(extra.slice(34)), kind: extra[1], index: String(index), origin: opened.origin, size: String(opened.size),
    root: base64(opened.root), cosigned: opened.cosigned, unchecked: opened.unchecked }
}
