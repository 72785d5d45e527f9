import { Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import type { AlarmSummary } from '../../../server/contract/api/alarms.ts'
import { alarmName, alarmText } from '../../city/alarm-name.ts'
import { areaName } from '../../city/place-names.ts'
import { useLanguage } from '../../language/language.ts'
import { AlarmButtons } from '../alarm-buttons.tsx'
import { useDesk } from '../desk-context.ts'

interface AlarmRowProps {
  alarm: AlarmSummary
  nowMs: number
  selected: boolean
  chosen: boolean
  onOpen(): void
  onChoose(range: boolean): void
}

/** One alarm: how severe, who gives it, since when, and what can be done about it. */
export function AlarmRow({ alarm, nowMs, selected, chosen, onOpen, onChoose }: AlarmRowProps) {
  const { t } = useTranslation(['desk', 'alarms', 'common'])
  const language = useLanguage()
  const { city, time, mayAct } = useDesk()
  const text = alarmText(city, alarm, language)
  return (
    <div
      role="option" aria-selected={selected} tabIndex={-1} data-testid={`alarm-row-${alarm.id}`}
      className={`alarm-row severity-${alarm.severity}${alarm.acknowledged ? ' alarm-row-seen' : ''}`}
      onClick={(event) => (event.shiftKey && mayAct ? onChoose(true) : onOpen())}
      // a shift-click would mark the words between
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
    >
      <div className="case-row-head">
        {mayAct && (
          <span title={t('alarms:chooseHint')} onClick={(event) => event.stopPropagation()}>
            <Checkbox
              checked={chosen} aria-label={t('alarms:choose')} data-testid={`alarm-choose-${alarm.id}`}
              onChange={({ nativeEvent }) => onChoose((nativeEvent as MouseEvent).shiftKey)}
            />
          </span>
        )}
        <b className="severity-tag">{t(`common:severity.${alarm.severity}`)}</b>
        <strong>{alarmName(city, alarm, language)}</strong>
        {alarm.occurrences > 1 && (
          <span className="muted">{t('alarms.occurrences', { count: alarm.occurrences })}</span>
        )}
        <AlarmBadges alarm={alarm} />
        <span className="push">{time.short(alarm.lastAt, nowMs)}</span>
      </div>
      <div className="case-row-text">{alarm.sourceName}{text !== '' && ` · ${text}`}</div>
      <div className="case-row-foot">
        <span className="case-row-place">{areaName(city, alarm.areaCode, language)}</span>
        <AlarmButtons alarm={alarm} />
      </div>
    </div>
  )
}

/** What else there is to know at a glance: it was passed on, somebody is asked, it has become a case. */
export function AlarmBadges({ alarm }: { alarm: AlarmSummary }) {
  const { t } = useTranslation('alarms')
  return (
    <>
      {alarm.escalation > 0 && !alarm.acknowledged && (
        <em className="alarm-badge alarm-badge-escalated">{t('escalated', { level: alarm.escalation })}</em>
      )}
      {alarm.confirmation === 'pending' && !alarm.cleared && <em className="alarm-badge">{t('pending')}</em>}
      {alarm.caseId !== null && <em className="alarm-badge">{t('hasCase')}</em>}
    </>
  )
}
