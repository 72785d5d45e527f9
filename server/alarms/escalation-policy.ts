import { DEFAULT_ESCALATION_POLICY, SEVERITIES, type EscalationPolicy } from '../contract/api/alarms.ts'
import type { Queryable } from '../db/database.ts'
import { readSetting, writeSetting } from '../db/setting.ts'
import { badInput } from '../errors.ts'

/** The city's policy, or the default as long as nobody has set one. */
export async function readEscalationPolicy(database: Queryable): Promise<EscalationPolicy> {
  return (await readSetting<EscalationPolicy>(database, 'escalation')) ?? DEFAULT_ESCALATION_POLICY
}

/** Keeps a policy, which counts from the next look on. Throws 400 where a step is not later than the one before it. */
export async function writeEscalationPolicy(database: Queryable, policy: EscalationPolicy): Promise<void> {
  for (const severity of SEVERITIES) {
    policy[severity].forEach(({ afterSeconds }, place, steps) => {
      const before = steps[place - 1]?.afterSeconds ?? 0
      if (afterSeconds > before) return
      throw badInput(`${severity}.${place}.afterSeconds`, afterSeconds, `more than ${before}, the step before it`)
    })
  }
  await writeSetting(database, 'escalation', policy)
}
