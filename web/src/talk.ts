// The talk of this visit: what was said and answered, kept over back and reload. One question is
// under way at a time; one that failed stands last and can be asked again.
import { computed } from 'vue'
import { ask, troubleIn, type AskRequest, type Reply, type Trouble } from './api'
import { keptForTheVisit } from './kept'
import { settings } from './settings'

export interface Turn { asked: string; question: AskRequest; reply?: Reply; trouble?: Trouble }

/// conversation: the token of the last reply, empty where the next message begins another talk
export const talk = keptForTheVisit('talk', { turns: [] as Turn[], conversation: '' })

/// What stands in the box. It is emptied when the message was answered, not before.
export const draft = keptForTheVisit('draft', { text: '' })

const last = () => talk.turns[talk.turns.length - 1] as Turn | undefined
const isUnderWay = (turn?: Turn) => turn !== undefined && !turn.reply && !turn.trouble
export const busy = computed(() => isUnderWay(last()))

// Nobody waits any more for what was under way when the page was left.
if (isUnderWay(last())) last()!.trouble = 'interrupted'

let running = new AbortController()

/// Asks, and shows it as `asked`. Not taken while another question is under way.
export async function send(asked: string, question: AskRequest) {
  if (busy.value) return
  if (last()?.trouble) talk.turns.pop()
  talk.turns.push({ asked, question })
  const turn = last()!
  const mine = running = new AbortController()
  try {
    const lang = settings.chosen ? settings.lang : undefined
    const conversation = talk.conversation || undefined
    const reply = await ask({ ...question, conversation, lang }, mine.signal)
    if (mine.signal.aborted) return
    turn.reply = reply
    talk.conversation = reply.conversation
    if (draft.text.trim() === question.text) draft.text = ''
  } catch (error) {
    if (mine.signal.aborted) return
    turn.trouble = troubleIn(error)
  }
}

export const say = (text: string) => send(text, { text })
export const again = () => { const turn = last(); if (turn) send(turn.asked, turn.question) }

/// Ends what is under way; it can be asked again.
export function cancel() {
  running.abort()
  if (busy.value) last()!.trouble = 'interrupted'
}

export function startOver() {
  running.abort()
  talk.turns = []
  talk.conversation = ''
}
