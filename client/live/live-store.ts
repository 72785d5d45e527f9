import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AlarmSummary } from '../../server/contract/api/alarms.ts'
import type { CaseSummary } from '../../server/contract/api/cases.ts'
import type { RosterColumns } from '../../server/contract/api/workers.ts'
import type { CityEvent, CommandEvent, Pulse } from '../../server/contract/live.ts'
import type { Connection } from './connection.ts'

/** What the live lane has told this page. Positions are not in it: see worker-slots.ts. */
export interface LiveState {
  connection: Connection
  pulse: Pulse | null
  /** Open cases, and the last few that were closed while this page looked on. */
  cases: ReadonlyMap<number, CaseSummary>
  /** Alarms that are not yet both acknowledged and cleared. */
  alarms: ReadonlyMap<number, AlarmSummary>
  /** What happened while this page looked on, newest first, at most 200. */
  recent: readonly CityEvent[]
  /** The newest of the peace/war switch. */
  command?: CommandEvent | undefined
  roster: RosterColumns | null
}

export type LiveStore = StoreApi<LiveState>

/** A store with nothing in it yet; connectLive fills it. */
export function createLiveStore(): LiveStore {
  return createStore<LiveState>(() => ({
    connection: { type: 'connecting' },
    pulse: null,
    cases: new Map(),
    alarms: new Map(),
    recent: [],
    roster: null,
  }))
}
