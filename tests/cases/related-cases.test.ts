import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CaseRecord, CaseSummary } from '../../server/contract/api/cases.ts'
import type { Database } from '../../server/db/database.ts'
import { openTestDatabase } from '../support/database.ts'
import { type Asker, type CaseApp, startCaseApp } from './case-app.ts'
import { insertCaseCity, PLACES } from './case-city.ts'

let database: Database
let city: CaseApp
let duty: Asker
let nowMs = Date.parse('2026-03-02T02:00:00Z')

beforeAll(async () => {
  database = await openTestDatabase()
  await insertCaseCity(database)
  city = await startCaseApp(database, () => nowMs)
  duty = await city.as('duty', '9901')
})
afterAll(async () => {
  await city.close()
  await database.close()
})

const report = async (place: object = PLACES.west): Promise<CaseSummary> =>
  (await duty.post('/api/cases', { category: 'M06001', description: '垃圾', channel: '12345', ...place })).body
const step = (id: number, name: string, body: object = {}) => duty.post(`/api/cases/${id}/steps/${name}`, body)
const read = async (id: number, by = duty): Promise<CaseRecord> => (await by.get(`/api/cases/${id}`)).body

describe('the cases that a case names', () => {
  test('come with their numbers and how far they are, on both sides of a merge and of a split', async () => {
    const [one, other] = [await report(), await report()]
    await step(one.id, 'merge', { intoCaseId: other.id })
    expect((await read(one.id)).relatedCases).toEqual([
      { id: other.id, number: other.number, status: 'reported', colour: 'green' },
    ])
    expect((await read(other.id)).relatedCases).toEqual([{ id: one.id, number: one.number, status: 'merged', colour: 'green' }])

    const whole = await report()
    await step(whole.id, 'split', { note: '两件事', parts: [{ description: '甲' }, { description: '乙' }] })
    const parts = (await read(whole.id)).relatedCases
    expect(parts).toHaveLength(2)
    for (const name of ['dispatch', 'handle', 'close']) await step(parts[0].id, name, { note: '办结' })
    expect((await read(whole.id)).relatedCases.map(({ status }) => status)).toEqual(['closed', 'reported'])
    expect((await read(parts[0].id)).relatedCases.map(({ number }) => number)).toEqual([whole.number])
  })

  test('are told of only to those who may see them', async () => {
    const [west, east] = [await report(), await report(PLACES.east)]
    expect((await step(west.id, 'merge', { intoCaseId: east.id })).status).toBe(200)
    expect((await read(west.id)).relatedCases).toHaveLength(1)
    const westDesk = await city.as('duty', '990101')
    expect(await read(west.id, westDesk)).toMatchObject({ mergedInto: east.id, relatedCases: [] })
  })
})

describe('the round that can be rated', () => {
  test('is told to the desk while the link of the round that was closed last is good', async () => {
    const { id } = await report()
    for (const name of ['dispatch', 'handle', 'close']) {
      expect(await read(id)).not.toHaveProperty('ratingRound')
      await step(id, name, { note: '办结' })
    }
    expect(await read(id)).toMatchObject({ ratingRound: 1 })
    expect(await read(id, await city.as('leader', '9901'))).not.toHaveProperty('ratingRound')
    await step(id, 'reopen', { note: '复发' })
    expect(await read(id)).not.toHaveProperty('ratingRound')
    for (const name of ['dispatch', 'handle', 'close']) await step(id, name, { note: '办结' })
    expect(await read(id)).toMatchObject({ ratingRound: 2 })
    const link = (await duty.get(`/api/cases/${id}/rating-link`)).body
    expect(link.round).toBe(2)
    nowMs = Date.parse(link.expiresAt)
    expect(await read(id)).not.toHaveProperty('ratingRound')
  })
})

test('a decision about the unit is offered to leaders of a district and above only', async () => {
  const { id } = await report()
  const offered = async (scopeCode: string) =>
    (await read(id, await city.as('leader', scopeCode))).openSteps.find((one) => one.step === 'designate')?.mine
  expect([await offered('9901'), await offered('990101'), await offered('990101001')]).toEqual([true, true, false])
})
