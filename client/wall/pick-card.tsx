import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { HeatCells } from '../../server/contract/api/heat.ts'
import type { CityIndex } from '../city/city-index.ts'
import type { CityTime } from '../city/city-time.ts'
import { useLanguage } from '../language/language.ts'
import type { LiveStore } from '../live/live-store.ts'
import type { WorkerSlots } from '../live/worker-slots.ts'
import type { Pick } from '../map/pick.ts'
import { cardOf } from './card-of.ts'

/** A wall is left alone: what somebody clicked on is put away after a while. */
const CLOSE_AFTER_MS = 30_000

/** A few facts on the thing that was clicked. Give it a key of the pick: each has its own time to stay. */
export function PickCard({ pick, city, time, store, slots, heat, onClose }: {
  pick: Pick
  city: CityIndex
  time: CityTime
  store: LiveStore
  slots: WorkerSlots
  heat: HeatCells | null
  onClose(): void
}) {
  const { t } = useTranslation(['wall', 'map', 'alarms', 'common'])
  const language = useLanguage()
  const state = useStore(store)

  useEffect(() => {
    const timer = setTimeout(onClose, CLOSE_AFTER_MS)
    return () => clearTimeout(timer)
  }, [onClose])

  const card = cardOf(pick, { city, time, language, state, slots, heat, t })
  if (card === undefined) return null
  return (
    <aside className="wall-card" style={{ '--tone': card.tone } as never} data-testid="pick-card">
      <header>
        <h3>{card.title}</h3>
        <button type="button" aria-label={t('common:close')} onClick={onClose}>×</button>
      </header>
      <dl>
        {card.rows.map(([name, value]) => (
          <div key={name}><dt>{name}</dt><dd>{value}</dd></div>
        ))}
      </dl>
    </aside>
  )
}
