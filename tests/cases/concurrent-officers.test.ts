import { afterAll, beforeAll, expect, test } from 'vitest'
import { mulberry32 } from '../../geodata/city/random.ts'
import { replayCase } from '../../server/cases/replay-case.ts'
import type { CaseRecord, CaseSummary } from '../../server/contract/api/cases.ts'
import type { Database } from '../../server/db/database.ts'
import { describeWithPostgis, openTestDatabase } from '../support/database.ts'
import { startCaseApp, type Answer, type Asker, type CaseApp } from './case-app.ts'
import { insertCaseCity, PLACES } from './case-city.ts'

const OFFICERS = 100
const CASES = 20
const TURNS = 2

describeWithPostgis('one hundred officers who act at once', () => {
  let database: Database
  let caseApp: CaseApp
  let officers: Asker[]

  beforeAll(async () => {
    database = await openTestDatabase()
    await insertCaseCity(database)
    caseApp = await startCaseApp(database)
    const kinds = await Promise.all([
      caseApp.as('duty', '99'), caseApp.as('admin', '99'), caseApp.as('unit', '9901', { unitId: 4 }),
      caseApp.as('worker', '9901', { workerId: 11 }), caseApp.as('device'),
    ])
    officers = Array.from({ length: OFFICERS }, (_, index) => kinds[index % kinds.length])
  })
  afterAll(async () => {
    await caseApp.close()
    await database.close()
  })

  async function reported(count: number): Promise<number[]> {
    const litter = { category: 'M06001', description: 'x', channel: '12345', ...PLACES.west }
    const answers = await Promise.all(Array.from({ length: count }, () => officers[0].post('/api/cases', litter)))
    return answers.map(({ body }) => body.id)
  }

  async function expectWhole(ids: readonly number[]): Promise<number> {
    let events = 0
    for (const id of ids) {
      const { stored, replayed } = (await replayCase(database, id, caseApp.app.cases.templates()))!
      expect(replayed).toEqual(stored)
      const { rows } = await database.query<{ count: number }>(
        'select count(*)::int as count from case_events where case_id = $1', [id],
      )
      expect(rows[0].count).toBe(stored.version)
      events += stored.version
    }
    return events
  }

  /** What somebody sends for a step that he saw open; the step and the rest by chance. */
  function bodyOf(step: string, { version, deskCode, id }: CaseRecord, others: readonly number[], random: () => number) {
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]
    const needs: Record<string, object> = {
      forward: { unitId: pick([5, 6]) }, dispatch: { unitId: pick([4, 5]), workerId: 11 }, transfer: {
        deskCode: pick(['99', '9901', '990101', '990101001', '990101001001'].filter((code) => code !== deskCode)),
      },
      verify: { workerId: 11 }, confirm: { real: random() < 0.5 }, 'ask-extension': { hours: 4 },
      merge: { intoCaseId: pick(others.filter((other) => other !== id)) }, consult: { unitIds: [4, 5] }, agree: { unitId: 5 },
      designate: { unitId: 5, decidedBy: '王区长' }, revisit: { satisfied: true }, supervise: { kind: 'instant' }, card: { kind: 'yellow' },
      split: { parts: [{ description: '一' }, { description: '二', unitId: 5 }] }, 'assist-done': { unitId: 6 },
    }
    return { version, note: '现场情况如附件所述，请予办理', ...needs[step] }
  }

  test('no update is lost, nobody waits for ever, and who is late is told who was first and what it is now', async () => {
    const ids = await reported(CASES)
    const answers: Answer[] = []
    await Promise.all(officers.map(async (officer, index) => {
      const random = mulberry32(index + 1)
      for (let turn = 0; turn < TURNS; turn++) {
        const id = ids[Math.floor(random() * ids.length)]
        const seen = await officers[0].get(`/api/cases/${id}`)
        const record: CaseRecord = seen.body
        const { step } = record.openSteps[Math.floor(random() * record.openSteps.length)]
        answers.push(await officer.post(`/api/cases/${id}/steps/${step}`, bodyOf(step, record, ids, random)))
      }
    }))
    const unexpected = answers.filter(({ status }) => ![200, 400, 403, 404, 409].includes(status))
    expect(unexpected.map(({ status, body }) => [status, body])).toEqual([])
    const lost = answers.filter(({ status }) => status === 409)
    expect(lost.length).toBeGreaterThan(0)
    const codes = new Set(lost.map(({ body }) => body.code))
    expect([...codes].filter((code) => !['CASE_CHANGED', 'CASE_STATE', 'CASE_ASSISTED'].includes(code))).toEqual([])
    for (const { body } of lost.filter((one) => one.body.code === 'CASE_CHANGED')) {
      expect(body.message).toMatch(/Case \d+ has (changed since version \d+: .+ took the step [a-z-]+ at |just been merged)/)
    }
    const { rows } = await database.query<{ id: string }>('select id from cases order by id')
    await expectWhole(rows.map(({ id }) => Number(id)))
    // every step that was answered is in the log, once
    const taken = answers.filter(({ status }) => status === 200).map(({ body }: { body: CaseSummary }) => `${body.id} ${body.version}`)
    expect(new Set(taken).size).toBe(taken.length)
  }, 60_000)

  test('of twenty who saw the same version exactly one is first, and the others are told by name', async () => {
    const [id] = await reported(1)
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) =>
      officers[0].post(`/api/cases/${id}/steps/note`, { version: 1, note: `${index}` }),
    ))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const late = answers.filter(({ status }) => status !== 200)
    expect(late.every(({ status, body }) => status === 409 && body.code === 'CASE_CHANGED')).toBe(true)
    expect(late[0].body.message).toMatch(/since version 1: duty-1 took the step note at .* It is reported now, version 2\./)
    expect(await expectWhole([id])).toBe(2)
  })

  test('the order that ends a case, finished while others merge into it once more, waits for nobody for ever', async () => {
    const [first, second] = await reported(2)
    for (const step of ['dispatch', 'handle']) await officers[0].post(`/api/cases/${second}/steps/${step}`, {})
    const merge = () => officers[0].post(`/api/cases/${first}/steps/merge`, { intoCaseId: second })
    expect((await merge()).status).toBe(200)
    const { orders } = (await officers[0].get(`/api/cases/${second}`)).body as CaseRecord
    const finish = () => officers[0].post(`/api/orders/${orders.find(({ role }) => role === 'watch')!.id}/done`, { note: '已清理' })
    const answers = await Promise.all([merge(), merge(), finish(), merge(), merge(), finish()])
    expect(answers.map(({ status }) => status)).toEqual([409, 409, 200, 409, 409, 200])
    await expectWhole([first, second])
  })

  test('cases that are merged crosswise, closed and split at once neither hang nor break', async () => {
    for (let turn = 0; turn < 2; turn++) {
      const ids = await reported(8)
      const answers = await Promise.all(ids.flatMap((id, index) => [
        officers[0].post(`/api/cases/${id}/steps/merge`, { intoCaseId: ids[(index + 1) % ids.length] }),
        officers[0].post(`/api/cases/${ids[(index + 1) % ids.length]}/steps/merge`, { intoCaseId: id }),
        officers[0].post(`/api/cases/${id}/steps/reject`, { note: '重复' }),
        officers[0].post(`/api/cases/${id}/steps/split`, { note: '两件事', parts: [{ description: '一' }, { description: '二' }] }),
      ]))
      expect(answers.filter(({ status }) => status !== 200 && status !== 409).map(({ body }) => body)).toEqual([])
      await expectWhole(ids)
    }
  }, 60_000)
})
