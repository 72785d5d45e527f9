import { useTranslation } from 'react-i18next'
import type { CaseSummary } from '../../../server/contract/api/cases.ts'
import { categoryName } from '../../city/place-names.ts'
import { useLanguage } from '../../language/language.ts'
import { useDesk } from '../desk-context.ts'

/** Cases in one line each, the latest first as they come; a click opens one. */
export function CaseLinks({ cases }: { cases: readonly CaseSummary[] }) {
  const { t } = useTranslation(['desk', 'common'])
  const language = useLanguage()
  const { city, time, select, flyTo } = useDesk()
  if (cases.length === 0) return <p className="muted">{t('worker.none')}</p>
  const open = (record: CaseSummary) => {
    select({ type: 'case', id: record.id })
    flyTo([record.lng, record.lat])
  }
  return (
    <ul className="case-links">
      {cases.map((record) => (
        <li key={record.id}>
          <button type="button" onClick={() => open(record)}>
            <span className={`status-dot status-${record.status}`} title={t(`common:status.${record.status}`)} />
            <strong>{categoryName(city, record.categoryCode, language)}</strong>
            <span className="case-links-text">{record.description}</span>
            <time>{time.dateTime(record.reportedAt).slice(5)}</time>
          </button>
        </li>
      ))}
    </ul>
  )
}
