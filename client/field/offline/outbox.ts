import type { NewCaseBody } from '../../../server/contract/api/cases.ts'
import type { CaseStep, StepBody } from '../../../server/contract/api/case-steps.ts'
import type { CheckInBody } from '../../../server/contract/api/field-work.ts'

/** What somebody did on his phone and the server is to know. */
export type FieldWork =
  | { type: 'report'; body: NewCaseBody; kind: { name: string; nameEn: string } }
  | { type: 'step'; caseId: number; caseNumber: string; step: CaseStep; body: StepBody }
  | { type: 'check-in'; whistleId: number; body: CheckInBody }
  | { type: 'read'; messageId: number }

/** How it stands with it: it waits to be sent, or the server refused it and a person has to decide. */
export type EntryState =
  | { type: 'waiting' }
  | { type: 'refused'; status: number; code: string; message: string; value?: unknown; atMs: number }

/** One piece of work in the outbox, in the order in which it was done. Nothing leaves it but by an answer of the
 * server, or by the hand of whoever made it. */
export interface OutboxEntry {
  /** Its key at the server, where however often it comes it counts once. */
  id: string
  /** Of those who use this phone. */
  accountId: number
  madeAtMs: number
  /** Rises with every entry of this phone. */
  place: number
  work: FieldWork
  state: EntryState
}

/** Where the entries lie: IndexedDB of a phone, memory of a test. */
export interface OutboxStore {
  /** All, in any order. */
  all(): Promise<OutboxEntry[]>
  /** Resolves when it is kept. */
  put(entry: OutboxEntry): Promise<void>
  delete(id: string): Promise<void>
}

/** What became of a sending. 'later': nothing came back, or the server is busy. */
export type Sending =
  | { type: 'sent' }
  | { type: 'refused'; status: number; code: string; message: string; value?: unknown }
  | { type: 'later' }
  | { type: 'signed-out' }

/** Why a round of sending ended: all was sent that could be, or it is to be tried again, or someone has to sign in. */
export type DrainEnd = 'done' | 'later' | 'signed-out'

/**
 * Sends what waits of an account, oldest first, each once. What the server refuses stays, marked with its reason, and
 * what comes after it about the same thing waits behind it; all else goes on. `onChange` is called after every change.
 */
export async function drainOutbox(
  store: OutboxStore, accountId: number, nowMs: () => number,
  send: (entry: OutboxEntry) => Promise<Sending>, onChange: () => void = () => {},
): Promise<DrainEnd> {
  const held = new Set<string>()
  for (const entry of await entriesOf(store, accountId)) {
    const subject = subjectOf(entry)
    if (entry.state.type === 'refused') held.add(subject)
    if (held.has(subject)) continue
    const sending = await send(entry)
    if (sending.type === 'later' || sending.type === 'signed-out') return sending.type
    if (sending.type === 'sent') await store.delete(entry.id)
    else {
      held.add(subject)
      await store.put({ ...entry, state: { ...sending, atMs: nowMs() } })
    }
    onChange()
  }
  return 'done'
}

/** The entries of an account, oldest first. */
export async function entriesOf(store: OutboxStore, accountId: number): Promise<OutboxEntry[]> {
  const entries = await store.all()
  return entries.filter((entry) => entry.accountId === accountId).sort((a, b) => a.place - b.place)
}

/** Puts work into the outbox, after all that is in it; answers the entry once it is kept. */
export async function addWork(
  store: OutboxStore, work: FieldWork, accountId: number, nowMs: number, id: string,
): Promise<OutboxEntry> {
  const place = Math.max(0, ...(await store.all()).map((entry) => entry.place)) + 1
  const entry: OutboxEntry = { id, accountId, madeAtMs: nowMs, place, work, state: { type: 'waiting' } }
  await store.put(entry)
  return entry
}

/** What an entry is about: later ones about the same wait for it. */
export function subjectOf({ id, work }: OutboxEntry): string {
  switch (work.type) {
    case 'step':
      return `case ${work.caseId}`
    case 'check-in':
      return `whistle ${work.whistleId}`
    case 'report':
    case 'read':
      return id
  }
}

/** The request that an entry is when it is sent at `nowMs`. The server knows it again by the entry's id, and is told how
 * long ago it was made: of that the clocks of phone and server agree, also where one of them is wrong. */
export function requestOf({ id, work, madeAtMs }: OutboxEntry, nowMs: number): { path: string; body: object } {
  const madeAgoMs = Math.max(0, nowMs - madeAtMs)
  switch (work.type) {
    case 'report':
      return { path: '/api/cases', body: { ...work.body, externalNumber: id, madeAgoMs } }
    case 'step':
      return { path: `/api/cases/${work.caseId}/steps/${work.step}`, body: { ...work.body, key: id, madeAgoMs } }
    case 'check-in':
      return { path: `/api/whistles/${work.whistleId}/check-in`, body: work.body }
    case 'read':
      return { path: `/api/field/messages/${work.messageId}/read`, body: {} }
  }
}

/** What an answer of the server means for an entry; `status` 0: none came; `value` is what it complains of. */
export function sendingOf(status: number, code: string, message: string, value?: unknown): Sending {
  if (status >= 200 && status < 300) return { type: 'sent' }
  if (status === 401) return { type: 'signed-out' }
  if (status === 0 || status === 408 || status === 429 || status >= 500) return { type: 'later' }
  return { type: 'refused', status, code, message, ...(value !== undefined && { value }) }
}
