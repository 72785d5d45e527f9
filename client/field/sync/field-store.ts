import { createStore, type StoreApi } from 'zustand/vanilla'
import type {
  FieldCase, FieldFacts, FieldMessages, FieldOrders, WhistleList,
} from '../../../server/contract/api/field-work.ts'
import type { Kept } from '../offline/field-database.ts'
import type { OutboxEntry } from '../offline/outbox.ts'

/** How it stands between the phone and the server. */
export type Link = 'online' | 'offline' | 'sending' | 'signed-out'

/** All that the page shows: the newest answers, each with when it came, and what waits to be sent. */
export interface FieldState {
  link: Link
  facts: Kept<FieldFacts> | undefined
  orders: Kept<FieldOrders> | undefined
  messages: Kept<FieldMessages> | undefined
  whistles: Kept<WhistleList> | undefined
  cases: ReadonlyMap<number, Kept<FieldCase>>
  outbox: readonly OutboxEntry[]
  /** So many entries of this phone are of other people. */
  foreignEntries: number
  /** Of an answer that did not come, though the server can be reached. */
  error: unknown
}
export type FieldStore = StoreApi<FieldState>

/** A store that knows nothing yet. */
export function createFieldStore(): FieldStore {
  return createStore<FieldState>(() => ({
    link: navigator.onLine ? 'online' : 'offline', facts: undefined, orders: undefined, messages: undefined,
    whistles: undefined, cases: new Map(), outbox: [], foreignEntries: 0, error: undefined,
  }))
}
