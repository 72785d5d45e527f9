import { Button } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlarmSummary } from '../../../server/contract/api/alarms.ts'
import { areaName } from '../../city/place-names.ts'
import { useDurationText } from '../../language/duration-text.ts'
import { useLanguage } from '../../language/language.ts'
import { useNow } from '../../shell/use-now.ts'
import { AlarmButtons } from '../alarm-buttons.tsx'
import { useDesk, useLive } from '../desk-context.ts'
import { callsForHelp } from './calls-for-help.ts'
import { useHelpSiren } from './use-help-siren.ts'
import './help-bar.css'

/** So many calls have a line of their own; more would leave no desk to work at. */
const LINES = 4

/** Calls for help, across the top of the desk whatever tab or filter is set, until they are acknowledged and cleared;
 * heard until they are acknowledged. */
export function HelpBar() {
  const { t } = useTranslation('alarms')
  const { store, mayAct } = useDesk()
  useHelpSiren(store, mayAct)
  const alarms = useLive((state) => state.alarms)
  const calls = useMemo(() => callsForHelp(alarms.values()), [alarms])
  if (calls.length === 0) return null
  const more = calls.length - LINES
  return (
    <section className="help-bar" role="alert" aria-label={t('help.label')} data-testid="help-bar">
      {calls.slice(0, LINES).map((alarm) => <HelpLine key={alarm.id} alarm={alarm} />)}
      {more > 0 && <p className="help-more">{t('help.more', { count: more })}</p>}
    </section>
  )
}

function HelpLine({ alarm }: { alarm: AlarmSummary }) {
  const { t } = useTranslation('alarms')
  const language = useLanguage()
  const durationText = useDurationText()
  const { city, time, select, flyTo } = useDesk()
  const nowMs = useNow(1000)
  const find = () => {
    select({ type: 'alarm', id: alarm.id })
    flyTo([alarm.lng, alarm.lat], 16)
  }
  const duration = durationText(nowMs - Date.parse(alarm.startedAt))
  return (
    <div
      className={alarm.acknowledged ? 'help-line help-line-seen' : 'help-line'} data-testid={`help-line-${alarm.id}`}
    >
      <b>{t('help.title')}</b>
      <strong>{alarm.sourceName}</strong>
      <span>{areaName(city, alarm.areaCode, language, 3)}</span>
      <time>{t('help.since', { time: time.short(alarm.startedAt, nowMs), duration })}</time>
      {alarm.cleared && !alarm.acknowledged && <span>{t('help.over')}</span>}
      {alarm.escalation > 0 && !alarm.acknowledged && <i>{t('escalated', { level: alarm.escalation })}</i>}
      <span className="help-actions">
        <Button size="small" data-testid={`help-find-${alarm.id}`} onClick={find}>{t('help.find')}</Button>
        <AlarmButtons alarm={alarm} testId="help" />
      </span>
    </div>
  )
}
