import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShiftSummary } from '../../../server/contract/api/tracks.ts'
import { withQuery } from '../../api/query-string.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import { useDurationText } from '../../language/duration-text.ts'
import { useDesk } from '../desk-context.ts'
import { GridTimes } from './grid-times.tsx'
import { Asked, Section } from './panel.tsx'
import { GapList, StopList } from './shift-lists.tsx'
import { ShiftPicker } from './shift-picker.tsx'
import './shift.css'

const MINUTE_MS = 60_000

/** A shift of a worker: its way, drawn on the map for as long as this is shown, and what it comes to. Begins with the
 * one that runs. The server audits each look at it. */
export function WorkerShift({ id, nowMs }: { id: number; nowMs: number }) {
  const { t } = useTranslation('tracks')
  const { time, showTrack } = useDesk()
  const [at, setAt] = useState<string>()
  const { state, reload } = useJson<ShiftSummary>(withQuery(`/api/workers/${id}/shift`, { at }))
  const shift = valueOf(state)
  useEffect(() => {
    if (shift === undefined) return
    showTrack(shift)
    return () => showTrack(null)
  }, [shift, showTrack])
  return (
    <Section
      title={t('shift.title')}
      aside={shift !== undefined && t('shift.from', {
        from: time.dateTime(shift.from).slice(5), to: time.dateTime(shift.to).slice(11),
      })}
    >
      <ShiftPicker shift={shift} isNow={at === undefined} nowMs={nowMs} onAt={setAt} />
      <Asked state={state} onRetry={reload}>{(shift) => <ShiftFacts shift={shift} />}</Asked>
      <p className="audit-note" data-testid="audit-note">{t('shift.audited')}</p>
    </Section>
  )
}

function ShiftFacts({ shift }: { shift: ShiftSummary }) {
  const { t } = useTranslation('tracks')
  const durationText = useDurationText()
  if (shift.empty !== null) {
    return (
      <p className="muted" data-testid="shift-empty">
        {shift.empty === 'not-kept' ? t('shift.notKept', { days: shift.keptDays }) : t('shift.noFixes')}
      </p>
    )
  }
  return (
    <>
      <div className="figures" data-testid="track-figures">
        <div><b>{(shift.distanceM / 1000).toFixed(2)}</b> km<span>{t('shift.distance')}</span></div>
        <div title={t('shift.onDuty', { duration: durationText(shift.onDutyMinutes * MINUTE_MS) })}>
          <b>{(shift.coveredMinutes / 60).toFixed(1)}</b> / {(shift.onDutyMinutes / 60).toFixed(1)} h
          <span>{t('shift.covered')}</span>
        </div>
        <div title={t('shift.fixes', { count: shift.fixes })}>
          <b>{shift.stops.length}</b><span>{t('shift.stopCount')}</span>
        </div>
      </div>
      <GridTimes grids={shift.grids} />
      <StopList stops={shift.stops} />
      <GapList gaps={shift.gaps} />
    </>
  )
}
