import { Checkbox } from 'antd'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseSummary } from '../../../server/contract/api/cases.ts'
import { areaName, categoryName, channelName } from '../../city/place-names.ts'
import { useDurationText } from '../../language/duration-text.ts'
import { useLanguage } from '../../language/language.ts'
import { useDesk } from '../desk-context.ts'
import { CaseSigns } from '../signs/case-signs.tsx'
import { timeLimitOf } from './time-limit.ts'

interface CaseRowProps {
  record: CaseSummary
  nowMs: number
  selected: boolean
  /** Whether it is among those that something is to be done to together. */
  chosen: boolean
  /** The sequence number of the event that has just changed the case; a new one makes the row flash anew. */
  flash: number | undefined
  onOpen(record: CaseSummary): void
  onHover(record: CaseSummary | undefined): void
  onChoose(record: CaseSummary, range: boolean): void
}

/** One case of the list: what, where, how long. */
export const CaseRow = memo(function CaseRow(
  { record, nowMs, selected, chosen, flash, onOpen, onHover, onChoose }: CaseRowProps,
) {
  const { t } = useTranslation(['desk', 'common', 'caseWork'])
  const language = useLanguage()
  const durationText = useDurationText()
  const { city, time, mayAct } = useDesk()
  const limit = timeLimitOf(record, nowMs)
  const duration = durationText(limit.remainingMs)
  return (
    <div
      key={flash} role="option" aria-selected={selected} tabIndex={-1} data-testid={`case-row-${record.id}`}
      className={`case-row status-${record.status}${flash === undefined ? '' : ' case-row-flash'}`}
      onClick={(event) => (event.shiftKey && mayAct ? onChoose(record, true) : onOpen(record))}
      // a shift-click would mark the words between
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
      onMouseEnter={() => onHover(record)} onMouseLeave={() => onHover(undefined)}
    >
      <div className="case-row-head">
        {mayAct && (
          <span className="case-row-choose" onClick={(event) => event.stopPropagation()}>
            <Checkbox
              checked={chosen} aria-label={t('caseWork:bulk.choose')} data-testid={`case-choose-${record.id}`}
              onChange={({ nativeEvent }) => onChoose(record, (nativeEvent as MouseEvent).shiftKey)}
            />
          </span>
        )}
        {record.urgent && <b className="mark-urgent">{t('list.urgent')}</b>}
        <strong>{categoryName(city, record.categoryCode, language)}</strong>
        <span className="case-row-signs">
          <CaseSigns record={record} />
          <span className={`status-tag status-${record.status}`}>{t(`common:status.${record.status}`)}</span>
        </span>
      </div>
      <div className="case-row-text">{record.description}</div>
      <div className="case-row-foot">
        <span className="case-row-place">
          {areaName(city, record.areaCode, language, language === 'en' ? 1 : 2)}
          <i>{channelName(city, record.channel, language)}</i>
        </span>
        <span>{time.short(record.reportedAt, nowMs)}</span>
        {!limit.finished && !limit.suspended && (
          <span className={`limit-text limit-${limit.colour}`}>
            {t(limit.remainingMs < 0 ? 'list.over' : 'list.left', { duration })}
          </span>
        )}
      </div>
    </div>
  )
})
