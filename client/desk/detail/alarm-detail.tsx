import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { areaName } from '../../city/place-names.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { AlarmButtons } from '../alarm-buttons.tsx'
import { alarmKindName } from '../alarm-names.ts'
import { useDesk, useLive } from '../desk-context.ts'
import { Facts, Panel } from './panel.tsx'

/** One alarm in full; the panel closes when the alarm is both acknowledged and cleared and so leaves the list. */
export function AlarmDetail({ id }: { id: number }) {
  const { t } = useTranslation(['desk', 'common'])
  const language = useLanguage()
  const { city, time, select } = useDesk()
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
  const kind = city.record.deviceKinds.find((known) => known.kind === alarm.sourceKind)
  const state = [
    t(alarm.acknowledged ? 'alarms.acknowledged' : 'alarms.active'),
    ...(alarm.cleared ? [t('alarms.cleared')] : []),
  ].join(' · ')
  return (
    <Panel
      testId="alarm-detail" title={alarmKindName(city, alarm, language)}
      subtitle={(
        <b className={`severity-tag severity-${alarm.severity}`}>{t(`common:severity.${alarm.severity}`)}</b>
      )}
      actions={<AlarmButtons alarm={alarm} />}
    >
      <Facts
        rows={[
          [t('alarms.device'), alarm.sourceName],
          [t('alarms.kind'), kind === undefined ? alarm.sourceKind : nameOf(kind, language)],
          [t('alarms.message'), alarm.message],
          [t('alarms.value'), alarm.value === null ? undefined : `${alarm.value} ${alarm.unit ?? ''}`],
          [t('alarms.state'), state],
          [t('alarms.place'), areaName(city, alarm.areaCode, language, 3)],
          [t('alarms.times'), alarm.occurrences],
          [t('alarms.startedAt'), time.dateTime(alarm.startedAt)],
          [t('alarms.lastAt'), time.dateTime(alarm.lastAt)],
        ]}
      />
    </Panel>
  )
}
