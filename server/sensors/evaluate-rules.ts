import type { Condition, SensorRule } from '../contract/api/sensors.ts'
import { holds } from './condition.ts'
import type { SensorReading } from './decode-payload.ts'

/** Where a rule of one device stands. */
export interface RuleState {
  raised: boolean
  /** Since when, and in how many readings on end, what would change `raised` has been true; 0 readings: it is not. */
  sinceMs: number
  times: number
  /** When the alarm was last given; 0 where it is not raised. */
  signalledMs: number
}

/** What is known of a device; kept as columns of device_states. */
export interface DeviceState {
  /** By the device's clock; null before the first reading. */
  newestMs: number | null
  values: Readonly<Record<string, { value: number; atMs: number }>>
  /** By type of alarm. */
  rules: Readonly<Record<string, RuleState>>
}

/** What a rule says to a reading: the alarm begins or goes on, or ends. */
export interface RuleOutcome {
  rule: SensorRule
  raised: boolean
  value: number
  atMs: number
}

/** While it lasts, an alarm is given again at most this often. */
export const REPEAT_EVERY_MS = 60_000

export const NEW_DEVICE: DeviceState = { newestMs: null, values: {}, rules: {} }
const NEW_RULE: RuleState = { raised: false, sinceMs: 0, times: 0, signalledMs: 0 }

/**
 * The state after a reading, and what its rules say. A reading older than the newest changes nothing. Durations are those
 * between readings, by the device's clock: nothing is concluded from time in which a device said nothing, silence is an
 * alarm of its own. A reading without a rule's measure leaves that rule as it was.
 */
export function evaluateRules(
  rules: readonly SensorRule[], state: DeviceState, { recordedAtMs: atMs, values }: Omit<SensorReading, 'sequence'>,
): { state: DeviceState; outcomes: RuleOutcome[] } {
  if (state.newestMs !== null && atMs < state.newestMs) return { state, outcomes: [] }
  const outcomes: RuleOutcome[] = []
  const next: [alarmType: string, RuleState][] = []
  for (const rule of rules) {
    const before = Object.hasOwn(state.rules, rule.alarmType) ? state.rules[rule.alarmType] : NEW_RULE
    const value = Object.hasOwn(values, rule.measure) ? values[rule.measure] : undefined
    const after = value === undefined ? before : advance(rule, before, value, atMs)
    if (value !== undefined && after.raised !== before.raised) {
      outcomes.push({ rule, raised: after.raised, value, atMs })
    } else if (value !== undefined && after.raised && after.signalledMs !== before.signalledMs) {
      outcomes.push({ rule, raised: true, value, atMs })
    }
    next.push([rule.alarmType, after])
  }
  const measured = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, atMs }]))
  return { state: { newestMs: atMs, values: { ...state.values, ...measured }, rules: Object.fromEntries(next) }, outcomes }
}

function advance(rule: SensorRule, before: RuleState, value: number, atMs: number): RuleState {
  const { raise } = rule
  // without a condition of its own the alarm ends with the first reading for which `raise` fails
  const turns = !before.raised ? holds(raise, value) : rule.clear ? holds(rule.clear, value) : !holds(raise, value)
  if (turns) {
    const sinceMs = before.times === 0 ? atMs : before.sinceMs
    const times = before.times + 1
    if (fulfilled(before.raised ? rule.clear : raise, atMs - sinceMs, times)) {
      const raised = !before.raised
      return { raised, sinceMs: 0, times: 0, signalledMs: raised ? atMs : 0 }
    }
    return { ...before, sinceMs, times }
  }
  const goesOn = before.raised && holds(raise, value) && atMs - before.signalledMs >= REPEAT_EVERY_MS
  return { ...before, sinceMs: 0, times: 0, signalledMs: goesOn ? atMs : before.signalledMs }
}

function fulfilled(condition: Condition | undefined, lastedMs: number, times: number): boolean {
  return times >= (condition?.times ?? 1) && lastedMs >= (condition?.forSeconds ?? 0) * 1000
}
