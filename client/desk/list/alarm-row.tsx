import { useTranslation } from 'react-i18next'
import type { AlarmSummary } from '../../../server/contract/api/alarms.ts'
import { areaName } from '../../city/place-names.ts'
import { useLanguage } from '../../language/language.ts'
import { AlarmButtons } from '../alarm-buttons.tsx'
import { alarmKindName } from '../alarm-names.ts'
import { useDesk } from '../desk-context.ts'

interface AlarmRowProps {
  alarm: AlarmSummary
  nowMs: number
  selected: boolean
  onOpen(): void
}

/** One alarm: how severe, which device, since when, and the two things that can be done about it. */
export function AlarmRow({ alarm, nowMs, selected, onOpen }: AlarmRowProps) {
  const { t } = useTranslation(['desk', 'common'])
  const language = useLanguage()
  const { city, time } = useDesk()
  return (
    <div
      role="option" aria-selected={selected} tabIndex={-1} onClick={onOpen} data-testid={`alarm-row-${alarm.id}`}
      className={`alarm-row severity-${alarm.severity}${alarm.acknowledged ? ' alarm-row-seen' : ''}`}
    >
      <div className="case-row-head">
        <b className="severity-tag">{t(`common:severity.${alarm.severity}`)}</b>
        <strong>{alarmKindName(city, alarm, language)}</strong>
        {alarm.occurrences > 1 && <span className="muted">{t('alarms.occurrences', { count: alarm.occurrences })}</span>}
        <span className="push">{time.short(alarm.lastAt, nowMs)}</span>
      </div>
      <div className="case-row-text">{alarm.sourceName} · {alarm.message}</div>
      <div className="case-row-foot">
        <span className="case-row-place">{areaName(city, alarm.areaCode, language)}</span>
        <AlarmButtons alarm={alarm} />
      </div>
    </div>
  )
}
