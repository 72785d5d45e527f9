import type { SensorRule, TryPayloadReply } from '../contract/api/sensors.ts'
import type { CityTime } from '../org/city-time.ts'
import type { CompiledDefinition } from './compile-definition.ts'
import { holds } from './condition.ts'
import { decodePayload } from './decode-payload.ts'

/** What a payload would say, and each rule to it; nothing is stored. */
export function tryPayload(
  payload: Uint8Array, definition: CompiledDefinition, nowMs: number, cityTime: CityTime,
): TryPayloadReply {
  const decoded = decodePayload(payload, definition, nowMs, cityTime)
  if (decoded.type === 'malformed') {
    return { reason: decoded.reason, recordedAt: null, sequence: null, values: [], rules: [] }
  }
  const { values, recordedAtMs, sequence } = decoded.reading
  return {
    reason: null,
    recordedAt: new Date(recordedAtMs).toISOString(),
    sequence,
    values: Object.entries(values).map(([measure, value]) => ({
      measure, value, unit: definition.measureByName.get(measure)?.unit ?? null,
    })),
    rules: definition.rules.map((rule) => ({
      alarmType: rule.alarmType,
      name: rule.name,
      nameEn: rule.nameEn,
      verdict: verdictOf(rule, Object.hasOwn(values, rule.measure) ? values[rule.measure] : undefined),
    })),
  }
}

function verdictOf({ raise, clear }: SensorRule, value: number | undefined): TryPayloadReply['rules'][number]['verdict'] {
  if (value === undefined) return 'not-measured'
  if (holds(raise, value)) return 'raises'
  return clear === undefined || holds(clear, value) ? 'clears' : 'between'
}
