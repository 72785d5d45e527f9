import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../server/db/database.ts'
import { describeWithPostgis, openTestDatabase } from '../support/database.ts'
import { startCaseApp, type Asker, type CaseApp } from './case-app.ts'
import { insertCaseCity, PLACES } from './case-city.ts'

describeWithPostgis('cases of many connections at once', () => {
  let database: Database
  let caseApp: CaseApp
  let device: Asker
  let duty: Asker

  beforeAll(async () => {
    database = await openTestDatabase()
    await insertCaseCity(database)
    caseApp = await startCaseApp(database)
    device = await caseApp.as('device')
    duty = await caseApp.as('duty')
  })
  afterAll(async () => {
    await caseApp.close()
    await database.close()
  })

  const litter = { category: 'M06001', description: 'x', channel: 'app', ...PLACES.west }
  const times = <T>(count: number, ask: (index: number) => Promise<T>) =>
    Promise.all(Array.from({ length: count }, (_, index) => ask(index)))

  test('sixty reports get sixty numbers without a gap, and the feed tells each once in order', async () => {
    const answers = await times(60, () => device.post('/api/cases', litter))
    expect(answers.every((answer) => answer.status === 201)).toBe(true)
    const sequences = answers.map((answer) => Number(answer.body.number.slice(8))).sort((a, b) => a - b)
    expect(sequences).toEqual(sequences.map((_, index) => sequences[0] + index))
    await caseApp.app.feed.idle()
    expect(caseApp.events).toHaveLength(60)
    const seqs = caseApp.events.map((event) => event.seq)
    expect(seqs).toEqual(seqs.map((_, index) => seqs[0] + index))
  })

  test('of twenty clicks on dispatch one wins, and the unit and the worker get one order each', async () => {
    const { id } = (await device.post('/api/cases', litter)).body
    const answers = await times(20, () => duty.post(`/api/cases/${id}/dispatch`, {}))
    const statuses = answers.map((answer) => answer.status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
    expect(statuses.filter((status) => status === 409)).toHaveLength(19)
    const { body } = await duty.get(`/api/cases/${id}`)
    expect(body.orders).toHaveLength(2)
    expect(body.events.map((event: { kind: string }) => event.kind)).toEqual(['report', 'dispatch'])
  })

  test('of ten replies to one order one counts, and all are told that it is done', async () => {
    const { id } = (await device.post('/api/cases', litter)).body
    const { orders } = (await duty.post(`/api/cases/${id}/dispatch`, {})).body
    const answers = await times(10, (index) => device.post(`/api/orders/${orders[0].id}/done`, { note: `${index}` }))
    expect(answers.every((answer) => answer.status === 200 && answer.body.status === 'handled')).toBe(true)
    expect(answers.at(-1)!.body.events.filter((event: { kind: string }) => event.kind === 'handle')).toHaveLength(1)
  })

  test('one external number sent ten times at once is one case', async () => {
    const answers = await times(10, () => device.post('/api/cases', { ...litter, externalNumber: 'E-1' }))
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1)
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1)
  })
})
