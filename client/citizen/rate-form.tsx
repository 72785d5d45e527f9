import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CitizenRatingBody, CitizenRatingReply } from '../../server/contract/api/citizen.ts'
import { postJson } from '../api/fetch-json.ts'
import { useErrorText } from '../api/use-error-text.ts'

const QUESTIONS = ['responded', 'solved', 'satisfied'] as const
type Question = (typeof QUESTIONS)[number]
const STARS = [1, 2, 3, 4, 5] as const

type SendState = { type: 'idle' } | { type: 'sending' } | { type: 'failed'; error: unknown }

/** 三率: whether somebody came, whether it is solved, whether he is satisfied. */
export function RateForm({ token, onRated }: { token: string; onRated(reply: CitizenRatingReply): void }) {
  const { t } = useTranslation('citizen')
  const errorText = useErrorText()
  const [answers, setAnswers] = useState<Partial<Record<Question, boolean>>>({})
  const [rating, setRating] = useState<number>()
  const [note, setNote] = useState('')
  const [state, setState] = useState<SendState>({ type: 'idle' })
  const { responded, solved, satisfied } = answers
  const isAnswered = responded !== undefined && solved !== undefined && satisfied !== undefined
  const isUnhappy = solved === false || satisfied === false

  const send = () => {
    if (!isAnswered) return
    const body: CitizenRatingBody = {
      responded, solved, satisfied,
      ...(rating !== undefined && { rating }), ...(note.trim() !== '' && { note: note.trim() }),
    }
    setState({ type: 'sending' })
    postJson<CitizenRatingReply>(`/api/citizen/ratings/${token}`, body)
      .then(onRated, (error: unknown) => setState({ type: 'failed', error }))
  }

  return (
    <div className="case-head citizen-rate" data-testid="citizen-rate">
      <h1>{t('rate.title')}</h1>
      {QUESTIONS.map((question) => (
        <fieldset key={question} data-testid={`rate-${question}`}>
          <legend>{t(`rate.${question}`)}</legend>
          <div className="two-buttons">
            {([true, false] as const).map((value) => (
              <button
                key={String(value)} type="button" className="kind" aria-pressed={answers[question] === value}
                onClick={() => setAnswers((before) => ({ ...before, [question]: value }))}
              >
                {t(value ? 'rate.yes' : 'rate.no')}
              </button>
            ))}
          </div>
        </fieldset>
      ))}
      <div className="citizen-stars" role="group" aria-label={t('rate.stars')}>
        {STARS.map((count) => (
          <button
            key={count} type="button" aria-label={t('rate.star', { count })}
            aria-pressed={rating !== undefined && count <= rating} onClick={() => setRating(count)}
          >
            ★
          </button>
        ))}
      </div>
      <label className="field-input">
        {t(isUnhappy ? 'rate.reason' : 'rate.note')}
        <textarea
          rows={2} maxLength={1000} value={note} data-testid="rate-note"
          onChange={(event) => setNote(event.target.value)}
        />
      </label>
      {isUnhappy && <p className="hint">{t('rate.again')}</p>}
      {state.type === 'failed' && <p className="problem" role="alert">{errorText(state.error)}</p>}
      <button
        type="button" className="big-button big-primary" data-testid="rate-send"
        disabled={!isAnswered || state.type === 'sending'} onClick={send}
      >
        {t('rate.send')}
      </button>
    </div>
  )
}
