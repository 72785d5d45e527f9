import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sortAlarms } from '../../../client/desk/list/alarm-order.ts'
import { SEVERITIES } from '../../../server/contract/api/alarms.ts'
import { anAlarm } from '../../support/live-records.ts'

const idsOf = (...alarms: Parameters<typeof anAlarm>[0][]) =>
  sortAlarms(alarms.map((over, index) => anAlarm({ id: index + 1, ...over }))).map(({ id }) => id)

describe('the alarms of the desk', () => {
  it('begin with calls for help, however slight and seen these are', () => {
    const slight = { type: 'sos', severity: 'warning', acknowledged: true } as const
    expect(idsOf({ severity: 'critical', escalation: 3 }, slight)).toEqual([2, 1])
  })

  it('go on with what was passed on most often, as long as nobody has acknowledged it', () => {
    expect(idsOf(
      { severity: 'critical' }, { severity: 'minor', escalation: 1 }, { severity: 'minor', escalation: 2 },
      { severity: 'minor', escalation: 3, acknowledged: true },
    )).toEqual([3, 2, 1, 4])
  })

  it('then by severity, the unacknowledged of each first, then the newest', () => {
    expect(idsOf(
      { severity: 'major', acknowledged: true },
      { severity: 'major', lastAt: '2026-03-01T02:00:00.000Z' },
      { severity: 'major', lastAt: '2026-03-01T03:00:00.000Z' },
      { severity: 'critical', acknowledged: true },
      { severity: 'warning' },
    )).toEqual([4, 3, 2, 1, 5])
  })

  it('stand in one order whatever order they came in', () => {
    const alarm = fc.record({
      type: fc.constantFrom('sos', 'smoke'), severity: fc.constantFrom(...SEVERITIES), acknowledged: fc.boolean(),
      escalation: fc.integer({ min: 0, max: 3 }),
      lastAt: fc.constantFrom('2026-03-01T02:00:00Z', '2026-03-01T03:00:00Z'),
    })
    const twoOrders = fc.array(alarm, { maxLength: 12 }).chain((parts) => {
      const alarms = parts.map((over, index) => anAlarm({ id: index + 1, ...over }))
      const whole = { minLength: alarms.length, maxLength: alarms.length }
      return fc.tuple(fc.constant(alarms), fc.shuffledSubarray(alarms, whole))
    })
    fc.assert(fc.property(twoOrders, ([alarms, shuffled]) => {
      expect(sortAlarms(shuffled)).toEqual(sortAlarms(alarms))
    }), { seed: 4, numRuns: 200 })
  })
})
