import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Condition, SensorDefinition, SensorRule } from '../../server/contract/api/sensors.ts'
import type { ReplyError } from '../../server/errors.ts'
import { compileDefinition } from '../../server/sensors/compile-definition.ts'
import { holds } from '../../server/sensors/condition.ts'

const measures = [{ name: 'level', path: '$.level' }]
const rule: SensorRule = {
  alarmType: 'high', name: '高', nameEn: 'High', severity: 'major', measure: 'level', raise: { comparison: '>', value: 5 },
}

function faultOf(definition: SensorDefinition): { field?: string; expected?: string } {
  try {
    compileDefinition(definition, (code) => code === 'S06042')
  } catch (error) {
    return (error as ReplyError).detail
  }
  return {}
}

describe('a definition', () => {
  test('that is sound compiles, an empty one as well', () => {
    expect(faultOf({})).toEqual({})
    const whole = { ...rule, clear: { comparison: '<', value: 4 }, case: { category: 'S06042', needsConfirmation: true } } as const
    expect(faultOf({ measures, rules: [whole], time: { path: '$.ts', format: 'iso' }, sequence: '$.n' })).toEqual({})
  })

  test.each<[SensorDefinition, string]>([
    [{ measures: [{ name: 'a', path: 'level' }] }, 'definition.measures.0.path'],
    [{ measures: [{ name: 'a', path: '$.a[' }] }, 'definition.measures.0.path'],
    [{ measures: [{ name: 'a', path: '$..a..b' }] }, 'definition.measures.0.path'],
    [{ measures: [{ name: 'a', path: '$[?@..b]' }] }, 'definition.measures.0.path'],
    [{ measures: [{ name: 'a', path: '$[?$.a[*]]' }] }, 'definition.measures.0.path'],
    [{ measures: [{ name: 'a', path: "$[?match(@.b, '(a+)+')]" }] }, 'definition.measures.0.path'],
    [{ measures: [...measures, ...measures] }, 'definition.measures.1.name'],
    [{ measures: [{ name: 'a', path: '$.a', scale: 0 }] }, 'definition.measures.0.scale'],
    [{ time: { path: '$.', format: 'iso' } }, 'definition.time.path'],
    [{ sequence: 'n' }, 'definition.sequence'],
    [{ rules: [rule] }, 'definition.rules.0.measure'],
    [{ measures, rules: [rule, rule] }, 'definition.rules.1.alarmType'],
    [{ measures, rules: [{ ...rule, alarmType: 'silent' }] }, 'definition.rules.0.alarmType'],
    [{ measures, rules: [{ ...rule, alarmType: 'sos' }] }, 'definition.rules.0.alarmType'],
    [{ measures, rules: [{ ...rule, clear: { comparison: '<', value: 6 } }] }, 'definition.rules.0.clear'],
    [{ measures, rules: [{ ...rule, case: { category: 'X', needsConfirmation: false } }] }, 'definition.rules.0.case.category'],
  ])('is refused with the field at fault: %j', (definition, field) => {
    expect(faultOf(definition).field).toBe(field)
  })

  test('may search with one descent and with filters', () => {
    for (const path of ['$..level', "$.list[?@.name == 'level'].value", '$.a[*].b', "$['a b'][0][-1]"]) {
      expect(faultOf({ measures: [{ name: 'a', path }] })).toEqual({})
    }
  })
})

test('raise and clear are refused exactly where some number fulfils both', () => {
  const threshold = fc.integer({ min: -3, max: 3 })
  const condition: fc.Arbitrary<Condition> = fc.record({
    comparison: fc.constantFrom('>', '>=', '<', '<=', '=', '!='), value: threshold,
  })
  fc.assert(
    fc.property(condition, condition, (raise, clear) => {
      const tried = Array.from({ length: 41 }, (_, index) => -5 + index / 4)
      const both = tried.some((value) => holds(raise, value) && holds(clear, value))
      expect(faultOf({ measures, rules: [{ ...rule, raise, clear }] }).field).toBe(both ? 'definition.rules.0.clear' : undefined)
    }),
    { seed: 4, numRuns: 2000 },
  )
})
