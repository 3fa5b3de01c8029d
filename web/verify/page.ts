// The page that checks receipts: two texts in, one answer out. It works from a file on a disk.
import { Fault, isAble, rootOfInclusion, verifyReceipt, type Shown } from './receipt'
import words from './words.json'

type Language = keyof typeof words
let language: Language = navigator.language.startsWith('zh') ? 'zh' : 'en'
let answer: { shown: Shown } | { fault: Fault } | null = null
let unable = false

const $ = <T extends HTMLElement>(id: string) => document.getElementById(id) as T
const say = () => words[language]

/** An element with its text; nothing of a receipt is ever read as HTML. */
function element(name: string, text: string, className = ''): HTMLElement {
  const made = document.createElement(name)
  made.textContent = text
  if (className) made.className = className
  return made
}

/** Objects with their names beneath one another, as they came; anything else as it stands. */
function spelled(record: string): string {
  try { return JSON.stringify(JSON.parse(record), null, 2) } catch { return record }
}

function good(shown: Shown): HTMLElement[] {
  const w = say()
  const list = document.createElement('dl')
  const add = (name: string, value: string) => list.append(element('dt', name), element('dd', value))
  const kinds: Record<string, string> = w.kinds
  add(w.kind, `${kinds[shown.kind] ?? ''} (${shown.kind})`)
  add(w.place, shown.index)
  add(w.log, shown.origin)
  add(w.size, shown.size)
  add(w.cosigned, shown.cosigned.map(({ name, at }) => `${name} · ${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`).join('\n') || w.nobody)
  const made = [element('h2', `✓ ${w.good}`, 'good'), element('p', w.goodWhat), element('h3', w.record),
    element('pre', spelled(shown.record)), list]
  if (shown.unchecked.length > 0) made.push(element('p', w.unchecked.replace('{kinds}', shown.unchecked.join(', ')), 'caution'))
  return [...made, element('p', w.limit, 'soft')]
}

function bad(fault: Fault): HTMLElement[] {
  const w = say()
  const faults: Record<string, string> = w.faults
  return [element('h2', `✗ ${w.bad}`, 'bad'), element('p', faults[fault.fault] ?? ''), element('p', fault.message, 'soft')]
}

function show(): void {
  const w = say()
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  document.title = w.title
  for (const one of document.querySelectorAll<HTMLElement>('[data-say]'))
    one.textContent = w[one.dataset.say as 'title']
  const answered = unable ? [element('p', w.unable, 'caution')] : answer === null ? [] : 'shown' in answer ? good(answer.shown) : bad(answer.fault)
  $('answer').replaceChildren(...answered)
}

async function verify(): Promise<void> {
  const receipt = $<HTMLTextAreaElement>('receipt').value, policy = $<HTMLTextAreaElement>('policy').value
  const told = $('told')
  told.textContent = receipt && policy ? '' : say().empty
  answer = null
  if (receipt && policy) {
    try { answer = { shown: await verifyReceipt(receipt, policy) } } catch (error) {
      if (!(error instanceof Fault)) throw error
      answer = { fault: error }
    }
  }
  show()
  if (answer) $('answer').focus()
}

function takeFile(id: string): void {
  const chosen = $<HTMLInputElement>(`${id}-file`)
  chosen.addEventListener('change', async () => {
    const file = chosen.files?.[0]
    if (file) $<HTMLTextAreaElement>(id).value = await file.text()
  })
}

$('page').hidden = false
$('save').remove()
takeFile('receipt')
takeFile('policy')
$('form').addEventListener('submit', (event) => { event.preventDefault(); void verify() })
$('language').addEventListener('click', () => { language = language === 'zh' ? 'en' : 'zh'; show() })
show()
void isAble().then((able) => { unable = !able; show() })

// For whoever holds the page against test vectors.
Object.assign(globalThis, { verifyReceipt, rootOfInclusion })
