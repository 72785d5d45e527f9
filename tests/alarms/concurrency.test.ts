import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../server/db/database.ts'
import { startCaseApp, type Asker, type CaseApp } from '../cases/case-app.ts'
import { insertCaseCity } from '../cases/case-city.ts'
import { describeWithPostgis, openTestDatabase } from '../support/database.ts'

describeWithPostgis('alarms of many connections at once', () => {
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

  const times = <T>(count: number, ask: () => Promise<T>) => Promise.all(Array.from({ length: count }, ask))

  test('a hundred triggers make one alarm that has occurred a hundred times', async () => {
    const answers = await times(100, () => device.post('/api/alarms', { device: 'smoke-1', type: 'smoke' }))
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1)
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1)
    expect(answers.map((answer) => answer.body.occurrences).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 100 }, (_, index) => index + 1),
    )
    await caseApp.app.feed.idle()
    const [first, ...others] = caseApp.events.map((event) => event.change)
    expect(first).toBe('raise')
    expect(others).toEqual(Array.from({ length: 99 }, () => 'repeat'))
    const seqs = caseApp.events.map((event) => event.seq)
    expect(seqs).toEqual(seqs.map((_, index) => seqs[0] + index))
  })

  test('twenty acknowledgements at once all succeed and change it once', async () => {
    const [{ id }] = (await duty.get('/api/alarms')).body
    caseApp.events.length = 0
    const answers = await times(20, () => duty.post(`/api/alarms/${id}/acknowledge`))
    expect(answers.every((answer) => answer.status === 200 && answer.body.acknowledged)).toBe(true)
    await caseApp.app.feed.idle()
    expect(caseApp.events.map((event) => event.change)).toEqual(['acknowledge'])
  })
})
