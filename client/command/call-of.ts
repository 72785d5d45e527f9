import type { RollCallPerson, RollCallSummary } from '../../server/contract/api/command.ts'

/** The newest roll call of an activation among those that have not ended. */
export function callOf(calls: readonly RollCallSummary[], activationId: number): RollCallSummary | undefined {
  return calls
    .filter((call) => call.activationId === activationId && call.endedAt === null)
    .toSorted((a, b) => b.id - a.id)[0]
}

/** What a roll call is in: still open, over with some missing, complete, or ended. */
export function callState(call: RollCallSummary, nowMs: number): 'open' | 'over' | 'complete' | 'ended' {
  if (call.endedAt !== null) return 'ended'
  if (call.missing === 0) return 'complete'
  return nowMs >= Date.parse(call.dueAt) ? 'over' : 'open'
}

/** Those who have not answered: who is on duty first, who should be there. */
export function missingOf(people: readonly RollCallPerson[]): RollCallPerson[] {
  return people
    .filter(({ answer }) => answer === null)
    .sort((a, b) => Number(b.onDuty === true) - Number(a.onDuty === true))
}
