import { useTranslation } from 'react-i18next'
import type { CaseSummary } from '../../../server/contract/api/cases.ts'
import { categoryName } from '../../city/place-names.ts'
import { useLanguage } from '../../language/language.ts'
import { useDesk } from '../desk-context.ts'

/** What is told of a similar case: how far it is, and a picture of it where there is one. */
export interface SimilarRow {
  record: CaseSummary
  distanceM: number
  attachmentId?: string | null
  /** Why it may be the same, in the language shown. */
  reason?: string
}

interface SimilarListProps {
  similar: readonly SimilarRow[]
  chosenId?: number | undefined
  /** Chooses one for something; without it a click opens the case. */
  onChoose?(caseId: number): void
}

/** Cases that may be the same trouble: how far, when, what, and with a picture. */
export function SimilarList({ similar, chosenId, onChoose }: SimilarListProps) {
  const { t } = useTranslation(['caseWork', 'common'])
  const language = useLanguage()
  const { city, time, select } = useDesk()
  return (
    <ul className="similar" data-testid="similar-cases">
      {similar.map(({ record, distanceM, attachmentId, reason }) => (
        <li key={record.id}>
          <button
            type="button" aria-pressed={record.id === chosenId} data-testid={`similar-${record.id}`}
            onClick={() => (onChoose === undefined ? select({ type: 'case', id: record.id }) : onChoose(record.id))}
          >
            {attachmentId != null && <img src={`/api/attachments/${attachmentId}`} alt="" loading="lazy" />}
            <div>
              <b>{categoryName(city, record.categoryCode, language)}</b>
              <span className={`status-tag status-${record.status}`}>{t(`common:status.${record.status}`)}</span>
              <p>{record.description}</p>
              <small>
                <span>{record.number}</span>
                <span>{reason ?? t('merge.away', { metres: Math.round(distanceM) })}</span>
                <time>{time.dateTime(record.reportedAt).slice(5)}</time>
              </small>
            </div>
          </button>
          {onChoose !== undefined && (
            <button type="button" className="link-button" onClick={() => select({ type: 'case', id: record.id })}>
              {t('merge.open')}
            </button>
          )}
        </li>
      ))}
    </ul>
  )
}
