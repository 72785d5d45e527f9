import { DEFAULT_FIELD_POLICY, type FieldPolicy } from '../contract/api/field.ts'

const MINUTE_MS = 60_000
/** The marker of a worker who is not heard is taken away after this, at the earliest, */
export const GONE_AFTER_MS = 30 * MINUTE_MS
/** and after so many times as long as it took to call him silent. */
const GONE_AFTER_SILENCES = 6

/** After how long what is said of a worker. */
export interface StateRules {
  idleAfterMs: number
  silentAfterMs: number
  outsideAfterMs: number
  goneAfterMs: number
}

/** The rules of a policy. */
export function rulesOf(policy: FieldPolicy): StateRules {
  const silentAfterMs = policy.silentAfterMinutes * MINUTE_MS
  return {
    idleAfterMs: policy.idleAfterMinutes * MINUTE_MS,
    silentAfterMs,
    outsideAfterMs: policy.outOfAreaAfterMinutes * MINUTE_MS,
    goneAfterMs: Math.max(GONE_AFTER_MS, GONE_AFTER_SILENCES * silentAfterMs),
  }
}

export const DEFAULT_RULES = rulesOf(DEFAULT_FIELD_POLICY)
