import type { CasePage } from '../../../server/contract/api/cases.ts'
import { mulberry32 } from '../../city/random.ts'
import { deliver } from '../sending/deliver.ts'
import { createOutbox, jsonRequest } from '../sending/outbox.ts'
import type { Duty, DutyContext } from './duties.ts'

const LOOK_EVERY_MS = 15_000
const LOOK_EVERY_LEAST_MS = 1000
const CASES_A_LOOK = 1000
const DISPATCHES_LIMIT = 2000

/** A person at a desk gets there first; this one sees to it that nothing is left lying in an unattended demo. */
const ROUTINE_LEAST_MS = 90_000
const ROUTINE_MEAN_MS = 180_000
const URGENT_LEAST_MS = 40_000
const URGENT_MEAN_MS = 40_000

/** A duty officer: looks for cases that wait, and dispatches each to the unit and the worker it was routed to. */
export function dispatchCases({ options, sender, agenda, counts }: DutyContext, officerToken: string): Duty {
  const { seed, speed } = options
  const random = mulberry32(seed + 6)
  const dispatches = createOutbox(sender, DISPATCHES_LIMIT)
  let planned = new Set<number>()

  function dispatch(id: number): void {
    // 409 where somebody was quicker: refused for good, which is as well
    const request = jsonRequest(officerToken, `/api/cases/${id}/dispatch`, {})
    if (!dispatches.put(request, () => counts.dispatched++)) counts.skipped++
  }

  async function look(): Promise<void> {
    const path = `/api/cases?status=reported&limit=${CASES_A_LOOK}`
    const delivery = await deliver(sender.client, { method: 'GET', path, bearer: officerToken }, sender)
    if (delivery.type === 'refused') return
    const { cases } = JSON.parse(delivery.reply.body) as CasePage
    const nowMs = Date.now()
    for (const { id, urgent } of cases) {
      if (planned.has(id)) continue
      const [leastMs, meanMs] = urgent ? [URGENT_LEAST_MS, URGENT_MEAN_MS] : [ROUTINE_LEAST_MS, ROUTINE_MEAN_MS]
      agenda.add(nowMs + (leastMs - meanMs * Math.log(1 - random())) / speed, () => dispatch(id))
    }
    // what no longer waits is forgotten
    planned = new Set(cases.map(({ id }) => id))
  }

  let nextLookMs = 0
  return (nowMs) => {
    if (nowMs < nextLookMs) return
    nextLookMs = Infinity
    look().then(
      () => {
        nextLookMs = Date.now() + Math.max(LOOK_EVERY_MS / speed, LOOK_EVERY_LEAST_MS)
      },
      (error: unknown) => sender.signal.aborted || sender.fail(error),
    )
  }
}
