import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { FlowTemplate } from '../../server/contract/api/case-steps.ts'
import type { CityIndex } from '../city/city-index.ts'
import type { CityTime } from '../city/city-time.ts'
import type { LiveState, LiveStore } from '../live/live-store.ts'
import type { ShiftSummary } from '../../server/contract/api/tracks.ts'
import type { Selection } from './selection.ts'

/** What every part of the desk works with. */
export interface Desk {
  city: CityIndex
  time: CityTime
  store: LiveStore
  /** The templates of the main line by code; empty until they are known. */
  templates: ReadonlyMap<string, FlowTemplate>
  /** The code of the desk: the area that whoever sits there answers for. */
  scopeCode: string
  /** True for those who may approve and decide as a leader does. */
  isLeader: boolean
  /** False for those who may look but not act. */
  mayAct: boolean
  select(selection: Selection): void
  flyTo(lngLat: [lng: number, lat: number], zoom?: number): void
  /** Flies there only where the map does not show the place already. */
  bringIntoView(lngLat: [lng: number, lat: number]): void
  /** Draws the way of a shift on the map; null takes it away. */
  showTrack(shift: ShiftSummary | null): void
}

export const DeskContext = createContext<Desk | undefined>(undefined)

/** The desk that a component is part of. Throws outside of one. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (desk === undefined) throw new Error('useDesk was called outside of DeskContext.')
  return desk
}

/** A part of the live state; drawn again when it changes. */
export function useLive<T>(choose: (state: LiveState) => T): T {
  return useStore(useDesk().store, choose)
}
