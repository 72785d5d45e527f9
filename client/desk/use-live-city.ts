import { useEffect, useState } from 'react'
import { connectLive, type LiveConnection } from '../live/connect-live.ts'
import { createLiveStore, type LiveStore } from '../live/live-store.ts'
import { WorkerSlots } from '../live/worker-slots.ts'
import type { ViewBox } from './list/case-filter.ts'

export interface LiveCity {
  store: LiveStore
  slots: WorkerSlots
  /** Says what the map shows, so that only those workers are sent. */
  look(view: ViewBox): void
}

/** Joins the live lane for as long as the page is open. */
export function useLiveCity(): LiveCity {
  const [live] = useState(() => {
    const store = createLiveStore()
    const slots = new WorkerSlots()
    let connection: LiveConnection | undefined
    let view: ViewBox | undefined
    return {
      store,
      slots,
      look(next: ViewBox) {
        view = next
        connection?.setInterest({ type: 'box', ...next })
      },
      open() {
        const opened = connectLive(store, slots, view === undefined ? { type: 'none' } : { type: 'box', ...view })
        connection = opened
        return () => {
          connection = undefined
          opened.close()
        }
      },
    }
  })
  useEffect(() => live.open(), [live])
  return live
}
