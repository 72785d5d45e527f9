import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SensorDefinition } from '../../server/contract/api/sensors.ts'
import { createCityTime } from '../../server/org/city-time.ts'
import { compileDefinition } from '../../server/sensors/compile-definition.ts'
import { decodePayload, MOST_PAYLOAD_BYTES, type DecodedPayload } from '../../server/sensors/decode-payload.ts'

const NOW = Date.parse('2026-06-01T00:00:00Z')
const cityTime = createCityTime('Asia/Shanghai')
const definition: SensorDefinition = {
  measures: [
    { name: 'smoke', path: '$.data.smoke', unit: 'dB/m', scale: 0.01 },
    { name: 'temperature', path: '$.data.t', scale: 0.1, offset: -40 },
    { name: 'door', path: '$.door', words: { open: 1, closed: 0 } },
    { name: 'channel', path: "$.list[?@.name == 'flow'].value" },
    { name: 'last', path: '$.series[-1]' },
  ],
  time: { path: '$.ts', format: 'seconds' },
  sequence: '$.seq',
}

const usual = compileDefinition(definition, () => true)

function decode(payload: unknown, by?: SensorDefinition): DecodedPayload {
  const bytes = payload instanceof Uint8Array
    ? payload
    : Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload))
  return decodePayload(bytes, by === undefined ? usual : compileDefinition(by, () => true), NOW, cityTime)
}
function readingOf(payload: unknown, by?: SensorDefinition) {
  const decoded = decode(payload, by)
  if (decoded.type !== 'reading') throw new Error(decoded.reason)
  return decoded.reading
}
function reasonOf(payload: unknown, by?: SensorDefinition): string {
  const decoded = decode(payload, by)
  if (decoded.type !== 'malformed') throw new Error(`was read: ${JSON.stringify(decoded.reading)}`)
  return decoded.reason
}

describe('a payload', () => {
  test('becomes the values that its paths lead to, scaled and moved', () => {
    const payload = {
      ts: 1_780_000_000, seq: 7, data: { smoke: 12, t: 653 }, door: 'open',
      list: [{ name: 'level', value: 3 }, { name: 'flow', value: 4.5 }, { name: 'flow', value: 9 }], series: [1, 2, 3],
    }
    const { values, recordedAtMs, sequence } = readingOf(payload)
    expect(values.smoke).toBeCloseTo(0.12)
    expect(values.temperature).toBeCloseTo(25.3)
    expect(values).toMatchObject({ door: 1, channel: 4.5, last: 3 })
    expect({ recordedAtMs, sequence }).toEqual({ recordedAtMs: 1_780_000_000_000, sequence: 7 })
  })

  test('may leave measures out, as nothing or as null, but not all', () => {
    expect(readingOf({ data: { smoke: 5, t: null } }).values).toEqual({ smoke: 0.05 })
    expect(reasonOf({ battery: 3 })).toMatch(/^malformed: \$ has none of its measures, expected a number at one of \$\.data\.smoke, /)
    expect(reasonOf([])).toMatch(/none of its measures/)
    expect(reasonOf('null')).toMatch(/none of its measures/)
    expect(reasonOf({ a: 1 }, {})).toMatch(/^no-definition/)
  })

  test('may have numbers as text and as yes or no', () => {
    expect(readingOf({ data: { smoke: ' 1.5e1 ' }, door: true }).values).toEqual({ smoke: 0.15, door: 1 })
  })

  test('with a byte order mark is read without it', () => {
    expect(readingOf('\u{feff}{"door": "closed"}').values).toEqual({ door: 0 })
  })

  test.each([
    [{ data: { smoke: 'high' } }, 'malformed: $.data.smoke is "high", expected a finite number'],
    [{ data: { smoke: '0x10' } }, 'malformed: $.data.smoke is "0x10", expected a finite number'],
    [{ data: { smoke: '' } }, 'malformed: $.data.smoke is "", expected a finite number'],
    [{ data: { smoke: {} } }, 'malformed: $.data.smoke is {}, expected a finite number'],
    [{ data: { smoke: [1] } }, 'malformed: $.data.smoke is [1], expected a finite number'],
    [{ door: 'ajar' }, 'malformed: $.door is "ajar", expected a finite number or one of open, closed'],
    [{ door: 'toString' }, 'malformed: $.door is "toString", expected a finite number or one of open, closed'],
    ['{"data": {"smoke": 1e999}}', 'malformed: $.data.smoke is "Infinity", expected a finite number'],
    ['{"data": {"smoke": NaN}}', 'malformed: $ is "{\\"data\\": {\\"smoke\\": NaN}}", expected JSON'],
    ['{"door": "open"', 'malformed: $ is "{\\"door\\": \\"open\\"", expected JSON'],
    ['', 'malformed: $ is "", expected JSON'],
    [new Uint8Array([0x7b, 0xff, 0x7d]), 'malformed: $ is not UTF-8, expected JSON'],
    [{ door: 'open', ts: 'noon' }, 'malformed: $.ts is "noon", expected Unix seconds'],
    [{ door: 'open', ts: 1e300 }, 'malformed: $.ts is 1e+300, expected Unix seconds'],
  ])('that cannot be understood is told with path, value and what was expected: %j', (payload, reason) => {
    expect(reasonOf(payload)).toBe(reason)
  })

  test('that would be scaled out of all numbers is refused', () => {
    const huge: SensorDefinition = { measures: [{ name: 'a', path: '$.a', scale: 1e200 }] }
    expect(reasonOf({ a: 1e200 }, huge)).toBe('malformed: $.a is "1e+200", expected a finite number')
  })

  test('is bounded in size and depth, and brackets in texts do not count', () => {
    expect(reasonOf(`{"door":"open","pad":"${'x'.repeat(MOST_PAYLOAD_BYTES)}"}`)).toMatch(/bytes, expected at most 65536/)
    expect(reasonOf(`${'['.repeat(40)}${']'.repeat(40)}`)).toMatch(/nested more than 32 deep/)
    expect(readingOf(`{"door":"open","note":"${'['.repeat(40)}\\"${'{'.repeat(40)}"}`).values).toEqual({ door: 1 })
  })

  test('finds nothing in what objects inherit', () => {
    const odd: SensorDefinition = { measures: [{ name: 'a', path: '$.constructor.length' }, { name: 'b', path: '$.b' }] }
    expect(readingOf({ b: 1 }, odd).values).toEqual({ b: 1 })
    expect(readingOf('{"__proto__": {"constructor": 1}, "b": 2}', odd).values).toEqual({ b: 2 })
  })
})

