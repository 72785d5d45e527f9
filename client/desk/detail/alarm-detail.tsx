import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlarmSummary } from '../../../server/contract/api/alarms.ts'
import { alarmName, alarmText } from '../../city/alarm-name.ts'
import { areaName } from '../../city/place-names.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { AlarmButtons } from '../alarm-buttons.tsx'
import { useDesk, useLive } from '../desk-context.ts'
import { AlarmLog } from './alarm-log.tsx'
import { DeviceReadings } from './device-readings.tsx'
import { Facts, Panel } from './panel.tsx'

/** One alarm in full; the panel closes when the alarm is both acknowledged and cleared and so leaves the list. */
export function AlarmDetail({ id }: { id: number }) {
  const { t } = useTranslation('common')
  const language = useLanguage()
  const { city, select } = useDesk()
  const alarm = useLive((state) => state.alarms.get(id))
  const gone = alarm === undefined
  const leave = useRef(select)
  useEffect(() => {
    leave.current = select
  })
  useEffect(() => {
    if (gone) leave.current({ type: 'none' })
  }, [gone])
  if (gone) return null
  return (
    <Panel
      testId="alarm-detail" title={alarmName(city, alarm, language)}
      subtitle={<b className={`severity-tag severity-${alarm.severity}`}>{t(`severity.${alarm.severity}`)}</b>}
      actions={<AlarmButtons alarm={alarm} testId="detail" />}
    >
      <AlarmFacts alarm={alarm} />
      {alarm.sourceType === 'device' && <DeviceReadings deviceId={alarm.sourceId} />}
      <AlarmLog alarm={alarm} />
    </Panel>
  )
}

function AlarmFacts({ alarm }: { alarm: AlarmSummary }) {
  const { t } = useTranslation(['desk', 'alarms'])
  const language = useLanguage()
  const { city, time, select } = useDesk()
  const { caseId, sourceType, sourceId, sourceName, confirmation } = alarm
  const state = [
    t(alarm.acknowledged ? 'alarms.acknowledged' : 'alarms.active'),
    ...(alarm.acknowledgedBy === null ? [] : [alarm.acknowledgedBy]),
    ...(alarm.cleared ? [t('alarms.cleared')] : []),
  ].join(' · ')
  return (
    <Facts
      rows={[
        [t(`alarms:source.${sourceType}`), sourceType === 'device' ? sourceName : (
          <button
            key="worker" type="button" className="link-button"
            onClick={() => select({ type: 'worker', id: sourceId })}
          >
            {sourceName}
          </button>
        )],
        [t('alarms.kind'), <SourceKind key="kind" alarm={alarm} />],
        [t('alarms.message'), alarmText(city, alarm, language)],
        [t('alarms.value'), alarm.value === null ? undefined : `${alarm.value} ${alarm.unit ?? ''}`],
        [t('alarms.state'), state],
        [t('alarms:confirmationLabel'), confirmation === 'not-needed' ? '' : t(`alarms:confirmation.${confirmation}`)],
        [t('alarms:escalation'), alarm.escalation === 0 ? '' : t('alarms:escalated', { level: alarm.escalation })],
        [t('alarms:case'), caseId === null ? '' : (
          <button
            key="case" type="button" className="link-button" data-testid="alarm-case"
            onClick={() => select({ type: 'case', id: caseId })}
          >
            {t('alarms:openCase')}
          </button>
        )],
        [t('alarms.place'), areaName(city, alarm.areaCode, language, 3)],
        [t('alarms.times'), alarm.occurrences],
        [t('alarms.startedAt'), time.dateTime(alarm.startedAt)],
        [t('alarms.lastAt'), time.dateTime(alarm.lastAt)],
      ]}
    />
  )
}

function SourceKind({ alarm: { sourceKind } }: { alarm: AlarmSummary }) {
  const { t } = useTranslation('alarms')
  const language = useLanguage()
  const { city } = useDesk()
  if (sourceKind === 'person' || sourceKind === 'vehicle') return t(`sourceKind.${sourceKind}`)
  const kind = city.record.deviceKinds.find((known) => known.kind === sourceKind)
  return kind === undefined ? sourceKind : nameOf(kind, language)
}
