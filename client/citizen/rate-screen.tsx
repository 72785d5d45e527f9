import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CitizenRating, CitizenRatingReply } from '../../server/contract/api/citizen.ts'
import { ApiError } from '../api/api-error.ts'
import { useErrorText } from '../api/use-error-text.ts'
import { useJson } from '../api/use-json.ts'
import { nameOf, useLanguage } from '../language/language.ts'
import { RateForm } from './rate-form.tsx'

/** What the link of a message opens: one case to be rated, once. */
export function RateScreen({ token }: { token: string }) {
  const { t } = useTranslation(['citizen', 'common'])
  const language = useLanguage()
  const errorText = useErrorText()
  const { state } = useJson<CitizenRating>(`/api/citizen/ratings/${encodeURIComponent(token)}`)
  const [reply, setReply] = useState<CitizenRatingReply>()
  if (state.type === 'loading') return <p className="screen" role="status">{t('common:loading')}</p>
  if (state.type === 'failed') {
    const isUnknown = state.error instanceof ApiError && state.error.status >= 400 && state.error.status < 429
    return <p className="screen problem" role="alert">{isUnknown ? t('rate.none') : errorText(state.error)}</p>
  }
  if (reply !== undefined) {
    return (
      <section className="screen report-done" data-testid="citizen-rated">
        <div className="empty">
          <i className="tick" aria-hidden>✓</i>
          <b>{t('rate.thanks')}</b>
          {reply.reopened && <p>{t('rate.reopened', { round: reply.round })}</p>}
        </div>
      </section>
    )
  }
  const { number, categoryName, categoryNameEn, unit, state: linkState } = state.value
  return (
    <section className="screen" data-testid="citizen-rating">
      <div className="case-head">
        <h1>{language === 'en' ? categoryNameEn : categoryName}</h1>
        <p className="case-text">{number}{unit !== null && ` · ${nameOf(unit, language)}`}</p>
      </div>
      {linkState === 'open'
        ? <RateForm token={token} onRated={setReply} />
        : <p className="problem" role="status">{t(`rate.${linkState}`)}</p>}
    </section>
  )
}
