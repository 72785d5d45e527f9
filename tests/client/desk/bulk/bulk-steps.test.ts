import { describe, expect, it } from 'vitest'
import { bulkBodyOf, runBulk, type BulkDraft } from '../../../../client/desk/bulk/bulk-steps.ts'
import { aCase } from '../../../support/live-records.ts'

const draft: BulkDraft = { note: ' 请尽快 ', kind: 'written', stage: 2, level: 'street' }

describe('the request for one case of many', () => {
  it('names the version of each case, and what the step needs', () => {
    const record = aCase({ version: 4 })
    expect(bulkBodyOf('dispatch', { ...draft, note: '' }, record)).toEqual({ version: 4 })
    expect(bulkBodyOf('urge', draft, record)).toEqual({ version: 4, note: '请尽快' })
    expect(bulkBodyOf('supervise', draft, record)).toEqual({ version: 4, note: '请尽快', kind: 'written', stage: 2 })
  })

  it('transfers each case to the desk above its own place, and none to where it is', () => {
    expect(bulkBodyOf('transfer', draft, aCase())).toMatchObject({ deskCode: '990101001' })
    expect(bulkBodyOf('transfer', draft, aCase({ areaCode: '990102003004' }))).toMatchObject({ deskCode: '990102003' })
    expect(bulkBodyOf('transfer', draft, aCase({ deskCode: '990101001' }))).toBeUndefined()
    expect(bulkBodyOf('transfer', draft, aCase({ areaCode: '990101' }))).toBeUndefined()
  })
})

describe('a step with many cases', () => {
  it('tries each, whatever becomes of the others, and answers in their order', async () => {
    const records = Array.from({ length: 23 }, (_, id) => aCase({ id, deskCode: id === 5 ? '990101001' : '9901' }))
    const progress: number[] = []
    let [under, most] = [0, 0]
    const send = async ({ id }: { id: number }) => {
      most = Math.max(most, ++under)
      for (let turn = 0; turn < id % 3; turn++) await Promise.resolve()
      under--
      if (id % 7 === 3) throw new Error(`case ${id}`)
    }
    const outcomes = await runBulk('transfer', draft, records, send, (done) => progress.push(done))
    expect(outcomes.map(({ record }) => record.id)).toEqual(records.map(({ id }) => id))
    expect(outcomes.filter(({ type }) => type === 'failed').map(({ record }) => record.id)).toEqual([3, 10, 17])
    expect(outcomes[5].type).toBe('same')
    expect(progress).toEqual(records.map((_, at) => at + 1))
    expect(most).toBeLessThanOrEqual(4)
  })

  it('does nothing for no cases', async () => {
    expect(await runBulk('urge', draft, [], () => Promise.reject(new Error('asked')), () => undefined)).toEqual([])
  })
})
