import type { LiveStore } from '../live/live-store.ts'
import type { WorkerSlots } from '../live/worker-slots.ts'
import type { CityMap } from '../map/city-map.ts'

declare global {
  interface Window {
    /** A debugging handle, for reading only: browser tests and a curious engineer's console ask it where things are. */
    gridwall?: {
      map: {
        /** Where a place is drawn, in CSS pixels of the map. */
        project(lng: number, lat: number): { x: number; y: number }
        /** Where the worker in a slot was last, or undefined. */
        lngLatOfSlot(slot: number): [lng: number, lat: number] | undefined
        /** Slots in use are below this. */
        slotCount(): number
        view(): ReturnType<CityMap['view']>
      }
      store: LiveStore
    }
  }
}

/** Puts the handle up; the answer takes it down. */
export function exposeHandle(map: CityMap, slots: WorkerSlots, store: LiveStore): () => void {
  window.gridwall = {
    map: {
      project: (lng, lat) => map.project(lng, lat),
      lngLatOfSlot: (slot) => slots.lastAt(slot),
      slotCount: () => slots.count,
      view: () => map.view(),
    },
    store,
  }
  return () => { delete window.gridwall }
}
