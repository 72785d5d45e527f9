import { afterAll, beforeAll, expect, test } from 'vitest'
import { applyFeed, arrivalOf, type FeedState } from '../../client/live/feed-reducer.ts'
import { mulberry32 } from '../../geodata/city/random.ts'
import type { AlarmSignal } from '../../server/alarms/alarm-desk.ts'
import { escalateAlarms } from '../../server/alarms/escalate-alarms.ts'
import { DEFAULT_ESCALATION_POLICY, SEVERITIES, type AlarmSummary } from '../../server/contract/api/alarms.ts'
import type { FeedEvent } from '../../server/contract/live.ts'
import type { Database } from '../../server/db/database.ts'
import { startCaseApp, type Asker, type CaseApp } from '../cases/case-app.ts'
import { insertCaseCity } from '../cases/case-city.ts'
import { openTestDatabase } from '../support/database.ts'

let database: Database
let caseApp: CaseApp
let duty: Asker

beforeAll(async () => {
  database = await openTestDatabase()
  await insertCaseCity(database)
  caseApp = await startCaseApp(database)
  duty = await caseApp.as('duty')
})
afterAll(async () => {
  await caseApp.close()
  await database.close()
})

/** A screen as connect-live.ts runs it, but given events as badly as a network could. */
function screenOf(log: readonly FeedEvent[]) {
  let state: FeedState = { cases: new Map(), alarms: new Map(), recent: [] }
  let lastSeq = log[0].seq - 1
  const catchUpTo = (headSeq: number) => {
    state = applyFeed(state, log.filter(({ seq }) => seq > lastSeq && seq <= headSeq))
    lastSeq = Math.max(lastSeq, headSeq)
  }
  return {
    give(event: FeedEvent) {
      const arrival = arrivalOf(lastSeq, event.seq, event.seq - 1)
      if (arrival === 'gap') catchUpTo(event.seq)
      if (arrival !== 'next') return
      state = applyFeed(state, [event])
      lastSeq = event.seq
    },
    alarms: () => [...state.alarms.values()].sort((a, b) => a.id - b.id),
  }
}

test('a feed that arrives in any order, with repeats and losses, gives the list that the server has', async () => {
  const random = mulberry32(7)
  const oneOf = <T>(things: readonly T[]): T => things[Math.floor(random() * things.length)]
  let atMs = Date.parse('2026-03-01T08:00:00Z')
  const signal = (): AlarmSignal => ({
    source: oneOf([{ type: 'device', id: 21 }, { type: 'device', id: 22 }, { type: 'worker', id: 11 }] as const),
    type: oneOf(['sos', 'tilt']), severity: oneOf(SEVERITIES), message: '', value: null, unit: null, atMs: (atMs += 1000),
    raised: random() < 0.7,
    ...(random() < 0.4 ? { case: { category: 'M06001', needsConfirmation: random() < 0.5, clearsCase: true } } : {}),
  })
  for (let step = 0; step < 80; step++) {
    const ids = (await duty.get('/api/alarms')).body.map(({ id }: AlarmSummary) => id)
    const action = random()
    if (ids.length === 0 || action < 0.5) {
      await caseApp.app.alarms.signal(Array.from({ length: 1 + Math.floor(random() * 4) }, signal), 'test')
    } else if (action < 0.85) {
      await duty.post(`/api/alarms/${oneOf(ids)}/${oneOf(['acknowledge', 'clear', 'confirm', 'refuse'])}`)
    } else if (action < 0.95) {
      await duty.post(`/api/alarms/${oneOf(['acknowledge', 'clear'])}`, { ids })
    } else {
      await caseApp.app.alarms.change('system', (transaction, news) =>
        escalateAlarms(transaction, DEFAULT_ESCALATION_POLICY, news), new Date(Date.now() + 600_000))
    }
  }
  await caseApp.app.feed.idle()
  const log = caseApp.events
  const listed: AlarmSummary[] = (await duty.get('/api/alarms')).body
  expect(listed.length).toBeGreaterThan(0)
  expect(new Set(log.map(({ change }) => change)).size).toBeGreaterThanOrEqual(9)

  for (let round = 0; round < 200; round++) {
    const screen = screenOf(log)
    for (let times = 0; times < log.length; times++) screen.give(oneOf(log))
    screen.give(log.at(-1)!)
    for (let times = 0; times < 20; times++) screen.give(oneOf(log))
    expect(screen.alarms()).toEqual(listed.toSorted((a, b) => a.id - b.id))
  }
})
