import { type Dispatch, useEffect, useRef } from 'react'
import type { SourcePreview } from '../../../server/contract/api/imports.ts'
import { postJson } from '../../api/fetch-json.ts'
import { optionsOf, questionOf, type Wizard, type WizardAction } from './import-wizard.ts'

/** Asks how the server would read each file, and again when what was said about one changes. */
export function usePreviews({ files, step }: Wizard, dispatch: Dispatch<WizardAction>): void {
  const asked = useRef(new Map<number, AbortController>())
  useEffect(() => {
    if (step !== 'mapping') return
    for (const file of files) {
      const { key, upload } = file
      const question = questionOf(file)
      if (question === undefined || upload.type !== 'sent') continue
      asked.current.get(key)?.abort()
      const controller = new AbortController()
      asked.current.set(key, controller)
      dispatch({ type: 'asked', key, question })
      const body = { uploadId: upload.uploadId, options: optionsOf(file) }
      postJson<SourcePreview>('/api/imports/preview', body, controller.signal).then(
        (value) => dispatch({ type: 'previewed', key, question, value }),
        (error: unknown) => {
          if (!controller.signal.aborted) dispatch({ type: 'not-previewed', key, question, error })
        },
      )
    }
  }, [files, step, dispatch])
  useEffect(() => {
    const all = asked.current
    return () => all.forEach((controller) => controller.abort())
  }, [])
}
