// Voice in and out, where the browser can. Nothing is sent by us; the browser decides what its engine does,
// and the page says so.

type Recognition = {
  lang: string
  onresult: (event: { results: { [i: number]: { [j: number]: { transcript: string } } } }) => void
  onend: () => void
  onerror: (event: { error: string }) => void
  start(): void
  abort(): void
}
const Recogniser = (window as unknown as Record<string, new () => Recognition>).webkitSpeechRecognition
  ?? (window as unknown as Record<string, new () => Recognition>).SpeechRecognition

export const canListen = Boolean(Recogniser)
export const canRead = 'speechSynthesis' in window

/// Listens once. `heard` resolves to what the citizen said, '' if nothing was understood or it was
/// cancelled, undefined if the browser or the citizen refused the microphone.
export function listen(lang: string) {
  const recognition = new Recogniser()
  const heard = new Promise<string | undefined>((resolve) => {
    let words = ''
    recognition.lang = lang === 'en' ? 'en-US' : 'zh-CN'
    recognition.onresult = (event) => { words = event.results[0][0].transcript }
    recognition.onend = () => resolve(words)
    recognition.onerror = ({ error }) => resolve(error === 'no-speech' || error === 'aborted' ? '' : undefined)
    recognition.start()
  })
  return { heard, cancel: () => recognition.abort() }
}

/// Reads aloud; `ended` is called when it is done or stopped.
export function readAloud(text: string, lang: string, ended: () => void) {
  speechSynthesis.cancel()
  const utterance = new SpeechSynthesisUtterance(text)
  utterance.lang = lang === 'en' ? 'en-US' : 'zh-CN'
  utterance.onend = ended
  utterance.onerror = ended
  speechSynthesis.speak(utterance)
}

export const stopReading = () => speechSynthesis.cancel()
