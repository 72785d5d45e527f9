import { type Dispatch, useCallback, useEffect, useRef } from 'react'
import { sendFile } from './send-file.ts'
import type { WizardAction } from './import-wizard.ts'

export interface Uploads {
  send(key: number, file: File): void
  sendAgain(key: number): void
  cancel(key: number): void
}

/** Sends files as they are chosen. One that is cancelled, and all when the page is left, are sent no further. */
export function useUploads(dispatch: Dispatch<WizardAction>): Uploads {
  const underWay = useRef(new Map<number, { file: File; controller: AbortController }>())
  useEffect(() => {
    const all = underWay.current
    return () => all.forEach(({ controller }) => controller.abort())
  }, [])

  const send = useCallback((key: number, file: File) => {
    const controller = new AbortController()
    const { signal } = controller
    underWay.current.set(key, { file, controller })
    sendFile(file, (sentBytes) => dispatch({ type: 'sending', key, sentBytes }), signal).then(
      ({ uploadId }) => dispatch({ type: 'sent', key, uploadId }),
      (error: unknown) => {
        if (!signal.aborted) dispatch({ type: 'not-sent', key, error })
      },
    )
  }, [dispatch])
  const cancel = useCallback((key: number) => {
    underWay.current.get(key)?.controller.abort()
    underWay.current.delete(key)
  }, [])
  const sendAgain = useCallback((key: number) => {
    const before = underWay.current.get(key)
    if (before === undefined) return
    dispatch({ type: 'sent-again', key })
    send(key, before.file)
  }, [dispatch, send])
  return { send, sendAgain, cancel }
}
