import { cellToLatLng } from 'h3-js'
import type { LiveState } from '../live/live-store.ts'
import type { WorkerSlots } from '../live/worker-slots.ts'
import type { Pick } from './pick.ts'

type LngLat = [lng: number, lat: number]
interface Things {
  id: number[]
  lng: number[]
  lat: number[]
}

/** What is known of where things are. */
export interface Places {
  state: LiveState
  slots: WorkerSlots
  cameras: Things | null
  devices: Things | null
}

/** Where a picked thing is drawn at `nowMs` (performance.now), or undefined where it has no one place or is unknown. */
export function placeOf(pick: Pick, { state, slots, cameras, devices }: Places, nowMs: number): LngLat | undefined {
  if (pick.type === 'place') return pointOf(pick)
  if (pick.type === 'cell') {
    const [lat, lng] = cellToLatLng(pick.cell)
    return [lng, lat]
  }
  if (pick.type === 'worker') return slots.drawnAt(pick.slot, nowMs)
  if (pick.type === 'case') return pointOf(state.cases.get(pick.id))
  if (pick.type === 'alarm') return pointOf(state.alarms.get(pick.id))
  if (pick.type === 'camera') return inColumns(cameras, pick.id)
  if (pick.type === 'device') return inColumns(devices, pick.id)
  return undefined
}

function pointOf(thing: { lng: number; lat: number } | undefined): LngLat | undefined {
  return thing && [thing.lng, thing.lat]
}

function inColumns(things: Things | null, id: number): LngLat | undefined {
  if (things === null) return undefined
  const index = things.id.indexOf(id)
  return index < 0 ? undefined : [things.lng[index], things.lat[index]]
}
