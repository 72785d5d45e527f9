import { useCallback, useEffect, useState } from 'react'
import type { ImportRecord } from '../../../server/contract/api/imports.ts'
import { ApiError } from '../../api/api-error.ts'
import { getJson } from '../../api/fetch-json.ts'

const POLL_MS = 1000

/** An import and, where the latest question failed, why. */
export interface WatchedImport {
  record: ImportRecord | undefined
  error: unknown
}

type Seen = WatchedImport & { id: number | null }

/** Whether the server is still at work on an import. */
export function isUnderWay({ state }: ImportRecord): boolean {
  return state === 'reading' || state === 'checking'
}

/** One import, asked for each second while the server works on it and somebody can see it. Null asks nothing. */
export function useImport(id: number | null): WatchedImport & { reload(): void } {
  const [seen, setSeen] = useState<Seen>({ id: null, record: undefined, error: undefined })
  const reload = useCallback(() => {
    getJson<ImportRecord>(`/api/imports/${id}`).then(
      (record) => setSeen({ id, record, error: undefined }),
      (error: unknown) => setSeen((before) => ({ ...before, error })),
    )
  }, [id])

  useEffect(() => {
    if (id === null) return
    const controller = new AbortController()
    const { signal } = controller
    let timer: ReturnType<typeof setTimeout> | undefined
    let waiting = false

    const ask = async (): Promise<void> => {
      if (document.hidden) {
        waiting = true
        return
      }
      try {
        const record = await getJson<ImportRecord>(`/api/imports/${id}`, signal)
        setSeen({ id, record, error: undefined })
        if (!isUnderWay(record)) return
      } catch (error) {
        if (signal.aborted) return
        setSeen((before) => ({ id, record: before.id === id ? before.record : undefined, error }))
        // There is no such import, or it is not for this person: asking again changes nothing.
        if (error instanceof ApiError && error.status >= 400 && error.status < 429) return
      }
      timer = setTimeout(() => void ask(), POLL_MS)
    }
    const wake = (): void => {
      if (document.hidden || !waiting) return
      waiting = false
      void ask()
    }
    document.addEventListener('visibilitychange', wake)
    void ask()
    return () => {
      controller.abort()
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', wake)
    }
  }, [id])

  return seen.id === id ? { ...seen, reload } : { record: undefined, error: undefined, reload }
}
