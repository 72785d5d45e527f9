import { describe, expect, it } from 'vitest'
import {
  FINISHED_LIMIT, type FeedState, RECENT_LIMIT, applyFeed, arrivalOf, replaceLists,
} from '../../../client/live/feed-reducer.ts'
import type { FeedEvent } from '../../../server/contract/live.ts'
import { alarmEvent, anAlarm, aCase, caseEvent } from '../../support/live-records.ts'

const empty: FeedState = { cases: new Map(), alarms: new Map(), recent: [] }

describe('arrivalOf', () => {
  it('tells news from what is known and from proof of a gap', () => {
    expect(arrivalOf(10, 11, 10)).toBe('next')
    expect(arrivalOf(10, 15, 10)).toBe('next')
    expect(arrivalOf(10, 10, 9)).toBe('known')
    expect(arrivalOf(10, 12, 11)).toBe('gap')
  })
})

describe('applyFeed', () => {
  it('keeps the newest state of each case and the newest event first', () => {
    const state = applyFeed(empty, [
      caseEvent(1, 'report', { id: 5 }),
      caseEvent(2, 'report', { id: 6 }),
      caseEvent(3, 'dispatch', { id: 5, status: 'dispatched' }),
    ])
    expect(state.cases.get(5)!.status).toBe('dispatched')
    expect([...state.cases.keys()]).toEqual([6, 5])
    expect(state.recent.map((event) => event.seq)).toEqual([3, 2, 1])
  })

  it('changes nothing when an event is applied twice', () => {
    const events = [caseEvent(1, 'report', { id: 5 }), alarmEvent(2, 'raise', { id: 9 })]
    const once = applyFeed(empty, events)
    expect(applyFeed(once, events)).toEqual(once)
  })

  it('keeps an alarm until it is both acknowledged and cleared', () => {
    const raised = applyFeed(empty, [alarmEvent(1, 'raise', { id: 9 })])
    const cleared = applyFeed(raised, [alarmEvent(2, 'clear', { id: 9, cleared: true })])
    expect(cleared.alarms.has(9)).toBe(true)
    const over = applyFeed(cleared, [alarmEvent(3, 'acknowledge', { id: 9, cleared: true, acknowledged: true })])
    expect(over.alarms.has(9)).toBe(false)
  })

  it('stays bounded however long it runs, and never drops an open case', () => {
    let state = applyFeed(empty, [caseEvent(1, 'report', { id: 1 })])
    for (let id = 2; id < FINISHED_LIMIT + 500; id++) {
      state = applyFeed(state, [caseEvent(id, 'close', { id, status: 'closed' })])
    }
    expect(state.cases.size).toBe(FINISHED_LIMIT + 1)
    expect(state.cases.has(1)).toBe(true)
    expect(state.cases.has(2)).toBe(false)
    expect(state.recent).toHaveLength(RECENT_LIMIT)
  })

  it('keeps what was commanded last apart, and passes over what it does not know', () => {
    const command = { areaCode: '990101', activation: null, rollCall: null, broadcast: null }
    const commanded: FeedEvent = { seq: 2, at: '', topic: 'command', change: 'roll-call', command }
    const unknown = { seq: 3, at: '', topic: 'weather', change: 'rain' } as unknown as FeedEvent
    const state = applyFeed(empty, [caseEvent(1, 'report', { id: 5 }), commanded, unknown])
    expect(state.command).toBe(commanded)
    expect(state.recent.map(({ seq }) => seq)).toEqual([1])
    expect(state.alarms.size).toBe(0)
    expect(applyFeed(state, [caseEvent(4, 'report', { id: 6 })]).command).toBe(commanded)
  })

  it('does not touch the state it is given', () => {
    const before = applyFeed(empty, [caseEvent(1, 'report', { id: 5 })])
    applyFeed(before, [caseEvent(2, 'close', { id: 5, status: 'closed' })])
    expect(before.cases.get(5)!.status).toBe('reported')
  })
})

describe('replaceLists', () => {
  it('holds what the lists say and nothing else, but remembers what happened', () => {
    const before = applyFeed(empty, [caseEvent(1, 'report', { id: 5 }), alarmEvent(2, 'raise', { id: 9 })])
    const after = replaceLists(before, {
      cases: [aCase({ id: 7 })],
      alarms: [anAlarm({ id: 8 }), anAlarm({ id: 10, acknowledged: true, cleared: true })],
    })
    expect([...after.cases.keys()]).toEqual([7])
    expect([...after.alarms.keys()]).toEqual([8])
    expect(after.recent).toHaveLength(2)
  })
})
