import type { OpenOrdersPage } from '../../../server/contract/api/orders.ts'
import { mulberry32 } from '../../city/random.ts'
import { deliver } from '../sending/deliver.ts'
import { createOutbox, jsonRequest } from '../sending/outbox.ts'
import type { Duty, DutyContext } from './duties.ts'
import { createOrderWork } from './order-work.ts'

const LOOK_EVERY_MS = 20_000
const LOOK_EVERY_LEAST_MS = 2000
const ORDERS_A_PAGE = 500
const REPLIES_LIMIT = 2000

/**
 * Asks the server for open orders now and then, works on them, and replies. Where `tendCases` takes steps, what workers
 * confirm is among them.
 */
export function workOnOrders({ options, sender, agenda, counts }: DutyContext): Duty {
  const { token, seed, speed } = options
  const confirms = options.officerToken === undefined
  const replies = createOutbox(sender, REPLIES_LIMIT)
  const work = createOrderWork({
    agenda, random: mulberry32(seed + 5), speed,
    done(orderId, note) {
      const request = jsonRequest(token, `/api/orders/${orderId}/done`, { note })
      if (!replies.put(request, () => counts.ordersDone++)) counts.skipped++
    },
  })

  async function look(): Promise<void> {
    let after: number | null = 0
    while (after !== null) {
      const path: string = `/api/orders/open?limit=${ORDERS_A_PAGE}&after=${after}`
      const delivery = await deliver(sender.client, { method: 'GET', path, bearer: token }, sender)
      if (delivery.type === 'refused') return
      const page = JSON.parse(delivery.reply.body) as OpenOrdersPage
      work.take(page.orders.filter(({ role }) => role !== 'watch' || confirms), Date.now())
      after = page.nextAfter
    }
  }

  let nextLookMs = 0
  return (nowMs) => {
    if (nowMs < nextLookMs) return
    // not before this look has ended, however long it takes
    nextLookMs = Infinity
    look().then(
      () => {
        nextLookMs = Date.now() + Math.max(LOOK_EVERY_MS / speed, LOOK_EVERY_LEAST_MS)
      },
      (error: unknown) => sender.signal.aborted || sender.fail(error),
    )
  }
}
