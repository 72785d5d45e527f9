import { useCallback, useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { useCity } from '../city/use-city.ts'
import type { CityIndex } from '../city/city-index.ts'
import { cityTime } from '../city/city-time.ts'
import { CommandBanner } from '../command/command-banner.tsx'
import { useLanguage } from '../language/language.ts'
import { connectLive } from '../live/connect-live.ts'
import { createLiveStore } from '../live/live-store.ts'
import { WorkerSlots } from '../live/worker-slots.ts'
import { layersParameter, type LayerSwitches } from '../map/layer-switches.ts'
import { NO_PICK, type Pick } from '../map/pick.ts'
import { PageNotice } from '../shell/page-notice.tsx'
import { AlarmAnnouncement } from './alarm-announcement.tsx'
import { ClassChart, HourChart } from './charts.tsx'
import { Counters } from './counters.tsx'
import { Districts } from './districts.tsx'
import { EventFeed } from './event-feed.tsx'
import { Legend } from './legend.tsx'
import { nextReloadMs } from './nightly-reload.ts'
import { PickCard } from './pick-card.tsx'
import { StaleBanner } from './stale-banner.tsx'
import { useCaseCounts } from './use-case-counts.ts'
import { useHeat } from './use-heat.ts'
import { useReloadWhenChanged } from './use-reload-when-changed.ts'
import { useSeconds, useServerClock } from './use-server-clock.ts'
import { Voice } from './voice.ts'
import { wallSettings, type HeatPeriod } from './wall-address.ts'
import { WallHeader } from './wall-header.tsx'
import { WallMap } from './wall-map.tsx'
import './wall.css'

/** The map wall: nobody sits at it, so it starts, recovers and reloads by itself. */
export default function WallPage() {
  const { state, city, reload } = useCity()
  useEffect(() => {
    if (state.type !== 'failed') return
    // Nobody is there to press a button: a wall that was switched on before its server asks until it answers.
    const timer = setTimeout(reload, 5000)
    return () => clearTimeout(timer)
  }, [state, reload])
  if (city !== undefined) return <Wall city={city} />
  return state.type === 'failed' ? <PageNotice type="failed" error={state.error} /> : <PageNotice type="loading" />
}

function Wall({ city }: { city: CityIndex }) {
  const language = useLanguage()
  const [settings] = useState(() => wallSettings(location.search))
  const [{ store, slots }] = useState(() => ({ store: createLiveStore(), slots: new WorkerSlots() }))
  const [layers, setLayers] = useState(settings.layers)
  const [heatPeriod, setHeatPeriod] = useState(settings.heatPeriod)
  const [pick, setPick] = useState<Pick>(NO_PICK)
  const [fly, setFly] = useState<{ lngLat: [number, number] } | null>(null)
  const [voice, setVoice] = useState<Voice | null>(null)
  const live = useStore(store)
  const time = useMemo(() => cityTime(city.record.timeZone), [city])
  const now = useServerClock(store)
  const nowMs = useSeconds(now)
  const counts = useCaseCounts(city, time, store, now)
  const heat = useHeat(city.record.bounds, layers.heat, heatPeriod, now)

  useEffect(() => {
    const connection = connectLive(store, slots, { type: 'all' })
    return () => connection.close()
  }, [store, slots])

  useEffect(() => {
    const spread = Math.random()
    let timer: ReturnType<typeof setTimeout>
    const wait = () => { timer = setTimeout(reloadIfLive, nextReloadMs(now(), time, spread) - now()) }
    // Without a server a reload would leave an error page on the wall; the next night will do.
    const reloadIfLive = () => (store.getState().connection.type === 'live' ? location.reload() : wait())
    wait()
    return () => clearTimeout(timer)
  }, [store, time, now])

  useReloadWhenChanged(city.record, store)

  const changeLayers = (next: LayerSwitches) => {
    setLayers(next)
    keepInAddress('layers', layersParameter(next))
  }
  const changeHeatPeriod = (next: HeatPeriod) => {
    setHeatPeriod(next)
    keepInAddress('heat', next)
  }
  const changeVoice = (on: boolean) => {
    voice?.close()
    const next = on ? new Voice() : null
    next?.unlock()
    setVoice(next)
  }
  const select = useCallback((next: Pick, lngLat?: [number, number]) => {
    setPick(next)
    if (lngLat !== undefined) setFly({ lngLat })
  }, [])
  const close = useCallback(() => setPick(NO_PICK), [])

  const silent = live.connection.type === 'stale' || live.connection.type === 'offline'
  return (
    <main className={`wall${silent ? ' is-silent' : ''}`} lang={language} data-testid="wall">
      <WallMap
        city={city.record} store={store} slots={slots} layers={layers} heat={layers.heat ? heat : null}
        view={settings.view} pick={pick} fly={fly} onPick={select}
      />
      <div className="wall-vignette" />
      <WallHeader
        city={city} time={time} nowMs={nowMs} connection={live.connection} voice={voice !== null} onVoice={changeVoice}
      />
      <div className="wall-column is-left">
        <Counters pulse={live.pulse} />
        <HourChart counts={counts} hourNow={Number(time.time(nowMs).slice(0, 2))} />
        <Districts city={city} cases={live.cases} />
      </div>
      <div className="wall-column is-right">
        <EventFeed city={city} time={time} state={live} onSelect={select} />
        <ClassChart city={city} counts={counts} />
      </div>
      <div className="wall-centre">
        <CommandBanner store={store} time={time} />
        <StaleBanner connection={live.connection} time={time} />
        <AlarmAnnouncement
          city={city} time={time} store={store} voice={voice}
          onSelect={(id, lngLat) => select({ type: 'alarm', id }, lngLat)}
        />
        {pick.type !== 'none' && (
          <PickCard
            key={JSON.stringify(pick)} pick={pick} city={city} time={time} store={store} slots={slots} heat={heat}
            onClose={close}
          />
        )}
      </div>
      <Legend
        simulated={city.record.simulated} layers={layers} onLayers={changeLayers} heat={heat} heatPeriod={heatPeriod}
        onHeatPeriod={changeHeatPeriod}
      />
    </main>
  )
}

/** What somebody chose at the wall survives its nightly reload. */
function keepInAddress(name: string, value: string): void {
  const address = new URL(location.href)
  address.searchParams.set(name, value)
  history.replaceState(null, '', address)
}
