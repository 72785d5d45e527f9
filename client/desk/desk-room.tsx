import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Me } from '../../server/contract/api/accounts.ts'
import type { FlowTemplate } from '../../server/contract/api/case-steps.ts'
import type { CaseSummary } from '../../server/contract/api/cases.ts'
import { useJson, valueOf } from '../api/use-json.ts'
import { isOutdated } from '../city/city-edition.ts'
import type { CityIndex } from '../city/city-index.ts'
import { cityTime } from '../city/city-time.ts'
import type { CityMap } from '../map/city-map.ts'
import { DEFAULT_LAYERS, layersOfSearch } from '../map/layer-switches.ts'
import type { Pick } from '../map/pick.ts'
import { CommandBanner } from '../command/command-banner.tsx'
import { AppFrame } from '../shell/app-frame.tsx'
import { CalendarNotice } from '../shell/calendar-notice.tsx'
import { useNow } from '../shell/use-now.ts'
import { DeskContext, type Desk } from './desk-context.ts'
import { DeskTools } from './desk-tools.tsx'
import { neighbourOf, type DeskCommand } from './desk-keys.ts'
import { panelWidth } from './detail/panel-width.ts'
import { DetailPanel } from './detail/detail-panel.tsx'
import { HelpBar } from './help/help-bar.tsx'
import { EVERYTHING, isInView, type ViewBox } from './list/case-filter.ts'
import { ListPanel, type ListTab } from './list/list-panel.tsx'
import { usePacedCases } from './list/use-paced-cases.ts'
import { useCaseListing } from './list/use-case-listing.ts'
import { DeskMap } from './map/desk-map.tsx'
import { MapTools } from './map/map-tools.tsx'
import { StatusLegend } from './map/status-legend.tsx'
import { markOf, selectionOfPick, selectionOfSearch, type MapTool, type Selection } from './selection.ts'
import { UrgentBar } from './urgent/urgent-bar.tsx'
import { useChime } from './use-chime.ts'
import { useDeskKeys } from './use-desk-keys.ts'
import { useStore } from 'zustand'
import type { LiveCity } from './use-live-city.ts'

interface DeskRoomProps {
  me: Me
  city: CityIndex
  live: LiveCity
  header: { name: string; simulated: boolean } | undefined
}

const NO_PADDING = { top: 24, right: 24, bottom: 24, left: 24 }

