import type { FieldTopic } from '../../../server/contract/api/field-work.ts'

const AGAIN_AFTER_MS = 10_000

/**
 * Hears from the server what has changed, by name. `onGap` is called whenever the line stands again after it was down:
 * something may have been missed. Returns what ends it.
 */
export function listenChanges(onChange: (topic: FieldTopic) => void, onGap: () => void): () => void {
  let stream: EventSource
  let again: ReturnType<typeof setTimeout> | undefined
  let wasDown = false

  function open(): void {
    stream = new EventSource('/api/field/changes')
    stream.addEventListener('message', ({ data }: MessageEvent<FieldTopic>) => onChange(data))
    stream.addEventListener('open', () => {
      if (wasDown) onGap()
      wasDown = false
    })
    stream.addEventListener('error', () => {
      wasDown = true
      // a browser comes back by itself after a broken line, but not after an answer that is no stream, as of a proxy
      if (stream.readyState === EventSource.CLOSED) again = setTimeout(open, AGAIN_AFTER_MS)
    })
  }

  open()
  return () => {
    clearTimeout(again)
    stream.close()
  }
}
