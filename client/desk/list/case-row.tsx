import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseSummary } from '../../../server/contract/api/cases.ts'
import { areaName, categoryName, channelName } from '../../city/place-names.ts'
import { useDurationText } from '../../language/duration-text.ts'
import { useLanguage } from '../../language/language.ts'
import { useDesk } from '../desk-context.ts'
import { timeLimitOf } from './time-limit.ts'

interface CaseRowProps {
  record: CaseSummary
  nowMs: number
  selected: boolean
  /** The sequence number of the event that has just changed the case; a new one makes the row flash anew. */
  flash: number | undefined
  onOpen(record: CaseSummary): void
  onHover(record: CaseSummary | undefined): void
}

/** One case of the list: what, where, how long. */
export const CaseRow = memo(function CaseRow({ record, nowMs, selected, flash, onOpen, onHover }: CaseRowProps) {
  const { t } = useTranslation(['desk', 'common'])
  const language = useLanguage()
  const durationText = useDurationText()
  const { city, time } = useDesk()
  const limit = timeLimitOf(record, nowMs)
  const duration = durationText(limit.remainingMs)
  return (
    <div
      key={flash} role="option" aria-selected={selected} tabIndex={-1} data-testid={`case-row-${record.id}`}
      className={`case-row status-${record.status}${flash === undefined ? '' : ' case-row-flash'}`}
      onClick={() => onOpen(record)} onMouseEnter={() => onHover(record)} onMouseLeave={() => onHover(undefined)}
    >
      <div className="case-row-head">
        {record.urgent && <b className="mark-urgent">{t('list.urgent')}</b>}
        <strong>{categoryName(city, record.categoryCode, language)}</strong>
        <span className={`status-tag status-${record.status}`}>{t(`common:status.${record.status}`)}</span>
      </div>
      <div className="case-row-text">{record.description}</div>
      <div className="case-row-foot">
        <span className="case-row-place">
          {areaName(city, record.areaCode, language, language === 'en' ? 1 : 2)}
          <i>{channelName(city, record.channel, language)}</i>
        </span>
        <span>{time.short(record.reportedAt, nowMs)}</span>
        {!limit.finished && (
          <span className={`limit-text limit-${limit.colour}`}>
            {t(limit.remainingMs < 0 ? 'list.over' : 'list.left', { duration })}
          </span>
        )}
      </div>
    </div>
  )
})
