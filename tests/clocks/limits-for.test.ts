import fc from 'fast-check'
import { expect, it } from 'vitest'
import { LIMIT_STAGES, type LimitRule, TIME_KINDS } from '../../server/contract/api/clocks.ts'
import { type LimitQuestion, limitsFor } from '../../server/clocks/limit-rules.ts'
import { createWorkingCalendar } from '../../server/clocks/working-calendar.ts'
import { addWorking } from '../../server/clocks/working-time.ts'
import { createCityTime } from '../../server/org/city-time.ts'

const calendar = createWorkingCalendar(createCityTime('Asia/Shanghai'), [], [], [{ from: '09:00', to: '17:00' }])
const question: LimitQuestion = {
  categoryCode: 'M06001', areaCode: '990101001001', atMs: Date.parse('2026-03-06T10:00:00+08:00'), categoryHours: 24,
}

it('lets a plan that is on tighten limits, and never loosen them', () => {
  const limits = limitsFor([], calendar, { ...question, planHours: { accept: 1, handle: 48, feedback: 12 } })
  expect(limits.map(({ stage, amount, source }) => [stage, amount, source])).toEqual([
    ['accept', 1, '战时预案'], ['handle', 24, '案件目录'], ['feedback', 12, '战时预案'],
  ])
})

const rule = fc.record({
  stage: fc.constantFrom(...LIMIT_STAGES),
  amount: fc.integer({ min: 1, max: 40 }),
  kind: fc.constantFrom(...TIME_KINDS),
  categoryPrefix: fc.constantFrom('', 'M', 'M06', 'M06001', 'M07'),
  areaPrefix: fc.constantFrom('', '9901', '990101', '990101001001', '990102'),
})

it('never ends later than any rule that fits, and is one of them', () => {
  fc.assert(fc.property(fc.array(rule, { maxLength: 12 }), (drawn) => {
    const rules = drawn.map((one, id): LimitRule => ({
      ...one, id, setCode: 'local', countedFrom: 'filing', source: '',
      validFrom: '2000-01-01T00:00:00.000Z', validTo: null,
    }))
    const ends = ({ amount, kind }: Pick<LimitRule, 'amount' | 'kind'>) =>
      addWorking(calendar, question.atMs, amount, kind)
    const limits = limitsFor(rules, calendar, { ...question, categoryHours: undefined })
    for (const stage of LIMIT_STAGES) {
      const fitting = rules.filter(({ categoryPrefix: category, areaPrefix: area, stage: of }) =>
        of === stage && question.categoryCode.startsWith(category) && question.areaCode.startsWith(area))
      const limit = limits.find((one) => one.stage === stage)
      expect(limit === undefined).toBe(fitting.length === 0)
      if (limit !== undefined) expect(ends(limit)).toBe(Math.min(...fitting.map(ends)))
    }
  }), { seed: 7, numRuns: 100 })
})
