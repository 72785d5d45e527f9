import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { IndicatorDimension, IndicatorMeasure, IndicatorTable } from '../../server/contract/api/indicators.ts'
import type { Database } from '../../server/db/database.ts'
import { INDICATORS } from '../../server/indicators/definitions.ts'
import { startCaseApp, type Asker, type CaseApp } from '../cases/case-app.ts'
import { insertCaseCity } from '../cases/case-city.ts'
import { openTestDatabase } from '../support/database.ts'
import { liveRandomly } from './random-lives.ts'
import { type Life, livesOf, recipes, recompute } from './recompute.ts'

/** Midnight in Shanghai, the zone of tests. */
const START_MS = Date.parse('2026-02-01T00:00:00+08:00')
const DAY_MS = 86_400_000
const clock = { nowMs: START_MS }

const PERIODS = [['2026-02-01', '2026-04-30'], ['2026-03-01', '2026-03-31'], ['2026-02-10', '2026-02-16']] as const
const CLASS_OF: Record<string, string> = { M06001: 'M06', M06002: 'M06', M07001: 'M07', M09001: 'M09' }

const localDay = (atMs: number) => new Date(atMs + 8 * 3_600_000).toISOString().slice(0, 10)

/** The first day of its step in a period, from the calendar. */
function stepDay(atMs: number, by: 'week' | 'month', from: string): string {
  const day = new Date(`${localDay(atMs)}T00:00:00Z`)
  const start = by === 'month'
    ? `${localDay(atMs).slice(0, 7)}-01`
    : new Date(day.getTime() - ((day.getUTCDay() + 6) % 7) * DAY_MS).toISOString().slice(0, 10)
  return start < from ? from : start
}

const KEY_OF: Partial<Record<IndicatorDimension, (life: Life, atMs: number, from: string) => string>> = {
  total: () => '',
  district: ({ areaCode }) => areaCode.slice(0, 6),
  community: ({ areaCode }) => (areaCode.length >= 12 ? areaCode.slice(0, 12) : ''),
  class: ({ categoryCode }) => CLASS_OF[categoryCode],
  item: ({ categoryCode }) => categoryCode,
  unit: ({ unitId }) => String(unitId ?? ''),
  channel: ({ channel }) => channel,
  template: ({ template }) => template,
  day: (_, atMs) => localDay(atMs),
  week: (_, atMs, from) => stepDay(atMs, 'week', from),
  month: (_, atMs, from) => stepDay(atMs, 'month', from),
  reporter: ({ reporterWorkerId }) => String(reporterWorkerId ?? ''),
  watcher: ({ watcherWorkerId }) => String(watcherWorkerId ?? ''),
  dispatcher: ({ dispatcher }) => dispatcher,
  handler: ({ handler }) => handler,
  checker: ({ checker }) => checker,
}

