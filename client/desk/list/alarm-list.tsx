import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlarmSummary } from '../../../server/contract/api/alarms.ts'
import { useDesk, useLive } from '../desk-context.ts'
import { AlarmRow } from './alarm-row.tsx'
import { sortAlarms } from './alarm-order.ts'
import { BulkBar } from './bulk-bar.tsx'
import { chosenOf, NONE_CHOSEN, toggleChosen } from './chosen-rows.ts'
import { VirtualList } from './virtual-list.tsx'

const ALARM_ROW_PX = 104
const idOf = (alarm: AlarmSummary) => alarm.id

/** The alarms that still need someone, the most pressing first; several can be chosen and dealt with together. */
export function AlarmList({ selectedId, nowMs }: { selectedId: number | undefined; nowMs: number }) {
  const { t } = useTranslation('desk')
  const desk = useDesk()
  const live = useLive((state) => state.alarms)
  const alarms = useMemo(() => sortAlarms(live.values()), [live])
  const [chosen, setChosen] = useState(NONE_CHOSEN)
  const chosenAlarms = chosenOf(chosen, alarms)
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
              <AlarmRow
                alarm={alarm} nowMs={nowMs} selected={alarm.id === selectedId} chosen={chosen.ids.has(alarm.id)}
                onOpen={() => open(alarm)}
                onChoose={(range) => setChosen((before) => toggleChosen(before, alarms, alarm.id, range))}
              />
            )}
          </VirtualList>
        )}
      {chosenAlarms.length > 0 && (
        <BulkBar
          chosen={chosenAlarms} onNone={() => setChosen(NONE_CHOSEN)}
          onAll={() => setChosen({ ids: new Set(alarms.map(idOf)), lastId: undefined })}
        />
      )}
      <div className="list-foot">{t('alarms.showing', { count: alarms.length })}</div>
    </>
  )
}
