import { useCallback, useEffect, useState } from 'react'
import { getJson } from './fetch-json.ts'

/** What is known of something asked for. While a new answer is awaited, `stale` is the newest one that came. */
export type Loaded<T> =
  | { type: 'loading'; stale: T | undefined }
  | { type: 'loaded'; value: T }
  | { type: 'failed'; error: unknown; stale: T | undefined }

type Answer<T> = { question: string; stale: T | undefined } & (
  | { type: 'none' }
  | { type: 'value'; value: T }
  | { type: 'error'; error: unknown }
)

/** Asks for `path` whenever it changes, and again on `reload`; the answer to an older question is aborted and never
 * shown. An undefined path asks nothing and stays loading. */
export function useJson<T>(path: string | undefined): { state: Loaded<T>; reload(): void } {
  const [round, setRound] = useState(0)
  const [answer, setAnswer] = useState<Answer<T>>({ question: '', type: 'none', stale: undefined })
  const question = `${round} ${path ?? ''}`
  useEffect(() => {
    if (path === undefined) return
    const controller = new AbortController()
    const { signal } = controller
    getJson<T>(path, signal).then(
      (value) => {
        if (!signal.aborted) setAnswer({ question, type: 'value', value, stale: value })
      },
      (error: unknown) => {
        if (!signal.aborted) setAnswer((before) => ({ question, type: 'error', error, stale: before.stale }))
      },
    )
    return () => controller.abort()
  }, [path, question])
  const reload = useCallback(() => setRound((before) => before + 1), [])
  return { state: stateOf(answer, question), reload }
}

/** The newest answer there is, also while a newer one is awaited. */
export function valueOf<T>(state: Loaded<T>): T | undefined {
  return state.type === 'loaded' ? state.value : state.stale
}

function stateOf<T>(answer: Answer<T>, question: string): Loaded<T> {
  if (answer.question !== question || answer.type === 'none') return { type: 'loading', stale: answer.stale }
  if (answer.type === 'value') return { type: 'loaded', value: answer.value }
  return { type: 'failed', error: answer.error, stale: answer.stale }
}
