// Voice in and out, where the browser can. Nothing is sent by us; the browser decides what its engine does.

type Recognition = {
  lang: string
  onresult: (event: { results: { [i: number]: { [j: number]: { transcript: string } } } }) => void
  onend: () => void
  onerror: () => void
  start(): void
}
const Recogniser = (window as unknown as Record<string, new () => Recognition>).webkitSpeechRecognition
  ?? (window as unknown as Record<string, new () => Recognition>).SpeechRecognition

export const canListen = Boolean(Recogniser)
export const canRead = 'speechSynthesis' in window

/// What the citizen says next, or nothing if nothing was understood.
export function listen(lang: string): Promise<string> {
  return new Promise((resolve) => {
    const recognition = new Recogniser()
    let heard = ''
    recognition.lang = lang === 'en' ? 'en-US' : 'zh-CN'
    recognition.onresult = (event) => { heard = event.results[0][0].transcript }
    recognition.onend = () => resolve(heard)
    recognition.onerror = () => resolve('')
    recognition.start()
  })
}

export function readAloud(text: string, lang: string) {
  speechSynthesis.cancel()
  const utterance = new SpeechSynthesisUtterance(text)
  utterance.lang = lang === 'en' ? 'en-US' : 'zh-CN'
  speechSynthesis.speak(utterance)
}

export const stopReading = () => speechSynthesis.cancel()
