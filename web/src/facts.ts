// Facts as an address carries them: "fact:option,fact:option", so that a link, a QR code or a slip opens
// the outcome that was chosen.

export type Facts = Record<string, string>

export const factsText = (facts: Facts) => Object.entries(facts).map(([fact, option]) => `${fact}:${option}`).join(',')

/// What no fact is in it is left out: an address may be mistyped.
export function factsOf(text: unknown): Facts {
  const pairs = String(text ?? '').split(',').map((pair) => pair.split(':'))
  return Object.fromEntries(pairs.filter(([fact, option]) => fact && option).map(([fact, option]) => [fact, option]))
}

/// `text` with `district`, where it names none of its own.
export const withDistrict = (text: string, district: string) =>
  (district && !('district' in factsOf(text)) ? factsText({ ...factsOf(text), district }) : text)

/// The page of an item, with what is known.
export const itemAddress = (item: string, facts: string) => ({ path: `/items/${item}`, query: facts ? { facts } : {} })
