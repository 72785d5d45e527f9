import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CitizenUrgeBody } from '../../server/contract/api/citizen.ts'
import { ApiError } from '../api/api-error.ts'
import { postJson } from '../api/fetch-json.ts'
import { useErrorText } from '../api/use-error-text.ts'

interface UrgeFormProps {
  number: string
  /** With which the case was looked up. */
  code: string
}

type SendState = { type: 'idle' } | { type: 'sending' } | { type: 'sent' } | { type: 'failed'; error: unknown }

/** 催办: whoever reported a case says that it takes too long, once a day. */
export function UrgeForm({ number, code }: UrgeFormProps) {
  const { t } = useTranslation('citizen')
  const errorText = useErrorText()
  const [note, setNote] = useState('')
  const [state, setState] = useState<SendState>({ type: 'idle' })

  const send = (event: FormEvent) => {
    event.preventDefault()
    const text = note.trim()
    const body: CitizenUrgeBody = { code, ...(text !== '' && { note: text }) }
    setState({ type: 'sending' })
    postJson<void>(`/api/citizen/cases/${encodeURIComponent(number)}/urge`, body).then(
      () => setState({ type: 'sent' }),
      (error: unknown) => setState({ type: 'failed', error }),
    )
  }

  if (state.type === 'sent') return <p className="hint" role="status" data-testid="citizen-urged">{t('urge.sent')}</p>
  return (
    <details className="citizen-urge">
      <summary data-testid="citizen-urge">{t('urge.open')}</summary>
      <form onSubmit={send}>
        <label className="field-input">
          {t('urge.note')}
          <textarea
            rows={2} maxLength={500} value={note} data-testid="urge-note"
            onChange={(event) => setNote(event.target.value)}
          />
        </label>
        {state.type === 'failed' && (
          <p className="problem" role="alert">{isRepeated(state.error) ? t('urge.again') : errorText(state.error)}</p>
        )}
        <button type="submit" className="big-button" data-testid="urge-send" disabled={state.type === 'sending'}>
          {t('urge.send')}
        </button>
      </form>
    </details>
  )
}

function isRepeated(error: unknown): boolean {
  return error instanceof ApiError && error.reply.code === 'URGED_TODAY'
}