describe('the time of a payload', () => {
  const at = (format: 'seconds' | 'milliseconds' | 'iso', ts: unknown) =>
    readingOf({ a: 1, ts }, { measures: [{ name: 'a', path: '$.a' }], time: { path: '$.ts', format } }).recordedAtMs

  test('is read by its format', () => {
    expect(at('seconds', 1_780_000_000.5)).toBe(1_780_000_000_500)
    expect(at('seconds', '1780000000')).toBe(1_780_000_000_000)
    expect(at('milliseconds', 1_780_000_000_123)).toBe(1_780_000_000_123)
    expect(at('iso', '2026-06-01T08:00:00+08:00')).toBe(NOW)
  })

  test('without a zone is on the clock of the city', () => {
    expect(at('iso', '2026-06-01 08:00:00')).toBe(NOW)
    expect(at('iso', '2026-06-01T08:00')).toBe(NOW)
  })

  test('is when it came where the payload does not say', () => {
    expect(at('seconds', null)).toBe(NOW)
    expect(readingOf({ a: 1 }, { measures: [{ name: 'a', path: '$.a' }] }).recordedAtMs).toBe(NOW)
  })
})

test('without a number of its own a record is told apart by its bytes', () => {
  const one = readingOf('{"door":"open"}').sequence
  expect(readingOf('{"door":"open"}').sequence).toBe(one)
  expect(readingOf('{"door":"closed"}').sequence).not.toBe(one)
  expect(readingOf({ door: 'open', seq: 'abc' }).sequence).toBe(readingOf({ door: 'closed', seq: 'abc' }).sequence)
  expect(readingOf({ door: 'open', seq: 2 ** 32 + 5 }).sequence).toBe(5)
})

const CORPUS = join(import.meta.dirname, 'corpus')
/** Each way to go wrong and right that was ever found; fuzzing starts from these. */
const corpus = readdirSync(CORPUS).sort().map((name) => readFileSync(join(CORPUS, name)))

describe('whatever comes', () => {
  function soundly(bytes: Uint8Array): void {
    const decoded = decode(bytes)
    if (decoded.type === 'malformed') {
      expect(decoded.reason).toMatch(/^malformed: \$\S* .*(expected|nested) /s)
      expect(decoded.reason.length).toBeLessThan(400)
      return
    }
    const { values, recordedAtMs, sequence } = decoded.reading
    expect(Object.keys(values).length).toBeGreaterThan(0)
    for (const value of Object.values(values)) expect(Number.isFinite(value)).toBe(true)
    expect(Number.isSafeInteger(recordedAtMs)).toBe(true)
    expect(sequence | 0).toBe(sequence)
  }

  test('the corpus is read or refused with a reason', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(10)
    for (const bytes of corpus) soundly(bytes)
  })

  test('bytes of the corpus that were changed, cut or doubled are read or refused with a reason', () => {
    const change = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }), fc.constantFrom('set', 'insert', 'cut', 'double'))
    const changed = fc.tuple(fc.constantFrom(...corpus), fc.array(change, { minLength: 1, maxLength: 6 })).map(
      ([seed, changes]) => {
        let bytes = [...seed]
        for (const [place, byte, kind] of changes) {
          const index = place % (bytes.length + 1)
          if (kind === 'set') bytes[index] = byte
          else if (kind === 'insert') bytes.splice(index, 0, byte)
          else if (kind === 'cut') bytes.splice(index, 1 + (byte % 8))
          else bytes = [...bytes.slice(0, index), ...bytes.slice(Math.max(0, index - byte)), ...bytes.slice(index)]
        }
        return Uint8Array.from(bytes)
      },
    )
    fc.assert(fc.property(changed, soundly), { seed: 4, numRuns: 4000 })
  })

  test('any JSON is read or refused with a reason', () => {
    const any = fc.jsonValue({ maxDepth: 4 })
    const shaped = fc.record(
      { data: fc.record({ smoke: any, t: any }, { requiredKeys: [] }), door: any, ts: any, seq: any, series: any, list: any },
      { requiredKeys: [] },
    )
    fc.assert(fc.property(shaped, (value) => soundly(Buffer.from(JSON.stringify(value)))), { seed: 4, numRuns: 1500 })
  })
})
