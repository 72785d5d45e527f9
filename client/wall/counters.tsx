import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Pulse } from '../../server/contract/live.ts'
import { WorkerMark } from '../map/worker-mark.tsx'
import { Panel } from './panel.tsx'

const COUNTERS = [
  { name: 'workersOnline', tone: 'accent' },
  { name: 'casesToday', tone: 'plain' },
  { name: 'casesOpen', tone: 'dispatched' },
  { name: 'casesOverdue', tone: 'overdue' },
  { name: 'casesClosedToday', tone: 'closed' },
  { name: 'alarmsActive', tone: 'major' },
] as const

const GLIDE_MS = 600

/** The numbers of the pulse; the server counts them, this only shows them. */
export function Counters({ pulse }: { pulse: Pulse | null }) {
  const { t } = useTranslation('wall')
  return (
    <Panel
      title={t('counters.title')} className="wall-counters"
      aside={pulse && (
        <span className="wall-aside">{t('positionsPerSecond', { count: Math.round(pulse.positionsPerSecond) })}</span>
      )}
    >
      {COUNTERS.map(({ name, tone }) => (
        <div key={name} className={`wall-counter tone-${tone}`}>
          <span className="wall-counter-name">{t(`counters.${name}`)}</span>
          <output className="wall-counter-value" data-testid={`counter-${name}`} data-value={pulse?.[name] ?? ''}>
            {pulse === null ? '—' : <Gliding value={pulse[name]} />}
          </output>
        </div>
      ))}
      <WorkerCounts pulse={pulse} />
    </Panel>
  )
}

const WORKER_COUNTS = [
  { name: 'workersOnDuty', state: 'moving' },
  { name: 'workersIdle', state: 'idle' },
  { name: 'workersSilent', state: 'silent' },
  { name: 'workersOutside', state: 'outside' },
  { name: 'workersSos', state: 'sos' },
] as const

/** How many workers are on duty by their shifts, and of how many of them something is to be known. */
function WorkerCounts({ pulse }: { pulse: Pulse | null }) {
  const { t } = useTranslation('duty')
  return (
    <div className="wall-worker-counts">
      {WORKER_COUNTS.map(({ name, state }) => (
        <span key={name}>
          <WorkerMark state={state} />
          {t(`count.${name}`)}
          <output data-testid={`counter-${name}`} data-value={pulse?.[name] ?? ''}>
            {pulse === null ? '—' : pulse[name].toLocaleString('en-US')}
          </output>
        </span>
      ))}
    </div>
  )
}

/** A number that runs to its new value instead of jumping there. */
function Gliding({ value }: { value: number }) {
  const [shown, setShown] = useState(value)
  const from = useRef(value)
  useEffect(() => {
    const start = from.current
    if (start === value) return
    const startedMs = performance.now()
    let request = requestAnimationFrame(function step() {
      const share = Math.min(1, (performance.now() - startedMs) / GLIDE_MS)
      from.current = Math.round(start + (value - start) * (1 - (1 - share) ** 3))
      setShown(from.current)
      if (share < 1) request = requestAnimationFrame(step)
    })
    return () => cancelAnimationFrame(request)
  }, [value])
  return shown.toLocaleString('en-US')
}
