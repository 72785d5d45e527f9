import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { CaseSummary } from '../../server/contract/api/cases.ts'
import type { HeatCells, HeatFrames, HeatTop, HotCell } from '../../server/contract/api/heat.ts'
import { withQuery } from '../api/query-string.ts'
import { useErrorText } from '../api/use-error-text.ts'
import { useJson, valueOf } from '../api/use-json.ts'
import type { CityIndex } from '../city/city-index.ts'
import type { CityTime } from '../city/city-time.ts'
import { useLanguage } from '../language/language.ts'
import type { CityMap } from '../map/city-map.ts'
import type { Pick } from '../map/pick.ts'
import { CellCases } from './cells/cell-cases.tsx'
import { TopCells } from './cells/top-cells.tsx'
import { ReviewCharts } from './charts/review-charts.tsx'
import { HeatLegend } from './heat/heat-legend.tsx'
import { HeatMap } from './heat/heat-map.tsx'
import { HeatPlayer } from './heat/heat-player.tsx'
import { heatOfFrame, stepsFor, type Step } from './heat/heat-steps.ts'
import { usePlayback } from './heat/use-playback.ts'
import { QueryBar } from './query-bar.tsx'
import { boundsOf, queryOfSearch, searchOfQuery, type Bounds, type Resolution, type ReviewQuery } from './review-query.ts'

/** A query and the moment it was asked: what ends "now" must not move while it is looked at. */
interface Asked {
  query: ReviewQuery
  nowMs: number
}

/** Near enough to see a cell among its neighbours. */
const CLOSE_ZOOM: Record<Resolution, number> = { 8: 12, 9: 13.3, 10: 14.6 }

/** One query; map, table and charts all answer it. */
export function ReviewRoom({ city, time }: { city: CityIndex; time: CityTime }) {
  const language = useLanguage()
  const errorText = useErrorText()
  const [asked, setAsked] = useState<Asked>(() => ({ query: queryOfSearch(location.search), nowMs: Date.now() }))
  const [step, setStep] = useState<Step | 'whole'>('whole')
  const [cell, setCell] = useState<{ cell: string; title: string }>()
  const map = useRef<CityMap>(null)
  const { query, nowMs } = asked
  const bounds = useMemo(() => boundsOf(query.period, nowMs, time), [query.period, nowMs, time])
  const filter = { ...bounds, category: query.category, area: query.area, resolution: query.resolution }

  const ask = useCallback((next: ReviewQuery) => {
    const now = Date.now()
    setAsked({ query: next, nowMs: now })
    setStep((before) =>
      before !== 'whole' && stepsFor(boundsOf(next.period, now, time)).includes(before) ? before : 'whole')
    setCell((before) => (next.resolution === query.resolution ? before : undefined))
  }, [time, query.resolution])
  useEffect(() => {
    const kept = new URLSearchParams(location.search).get('lang') ?? undefined
    history.replaceState(null, '', withQuery(location.pathname, { lang: kept, ...searchOfQuery(query) }))
  }, [query])

  const cells = useJson<HeatCells>(withQuery('/api/heat/cells', filter))
  const frames = useJson<HeatFrames>(step === 'whole' ? undefined : withQuery('/api/heat/frames', { ...filter, step }))
  const top = useJson<HeatTop>(withQuery('/api/heat/top', { ...filter, limit: 10 }))

  const played = step === 'whole' || frames.state.type !== 'loaded' ? undefined : frames.state.value
  const playback = usePlayback(played?.frames.length ?? 0)
  const whole = valueOf(cells.state)
  const heat = useMemo(() => {
    if (played !== undefined) return heatOfFrame(played, playback.index)
    return whole === undefined ? null : { cell: whole.cell, count: whole.count, domain: whole.domain }
  }, [played, playback.index, whole])
  const frame = played?.frames[playback.index]

  const mark = useMemo<Pick>(() => (cell === undefined ? { type: 'none' } : { type: 'cell', cell: cell.cell }), [cell])
  const pick = (picked: Pick) => {
    if (picked.type === 'cell') setCell({ cell: picked.cell, title: '' })
    else if (picked.type === 'none' || picked.type === 'grid') setCell(undefined)
  }
  const chooseHot = (hot: HotCell) => {
    setCell({ cell: hot.cell, title: (language === 'en' ? hot.placeNameEn : '') || hot.placeName })
    map.current?.flyTo([hot.lng, hot.lat], CLOSE_ZOOM[query.resolution])
  }
  const show = (record: CaseSummary) => map.current?.flyTo([record.lng, record.lat], 16.5)
  const periodText = (shown: Bounds) => `${time.dateTime(shown.from)} – ${time.dateTime(shown.to)}`

  return (
    <div className="review">
      <QueryBar city={city} time={time} query={query} bounds={bounds} nowMs={nowMs} onQuery={ask} />
      <div className="review-map">
        <HeatMap
          city={city.record} heat={heat} mark={mark} onPick={pick}
          onMap={(next) => {
            map.current = next
            next?.setHeat(heat)
          }}
        />
        <HeatLegend
          n={frame?.n ?? whole?.n} domain={heat?.domain} resolution={query.resolution} period={periodText(frame ?? bounds)}
        />
        {cells.state.type === 'failed' && (
          <div className="panel-error review-error" role="alert">{errorText(cells.state.error)}</div>
        )}
        {cells.state.type === 'loading' && <div className="review-loading" aria-hidden />}
      </div>
      <HeatPlayer
        step={step} possible={stepsFor(bounds)} frames={played} state={frames.state} playback={playback}
        labelOf={(index) => (played?.frames[index] === undefined ? '' : periodText(played.frames[index]))}
        onStep={(next) => {
          setStep(next)
          playback.seek(0)
        }}
      />
      <ReviewCharts city={city} time={time} query={query} bounds={bounds} nowMs={nowMs} onQuery={ask} />
      <aside className={cell === undefined ? 'review-side' : 'review-side review-side-split'}>
        <TopCells city={city} state={top.state} chosen={cell?.cell} onRetry={top.reload} onChoose={chooseHot} />
        {cell !== undefined && (
          <CellCases
            key={`${cell.cell} ${JSON.stringify(filter)}`} cell={cell.cell} title={cell.title} city={city} time={time}
            query={query} bounds={bounds} onShow={show} onClose={() => setCell(undefined)}
          />
        )}
      </aside>
    </div>
  )
}
