import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { RosterColumns } from '../../../server/contract/api/workers.ts'
import { withQuery } from '../../api/query-string.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import type { CityIndex } from '../../city/city-index.ts'
import type { CityTime } from '../../city/city-time.ts'
import type { CityMap } from '../../map/city-map.ts'
import { NO_PICK, type Pick } from '../../map/pick.ts'
import { useNow } from '../../shell/use-now.ts'
import { PlaybackBar } from './playback-bar.tsx'
import { PlaybackControls } from './playback-controls.tsx'
import { PlaybackMap } from './playback-map.tsx'
import { firstQuestion, hourOf } from './playback-question.ts'
import { PlaybackWorker } from './playback-worker.tsx'
import { Stage } from './stage.ts'
import './playback.css'

/** Zoom levels nearer than the view of the whole city, to see an area about in full. */
const NEARER = { city: 0, district: 1, street: 2.2, community: 3.4 }

/** An hour of an area's workers, played back on the map under a mark that nobody takes for live. */
export function PlaybackRoom({ city, time }: { city: CityIndex; time: CityTime }) {
  const { t } = useTranslation('tracks')
  const nowMs = useNow(30_000)
  const [question, setQuestion] = useState(() => firstQuestion(city, time, Date.now()))
  const [stage] = useState(() => new Stage())
  const [mark, setMark] = useState<Pick>(NO_PICK)
  const map = useRef<CityMap>(null)
  const cityZoom = useRef(0)
  const roster = valueOf(useJson<RosterColumns>('/api/workers').state)
  const { loading, atMs, fixes, isKept } = useStore(stage.state)
  useEffect(() => () => stage.clear(), [stage])

  const load = () => {
    const { fromMs, toMs } = hourOf(question, time, Date.now())
    const [from, to] = [fromMs, toMs].map((each) => new Date(each).toISOString())
    const area = city.areaByCode.get(question.area)
    if (area !== undefined) map.current?.flyTo([area.lng, area.lat], cityZoom.current + NEARER[area.level])
    setMark(NO_PICK)
    stage.load(withQuery('/api/playback', { area: question.area, from, to }), fromMs, toMs)
  }
  const started = loading.type !== 'none'
  const empty = loading.type === 'loaded' && fixes === 0
  return (
    <div className="playback">
      <PlaybackBar city={city} time={time} question={question} nowMs={nowMs} onQuestion={setQuestion} onLoad={load} />
      <div className={started ? 'playback-map playback-map-past' : 'playback-map'}>
        <PlaybackMap
          city={city.record} stage={stage} mark={mark} onPick={(pick) => setMark(pick.type === 'worker' ? pick : NO_PICK)}
          onMap={(next) => {
            map.current = next
            cityZoom.current = next?.view().zoom ?? 0
          }}
        />
        {started && (
          <div className="playback-mark" data-testid="playback-mark">
            <b>{t('playback.mark')}</b>
            <time>{time.day(atMs)} {time.time(atMs)}</time>
            <span>{t('playback.notLive')}</span>
          </div>
        )}
        {(!started || empty) && (
          <p className="playback-note" data-testid="playback-note">
            {started ? t(isKept ? 'playback.none' : 'playback.notKept') : t('playback.choose')}
          </p>
        )}
        {mark.type === 'worker' && (
          <PlaybackWorker
            workerId={mark.workerId} roster={roster} lastFixMs={stage.lastFixMs(mark.slot)} time={time}
            onClose={() => setMark(NO_PICK)}
          />
        )}
      </div>
      <PlaybackControls stage={stage} time={time} />
    </div>
  )
}
