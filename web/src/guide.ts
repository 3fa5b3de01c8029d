// A guide → what its first screen says: a sentence where the guide has a page. Nothing is lost by it:
// the whole text stands in the folds beneath.
import type { Guide, Material, Statement } from './api'

/// "120 yuan (by the list of 2019); 20 more each. Pay by card." → "120 yuan…"
function inShort(text: string) {
  const plain = text.replace(/ ?[（(][^（()）]*[)）]/g, '')
  const end = plain.search(/[。；;]|\. /)
  return end < 0 || end >= plain.length - 1 ? plain.replace(/[。.]$/, '') : `${plain.slice(0, end)}…`
}

/// "Come with your card. It takes a minute." → "Come with your card."
export const firstSentence = (text: string) => text.match(/^.+?(?:。|\.(?= |$))/)?.[0] ?? text

/// The statements that hold for sure, or all where none does; each as short as it can be
/// said.
export function brief(all: Statement[]): Statement[] {
  const sure = all.filter((one) => !one.condition)
  return (sure.length > 0 ? sure : all).map((one) => ({ ...one, text: inShort(one.text) }))
}

/// The materials by what the citizen does with them.
export function materialsOf(guide: Guide) {
  const brought = ({ hold }: Material) => hold === 'carry' || hold === 'bring'
  return {
    bring: guide.materials.filter((one) => brought(one) && !one.condition),
    bringIf: guide.materials.filter((one) => brought(one) && one.condition),
    pulled: guide.materials.filter((one) => one.hold === 'register'),
    form: guide.materials.filter((one) => one.hold === 'form'),
  }
}

/// Promised where something was, else by law.
export const timeOf = (guide: Guide) => (guide.promised.length > 0 ? guide.promised : guide.statutory)

/// Whether something in it waits for the counter's word.
export function isDoubtful(guide: Guide) {
  const { materials, who, conditions, online, counter, statutory, promised, fee, result } = guide
  return [materials, who, conditions, online, counter, statutory, promised, fee, result]
    .some((field) => field.some((one) => !one.verified))
}

/// What is read aloud: the outcome, what to bring.
export function spoken(guide: Guide): string[] {
  const outcomes = guide.outcomes.flatMap((one) => [one.title, one.say, ...one.steps])
  const { bring } = materialsOf(guide)
  return [...outcomes, ...bring.map((one) => one.name)]
}
