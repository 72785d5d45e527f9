import type { AlarmSummary } from '../../server/contract/api/alarms.ts'
import { type CaseSummary, isFinished } from '../../server/contract/api/cases.ts'
import type { CityEvent, CommandEvent, FeedEvent } from '../../server/contract/live.ts'

/** The part of the live state that the feed moves. */
export interface FeedState {
  cases: ReadonlyMap<number, CaseSummary>
  alarms: ReadonlyMap<number, AlarmSummary>
  recent: readonly CityEvent[]
  /** The newest of the peace/war switch, if there was one: whoever shows it asks for the rest. */
  command?: CommandEvent | undefined
}

export const RECENT_LIMIT = 200
/** Finished cases stay a while, so that a list can show them closing; a page that runs for weeks must not keep them. */
export const FINISHED_LIMIT = 300

export function isOpen(record: CaseSummary): boolean {
  return !isFinished(record.status)
}

export function isActive(alarm: AlarmSummary): boolean {
  return !(alarm.acknowledged && alarm.cleared)
}

/** What an arriving event means to a client at `lastSeq`: news, something it has, or proof that it has missed some. */
export function arrivalOf(lastSeq: number, seq: number, previousSeq: number): 'next' | 'known' | 'gap' {
  if (seq <= lastSeq) return 'known'
  return previousSeq === lastSeq ? 'next' : 'gap'
}

/** The state after `events`, oldest first. Maps are copied once however many events there are; an event carries its
 * case or alarm whole, so applying one twice changes nothing but `recent`, which keeps each seq once. */
export function applyFeed(state: FeedState, events: readonly FeedEvent[]): FeedState {
  if (events.length === 0) return state
  const cases = new Map(state.cases)
  const alarms = new Map(state.alarms)
  const news: CityEvent[] = []
  let { command } = state
  for (const event of events) {
    if (event.topic === 'command') {
      command = event
      continue
    }
    // of a server that is newer than this page
    if (event.topic !== 'case' && event.topic !== 'alarm') continue
    news.push(event)
    if (event.topic === 'case') {
      // Deleted first, so that the order of the map is the order of the last change.
      cases.delete(event.case.id)
      cases.set(event.case.id, event.case)
    } else if (isActive(event.alarm)) {
      alarms.set(event.alarm.id, event.alarm)
    } else {
      alarms.delete(event.alarm.id)
    }
  }
  dropOldFinished(cases)
  const known = new Set(state.recent.map((event) => event.seq))
  const fresh = news.filter((event) => !known.has(event.seq)).toReversed()
  const recent = [...fresh, ...state.recent].slice(0, RECENT_LIMIT)
  return { cases, alarms, recent, ...(command !== undefined && { command }) }
}

/** The state after the lists were read anew: what is in them, and nothing else. `recent` stays, it did happen. */
export function replaceLists(
  state: FeedState,
  lists: { cases: readonly CaseSummary[]; alarms: readonly AlarmSummary[] },
): FeedState {
  return {
    cases: new Map(lists.cases.map((record) => [record.id, record])),
    alarms: new Map(lists.alarms.filter(isActive).map((alarm) => [alarm.id, alarm])),
    recent: state.recent,
  }
}

function dropOldFinished(cases: Map<number, CaseSummary>): void {
  const finished = [...cases.values()].filter((record) => !isOpen(record))
  for (const record of finished.slice(0, Math.max(0, finished.length - FINISHED_LIMIT))) cases.delete(record.id)
}
