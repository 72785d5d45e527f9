import type { OpenOrder } from '../../../server/contract/api/orders.ts'
import { pick, type Random } from '../../city/random.ts'
import type { Agenda } from '../agenda.ts'

const MINUTE_MS = 60_000
/** What was sent longer ago is a backlog, from before this field was started: it is worked off in the course of a day. */
const FRESH_MS = 60 * MINUTE_MS
const BACKLOG_MS = 16 * 60 * MINUTE_MS

const HANDLED_NOTES = [
  '已到现场处置完毕，恢复正常。',
  '现场核实属实，已整改到位。',
  '已联系责任单位，当场处理完成。',
  '经处置隐患已消除，已拍照留存。',
  '已清理完毕，并告知当事人注意事项。',
  '维修完成，设施恢复使用。',
]
const CONFIRMED_NOTES = [
  '现场核查，问题已解决，同意结案。',
  '已回访诉求人，对处理结果满意。',
  '复核无误，现场已恢复，建议结案。',
  '网格员到场确认，处置结果属实。',
]

export interface OrderWork {
  /** Plans when each order that is new here will be done. Orders planned before are left alone. */
  take(orders: readonly OpenOrder[], nowMs: number): void
}

/**
 * Field staff at their orders: a unit replies after 10 minutes or so, seldom after an hour;
 * the worker confirms a few minutes after the unit is done. `speed` divides all delays. `done` sends the reply.
 */
export function createOrderWork(options: {
  agenda: Agenda
  random: Random
  speed: number
  done: (orderId: number, note: string) => void
}): OrderWork {
  const { agenda, random, speed, done } = options
  const planned = new Set<number>()

  return {
    take(orders, nowMs) {
      for (const order of orders) {
        if (planned.has(order.id)) continue
        planned.add(order.id)
        const note = pick(random, isUnits(order) ? HANDLED_NOTES : CONFIRMED_NOTES)
        agenda.add(nowMs + delayMs(order, nowMs, random) / speed, () => {
          planned.delete(order.id)
          done(order.id, note)
        })
      }
    },
  }
}

/** Whether it is a unit's, which does what there is to do, or a worker's, who looks at it. */
function isUnits({ role }: OpenOrder): boolean {
  return role === 'handle' || role === 'assist'
}

/** How long an order takes from now on, at the pace of life. */
function delayMs(order: OpenOrder, nowMs: number, random: Random): number {
  if (nowMs - Date.parse(order.case.updatedAt) > FRESH_MS) return random() * BACKLOG_MS
  // log-normal: most are quick, some take long
  const spread = Math.exp(0.6 * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()))
  const medianMs = isUnits(order) ? 10 * MINUTE_MS : 3 * MINUTE_MS
  return medianMs * spread * (order.case.urgent ? 0.5 : 1)
}
