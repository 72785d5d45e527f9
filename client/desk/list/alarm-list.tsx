import { useTranslation } from 'react-i18next'
import type { AlarmSummary } from '../../../server/contract/api/alarms.ts'
import { useDesk, useLive } from '../desk-context.ts'
import { AlarmRow } from './alarm-row.tsx'
import { sortAlarms } from './alarm-order.ts'
import { VirtualList } from './virtual-list.tsx'

const ALARM_ROW_PX = 104
const idOf = (alarm: AlarmSummary) => alarm.id

/** The alarms that still need someone: unacknowledged first, the most severe before the others. */
export function AlarmList({ selectedId, nowMs }: { selectedId: number | undefined; nowMs: number }) {
  const { t } = useTranslation('desk')
  const desk = useDesk()
  const alarms = sortAlarms(useLive((state) => state.alarms).values())
  const open = (alarm: AlarmSummary) => {
    desk.select({ type: 'alarm', id: alarm.id })
    desk.flyTo([alarm.lng, alarm.lat])
  }
  return (
    <>
      {alarms.length === 0
        ? <div className="list-empty">{t('alarms.empty')}</div>
        : (
          <VirtualList
            items={alarms} rowPx={ALARM_ROW_PX} keyOf={idOf} shownKey={selectedId} testId="alarm-list"
            label={t('tabs.alarms')}
          >
            {(alarm) => (
              <AlarmRow alarm={alarm} nowMs={nowMs} selected={alarm.id === selectedId} onOpen={() => open(alarm)} />
            )}
          </VirtualList>
        )}
      <div className="list-foot">{t('alarms.showing', { count: alarms.length })}</div>
    </>
  )
}
