import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Condition, SensorRule } from '../../server/contract/api/sensors.ts'
import { holds } from '../../server/sensors/condition.ts'
import { evaluateRules, NEW_DEVICE, REPEAT_EVERY_MS, type DeviceState } from '../../server/sensors/evaluate-rules.ts'

const rule = (raise: Condition, clear?: Condition): SensorRule => ({
  alarmType: 'hot', name: '高温', nameEn: 'Hot', severity: 'major', measure: 'temperature', raise,
  ...(clear === undefined ? {} : { clear }),
})

type Sample = [atSecond: number, value: number | undefined]

/** What the rule says to each reading in turn: '+' raised or repeated, '-' cleared, '.' nothing. */
function say(ofRule: SensorRule, samples: readonly Sample[]): string {
  let state: DeviceState = NEW_DEVICE
  return samples.map(([second, value]) => {
    const values: Record<string, number> = value === undefined ? { humidity: 1 } : { temperature: value }
    const next = evaluateRules([ofRule], state, { recordedAtMs: second * 1000, values })
    state = next.state
    return next.outcomes.map(({ raised }) => (raised ? '+' : '-')).join('') || '.'
  }).join('')
}

const each = (values: readonly number[], stepS = 10): Sample[] => values.map((value, index) => [index * stepS, value])

describe('a rule', () => {
  test('raises above its threshold and clears as soon as that fails, where it has no condition to clear', () => {
    expect(say(rule({ comparison: '>', value: 50 }), each([20, 50, 51, 50, 49, 60]))).toBe('..+-.+')
  })

  test('stays as it is in the band between raising and clearing', () => {
    const hysteresis = rule({ comparison: '>=', value: 50 }, { comparison: '<', value: 40 })
    expect(say(hysteresis, each([45, 50, 45, 40, 39, 45, 50]))).toBe('.+..-.+')
  })

  test('waits until the condition has held for so long by the clock of the device', () => {
    const lasting = rule({ comparison: '>', value: 50, forSeconds: 30 })
    expect(say(lasting, each([60, 60, 60, 60]))).toBe('...+')
    expect(say(lasting, each([60, 60, 40, 60, 60, 60, 60]))).toBe('......+')
    expect(say(lasting, [[0, 60], [3600, 60]])).toBe('.+')
  })

  test('waits for so many readings on end', () => {
    expect(say(rule({ comparison: '>', value: 50, times: 3 }), each([60, 60, 40, 60, 60, 60]))).toBe('.....+')
  })

  test('needs both where both are asked for, also to clear', () => {
    const slow = rule({ comparison: '>', value: 50 }, { comparison: '<', value: 40, times: 2, forSeconds: 25 })
    expect(say(slow, each([60, 30, 30, 30, 30]))).toBe('+...-')
    expect(say(slow, each([60, 30, 30, 45, 30, 30, 30, 30]))).toBe('+......-')
  })

  test('repeats its alarm while it lasts, once a minute at most', () => {
    const samples = each(Array.from({ length: 14 }, () => 60))
    expect(say(rule({ comparison: '>', value: 50 }), samples)).toBe('+.....+.....+.')
    expect(REPEAT_EVERY_MS).toBe(60_000)
  })

  test('is left alone by readings without its measure and by those that come late', () => {
    const counting = rule({ comparison: '>', value: 50, times: 2 })
    expect(say(counting, [[10, 60], [20, undefined], [30, 60]])).toBe('..+')
    expect(say(counting, [[10, 60], [5, 60], [6, 0], [20, 60]])).toBe('...+')
    expect(say(rule({ comparison: '>', value: 50 }), [[10, 60], [5, 10], [5, 60]])).toBe('+..')
  })

  test('counts two readings of one instant as two', () => {
    expect(say(rule({ comparison: '>', value: 50, times: 2 }), [[10, 60], [10, 60]])).toBe('.+')
  })
})

test('late readings do not touch the newest values, and the others of a partial payload stay', () => {
  let { state } = evaluateRules([], NEW_DEVICE, { recordedAtMs: 2000, values: { a: 1, b: 2 } })
  state = evaluateRules([], state, { recordedAtMs: 3000, values: { b: 3 } }).state
  const late = evaluateRules([], state, { recordedAtMs: 1000, values: { a: 9 } })
  expect(late.state).toBe(state)
  expect(state).toMatchObject({ newestMs: 3000, values: { a: { value: 1, atMs: 2000 }, b: { value: 3, atMs: 3000 } } })
})

test('a state survives the way through JSON whatever the type of alarm is called', () => {
  const odd = { ...rule({ comparison: '>', value: 0 }), alarmType: '__proto__' }
  const { state } = evaluateRules([odd], NEW_DEVICE, { recordedAtMs: 0, values: { temperature: 1 } })
  const read = JSON.parse(JSON.stringify(state)) as DeviceState
  expect(evaluateRules([odd], read, { recordedAtMs: 1, values: { temperature: 1 } }).outcomes).toEqual([])
})

/** The whole history looked at anew for every reading: a change needs a run of readings after the last change. */
function replay(ofRule: SensorRule, samples: readonly Sample[]): string {
  let said = ''
  const kept: { atMs: number; value: number }[] = []
  let newestMs = -Infinity
  const changes: number[] = []
  let signalledMs = -Infinity
  for (const [second, value] of samples) {
    const atMs = second * 1000
    const late = atMs < newestMs
    if (!late) newestMs = atMs
    if (late || value === undefined) {
      said += '.'
      continue
    }
    kept.push({ atMs, value })
    const raised = changes.length % 2 === 1
    const clear = ofRule.clear
    const wanted = (one: { value: number }) =>
      !raised ? holds(ofRule.raise, one.value) : clear ? holds(clear, one.value) : !holds(ofRule.raise, one.value)
    let first = kept.length
    while (first > 0 && first > (changes.at(-1) ?? 0) && wanted(kept[first - 1])) first--
    const run = kept.slice(first)
    const { times = 1, forSeconds = 0 } = (raised ? clear : ofRule.raise) ?? {}
    if (run.length >= times && run.length > 0 && atMs - run[0].atMs >= forSeconds * 1000) {
      changes.push(kept.length)
      signalledMs = atMs
      said += raised ? '-' : '+'
    } else if (raised && holds(ofRule.raise, value) && atMs - signalledMs >= REPEAT_EVERY_MS) {
      signalledMs = atMs
      said += '+'
    } else {
      said += '.'
    }
  }
  return said
}

test('rules say the same as a replay of the whole history would', () => {
  const condition = (comparisons: Condition['comparison'][], least: number, most: number) =>
    fc.record({
      comparison: fc.constantFrom(...comparisons),
      value: fc.integer({ min: least, max: most }),
      forSeconds: fc.constantFrom(0, 0, 10, 45),
      times: fc.constantFrom(1, 1, 2, 3),
    })
  const anyRule = fc
    .tuple(condition(['>', '>='], 5, 8), fc.option(condition(['<', '<='], 2, 4), { nil: undefined }))
    .map(([raise, clear]) => rule(raise, clear))
  const samples = fc
    .array(fc.tuple(fc.integer({ min: -15, max: 40 }), fc.option(fc.integer({ min: 0, max: 10 }), { nil: undefined, freq: 8 })), {
      maxLength: 60,
    })
    .map((steps) => {
      let second = 1000
      return steps.map(([step, value]): Sample => [(second += step), value])
    })
  fc.assert(
    fc.property(anyRule, samples, (ofRule, history) => {
      expect(say(ofRule, history)).toBe(replay(ofRule, history))
    }),
    { seed: 4, numRuns: 3000 },
  )
})
