import { useTranslation } from 'react-i18next'
import { valueOf } from '../../api/use-json.ts'
import { areaName, categoryName, unitName } from '../../city/place-names.ts'
import { useLanguage } from '../../language/language.ts'
import { Asked } from '../detail/panel.tsx'
import { useDesk } from '../desk-context.ts'
import { Tray } from '../tray/tray.tsx'
import { standsOf } from './stands-of.ts'
import { useConsultations } from './use-consultations.ts'
import './consultations.css'

/** The consultations that are open in the desk's area; a click opens the case. */
export function ConsultationTray() {
  const { t } = useTranslation(['consultations', 'caseWork'])
  const language = useLanguage()
  const { city, time, select } = useDesk()
  const { state, reload } = useConsultations({ state: 'open' })
  return (
    <Tray name={t('title')} count={valueOf(state)?.length ?? 0} icon={<TableIcon />} testId="consultations">
      {(close) => (
        <Asked state={state} onRetry={reload}>
          {(consultations) => (consultations.length === 0
            ? <p className="muted">{t('empty')}</p>
            : (
              <ul>
                {consultations.map((one) => {
                  const stands = standsOf(one)
                  return (
                    <li key={one.id}>
                      <button
                        type="button" data-testid={`consultation-open-${one.caseId}`}
                        onClick={() => {
                          select({ type: 'case', id: one.caseId })
                          close()
                        }}
                      >
                        <b>{categoryName(city, one.categoryCode, language)}</b>
                        <span className="muted">{one.caseNumber}</span>
                        <p>{one.reason}</p>
                        <small>
                          <span>{areaName(city, one.areaCode, language)}</span>
                          <span>{t('said', { said: stands.filter(({ last }) => last !== null).length, invited: stands.length })}</span>
                          <time>{time.dateTime(one.openedAt).slice(5)}</time>
                        </small>
                        <small>
                          {stands.map(({ unitId, last }) => (
                            <span key={unitId}>
                              {unitName(city, unitId, language) ?? unitId}{' '}
                              <i className={last === null ? '' : `stance-${last.stance}`}>
                                {last === null ? t('silent') : t(`caseWork:stance.${last.stance}`)}
                              </i>
                            </span>
                          ))}
                        </small>
                      </button>
                    </li>
                  )
                })}
              </ul>
            ))}
        </Asked>
      )}
    </Tray>
  )
}

function TableIcon() {
  return (
    <svg width="17" height="17" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.4" aria-hidden>
      <circle cx="8" cy="8" r="3.2" />
      <path d="M8 1.2v1.6M8 13.2v1.6M1.2 8h1.6M13.2 8h1.6M3.2 3.2l1.1 1.1M11.7 11.7l1.1 1.1M12.8 3.2l-1.1 1.1M4.3 11.7l-1.1 1.1" />
    </svg>
  )
}