describe('indicators of cases that lived at random', () => {
  let database: Database
  let caseApp: CaseApp
  let leader: Asker
  let west: Asker
  let lives: Life[]
  let recipeOf: ReturnType<typeof recipes>

  beforeAll(async () => {
    database = await openTestDatabase()
    await insertCaseCity(database)
    caseApp = await startCaseApp(database, () => clock.nowMs)
    const reports = await liveRandomly(caseApp, clock, { seed: 5, count: 100, startMs: START_MS, days: 80 })
    // in the middle of it: some cases are due, some not yet
    clock.nowMs = START_MS + 88 * DAY_MS
    await caseApp.app.clocks.sweep(clock.nowMs)
    lives = await livesOf(database, reports)
    const areaOf = (unitId: number | null) => (unitId === null ? '' : caseApp.app.city.unitById.get(unitId)!.areaCode)
    recipeOf = recipes(clock.nowMs, (unitId) => areaOf(unitId).length >= 9)
    leader = await caseApp.as('leader')
    west = await caseApp.as('leader', '990101')
  }, 300_000)
  afterAll(async () => {
    await caseApp.close()
    await database.close()
  })

  const span = ([from, to]: readonly [string, string]) => ({
    fromMs: Date.parse(`${from}T00:00:00+08:00`), toMs: Date.parse(`${to}T00:00:00+08:00`) + DAY_MS,
  })

  function expectTable(
    table: IndicatorTable, from: string, to: string, by: IndicatorDimension, some: readonly Life[],
  ): void {
    for (const { code } of INDICATORS) {
      const expected = recompute(some, recipeOf[code], span([from, to]), (life, atMs) => KEY_OF[by]!(life, atMs, from))
      const sumsOf = ({ numerator, denominator }: IndicatorMeasure) => [numerator, denominator]
      const found = new Map(table.rows.map(({ key, values }) => [key, sumsOf(values[code])]))
      for (const [key, sums] of expected) expect(found.get(key), `${code} by ${by} of ${key}`).toEqual(sums)
      for (const [key, [numerator, denominator]] of found) {
        if (!expected.has(key)) expect([numerator, denominator ?? 0], `${code} by ${by} of ${key}`).toEqual([0, 0])
      }
    }
  }

  test('the lives are of all kinds, so that something is compared', () => {
    const has = (test: (life: Life) => boolean) => expect(lives.filter(test).length).toBeGreaterThan(1)
    has(({ closedAtMs }) => closedAtMs !== null)
    has(({ rejected }) => rejected)
    has(({ merged }) => merged)
    has(({ countsNormally }) => !countsNormally)
    has(({ isSuspended }) => isSuspended)
    has(({ wasReopened }) => wasReopened)
    has(({ reworkTimes }) => reworkTimes > 0)
    has(({ refusalTimes }) => refusalTimes > 0)
    has(({ recallTimes }) => recallTimes > 0)
    has(({ satisfied }) => satisfied === true)
    has(({ satisfied }) => satisfied === false)
    has(({ closedAtMs, dueAtMs }) => closedAtMs !== null && closedAtMs > dueAtMs)
    has(({ dueAtMs, closedAtMs }) => closedAtMs === null && dueAtMs < clock.nowMs)
  })

  test('every indicator has a recipe of its own, written from the words', () => {
    expect(Object.keys(recipeOf).sort()).toEqual(INDICATORS.map(({ code }) => code).sort())
  })

  for (const by of Object.keys(KEY_OF) as IndicatorDimension[]) {
    test(`by ${by} all are what the event log says, in each period`, async () => {
      for (const [from, to] of PERIODS) {
        const { status, body } = await leader.get(`/api/indicators?from=${from}&to=${to}&by=${by}`)
        expect(status).toBe(200)
        expectTable(body, from, to, by, lives)
      }
    })
  }

  test('filters and the scope leave the same cases out everywhere', async () => {
    const [from, to] = PERIODS[0]
    const check = async (who: Asker, rest: string, by: IndicatorDimension, filter: (life: Life) => boolean) => {
      const { body } = await who.get(`/api/indicators?from=${from}&to=${to}&by=${by}&${rest}`)
      expectTable(body, from, to, by, lives.filter(filter))
    }
    await check(leader, 'category=M06', 'total', ({ categoryCode }) => CLASS_OF[categoryCode] === 'M06')
    await check(leader, 'area=990102001', 'total', ({ areaCode }) => areaCode.startsWith('990102001'))
    await check(leader, 'unit=4', 'channel', ({ unitId }) => unitId === 4)
    await check(leader, 'channel=patrol', 'watcher', ({ channel }) => channel === 'patrol')
    await check(west, '', 'unit', ({ areaCode }) => areaCode.startsWith('990101'))
  })

  test('comparisons are the tables of those periods', async () => {
    const { body } = await leader.get('/api/indicators?from=2026-03-01&to=2026-03-31&by=class&compare=both')
    expect(body.previous).toEqual({ from: '2026-02-01', to: '2026-02-28' })
    expect(body.lastYear).toEqual({ from: '2025-03-01', to: '2025-03-31' })
    const { body: before } = await leader.get('/api/indicators?from=2026-02-01&to=2026-02-28&by=class')
    for (const row of body.rows) {
      const same = before.rows.find(({ key }: { key: string }) => key === row.key)
      if (same !== undefined) expect(row.previous).toEqual(same.values)
      expect(row.lastYear['closing-rate']).toEqual({ numerator: 0, denominator: 0, value: null })
    }
  })

  test('the list behind each number holds the cases that make it up, page by page', async () => {
    const [from, to] = PERIODS[0]
    const { body: table } = await leader.get(`/api/indicators?from=${from}&to=${to}&by=unit`)
    for (const { code } of INDICATORS) {
      for (const row of (table as IndicatorTable).rows.slice(0, 3)) {
        for (const part of ['numerator', 'denominator'] as const) {
          const expected = row.values[code][part]
          if (expected === null) continue
          const of = `from=${from}&to=${to}&part=${part}&by=unit&key=${row.key}`
          const counted = await allCases(`/api/indicators/${code}/cases?${of}`)
          const sum = counted.reduce((before, { amount }) => before + amount, 0)
          expect(sum, `${code} ${part} of unit ${row.key}`).toBe(expected)
          expect(counted.every(({ unitId }) => String(unitId ?? '') === row.key)).toBe(true)
        }
      }
    }
  })

  async function allCases(path: string): Promise<{ amount: number; unitId: number | null }[]> {
    const found: { amount: number; unitId: number | null; id: number }[] = []
    for (let before: number | null = null; ;) {
      const { body } = await leader.get(`${path}&limit=40${before === null ? '' : `&before=${before}`}`)
      for (const { case: one, amount } of body.cases) found.push({ amount, unitId: one.unitId, id: one.id })
      before = body.nextBefore
      if (before === null) break
    }
    expect(new Set(found.map(({ id }) => id)).size).toBe(found.length)
    return found
  }
})