/** List, map and panel in step: one selection, one filter, one cursor. */
export function DeskRoom({ me, city, live, header }: DeskRoomProps) {
  const { store, slots, look } = live
  const [selection, setSelection] = useState<Selection>(() => selectionOfSearch(location.search))
  const [cursorId, setCursorId] = useState<number>()
  const [hoverId, setHoverId] = useState<number>()
  const [dispatchAsked, setDispatchAsked] = useState({ caseId: 0, times: 0 })
  const [tab, setTab] = useState<ListTab>('cases')
  const [tool, setTool] = useState<MapTool>('pick')
  const [filter, setFilter] = useState(EVERYTHING)
  const [view, setView] = useState<ViewBox>()
  const [layers, setLayers] = useState(() => layersOfSearch(location.search, DEFAULT_LAYERS))
  const [soundOn, setSoundOn] = useChime(store)
  const map = useRef<CityMap>(null)
  const inView = useRef<ViewBox>(undefined)
  const nowMs = useNow(5000)
  const cases = usePacedCases(store)
  const roster = useStore(store, (state) => state.roster)
  const outdated = useStore(store, ({ pulse }) => isOutdated(city.record, pulse))
  const listing = useCaseListing(city, cases, filter, view, me.scopeCode)

  const select = useCallback((next: Selection) => {
    setSelection(next)
    if (next.type === 'case') setCursorId(next.id)
    else if (next.type !== 'none') setCursorId(undefined)
    setDispatchAsked({ caseId: 0, times: 0 })
  }, [])
  const flowTemplates = valueOf(useJson<FlowTemplate[]>('/api/flow-templates').state)
  const templates = useMemo(() => new Map(flowTemplates?.map((one) => [one.code, one])), [flowTemplates])
  const desk = useMemo<Desk>(
    () => ({
      city, store, select, templates,
      scopeCode: me.scopeCode,
      isLeader: me.type === 'account' && (me.role === 'leader' || me.role === 'admin'),
      time: cityTime(city.record.timeZone),
      mayAct: me.type === 'account' && me.role !== 'leader',
      flyTo: (lngLat, zoom) => map.current?.flyTo(lngLat, zoom, panelWidth(innerWidth)),
      bringIntoView([lng, lat]) {
        if (inView.current === undefined || !isInView({ lng, lat }, inView.current)) {
          map.current?.flyTo([lng, lat], undefined, panelWidth(innerWidth))
        }
      },
      showTrack: (track) => map.current?.setTrack(track),
    }),
    [city, store, select, templates, me],
  )

  const mark = useMemo(
    () => markOf(selection, hoverId ?? cursorId, roster),
    [selection, hoverId, cursorId, roster],
  )
  useEffect(() => map.current?.select(mark), [mark])
  const { passes } = listing
  const selectedId = selection.type === 'case' ? selection.id : undefined
  const drawn = useMemo(
    () => (record: CaseSummary) => record.id === selectedId || passes(record),
    [passes, selectedId],
  )
  useEffect(() => map.current?.setCaseFilter(drawn), [drawn])

  const open = useCallback((record: CaseSummary) => {
    select({ type: 'case', id: record.id })
    map.current?.flyTo([record.lng, record.lat], undefined, panelWidth(innerWidth))
  }, [select])
  const hover = useCallback((record: CaseSummary | undefined) => setHoverId(record?.id), [])
  const pick = (picked: Pick, [lng, lat]: [number, number]) => {
    if (tool === 'locate') select({ type: 'point', lng, lat })
    else if (tool === 'newCase') select({ type: 'newCase', lng, lat })
    else {
      const next = selectionOfPick(picked)
      if (next === undefined) return
      select(next)
      if (next.type === 'case') setTab('cases')
      if (next.type === 'alarm') setTab('alarms')
    }
    setTool('pick')
  }
  const act = (command: DeskCommand) => {
    if (command === 'close') {
      if (tool !== 'pick') setTool('pick')
      else select({ type: 'none' })
      return
    }
    const at = cursorId === undefined ? undefined : cases.get(cursorId)
    if (command === 'next' || command === 'previous') {
      if (tab === 'cases') setCursorId(neighbourOf(listing.listed, cursorId, command)?.id)
    } else if (at !== undefined && command === 'open') open(at)
    else if (command === 'dispatch' && desk.mayAct) {
      // the cursor is on what the list shows; a case that was opened otherwise has none
      const id = at?.id ?? (selection.type === 'case' ? selection.id : undefined)
      if (id === undefined) return
      if (at !== undefined && (selection.type !== 'case' || selection.id !== id)) open(at)
      setDispatchAsked((before) => ({ caseId: id, times: before.times + 1 }))
    }
  }
  useDeskKeys(act)

  return (
    <DeskContext.Provider value={desk}>
      <AppFrame
        me={me} page="desk" city={header} outdated={outdated}
        tools={<DeskTools soundOn={soundOn} onSound={setSoundOn} />}
      >
        <div className="desk-room">
          <CommandBanner store={store} time={desk.time} />
          <CalendarNotice />
          <HelpBar />
          <UrgentBar cases={cases} />
          <div className="desk">
            <ListPanel
              tab={tab} filter={filter} listing={listing} nowMs={nowMs} cursorId={cursorId}
              alarmId={selection.type === 'alarm' ? selection.id : undefined}
              onTab={setTab} onFilter={setFilter} onOpen={open} onHover={hover}
            />
            <div className={tool === 'pick' ? 'desk-map' : 'desk-map desk-map-aim'}>
              <DeskMap
                city={city.record} store={store} slots={slots} layers={layers} padding={NO_PADDING}
                onMap={(next) => {
                  map.current = next
                  next?.setCaseFilter(drawn)
                }}
                onPick={pick}
                onMove={(next) => {
                  setView(next)
                  inView.current = next
                  look(next)
                }}
              />
              <MapTools
                tool={tool} mayAct={desk.mayAct} layers={layers} onTool={setTool} onLayers={setLayers}
                onWholeCity={() => map.current?.showCity()}
              />
              <StatusLegend />
              <DetailPanel
                selection={selection} nowMs={nowMs}
                dispatchAsked={
                  selection.type === 'case' && dispatchAsked.caseId === selection.id ? dispatchAsked.times : 0
                }
              />
            </div>
          </div>
        </div>
      </AppFrame>
    </DeskContext.Provider>
  )
}
