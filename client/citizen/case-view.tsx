import { useTranslation } from 'react-i18next'
import type { CitizenCase } from '../../server/contract/api/citizen.ts'
import type { CityTime } from '../city/city-time.ts'
import { nameOf, useLanguage } from '../language/language.ts'
import { RateForm } from './rate-form.tsx'
import { UrgeForm } from './urge-form.tsx'

interface CaseViewProps {
  case: CitizenCase
  /** With which it was looked up. */
  code: string
  time: CityTime
  onRated(): void
  onBack(): void
}

/** A case as its reporter sees it; once it is closed he can rate it here. */
export function CaseView({ case: shown, code, time, onRated, onBack }: CaseViewProps) {
  const { t } = useTranslation('citizen')
  const language = useLanguage()
  const { number, status, suspended, round, reportedAt, expectedAt, closedAt, unit, steps, ratingToken } = shown
  return (
    <section className="screen" data-testid="citizen-case">
      <button type="button" className="button citizen-back" onClick={onBack}>‹ {t('look.back')}</button>
      <div className="case-head">
        <header>
          <h1 data-testid="citizen-status">{t(`status.${status}`)}</h1>
          {round > 1 && <span className="role">{t('look.round', { round })}</span>}
        </header>
        {suspended && <p className="hint">{t('look.suspended')}</p>}
        <p className="case-text">{language === 'en' ? shown.categoryNameEn : shown.categoryName} · {number}</p>
        <dl>
          <dt>{t('look.reported')}</dt>
          <dd>{time.dateTime(reportedAt)}</dd>
          {expectedAt !== null && <><dt>{t('look.expected')}</dt><dd>{time.dateTime(expectedAt)}</dd></>}
          {closedAt !== null && <><dt>{t('look.closed')}</dt><dd>{time.dateTime(closedAt)}</dd></>}
          {unit !== null && <><dt>{t('look.unit')}</dt><dd>{nameOf(unit, language)}</dd></>}
        </dl>
      </div>
      {ratingToken !== null && <RateForm token={ratingToken} onRated={onRated} />}
      {expectedAt !== null && <UrgeForm number={number} code={code} />}
      <h2>{t('look.steps')}</h2>
      <ol className="case-log">
        {steps.toReversed().map(({ kind, at, round: ofRound, note }) => (
          <li key={`${kind} ${at} ${ofRound}`}>
            <div>
              <b>{t(`step.${kind}`)}</b>
              <time>{time.dateTime(at)}</time>
            </div>
            {note !== '' && <p>{note}</p>}
          </li>
        ))}
      </ol>
    </section>
  )
}
