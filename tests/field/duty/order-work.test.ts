import { describe, expect, it } from 'vitest'
import { mulberry32 } from '../../../geodata/city/random.ts'
import { createAgenda } from '../../../geodata/field/agenda.ts'
import { createOrderWork } from '../../../geodata/field/duty/order-work.ts'
import type { OpenOrder } from '../../../server/contract/api/orders.ts'
import { aCase } from '../../support/live-records.ts'

const NOW_MS = Date.UTC(2026, 4, 1, 2)
const MINUTE_MS = 60_000

function orderOf(id: number, role: OpenOrder['role'], updatedAtMs: number): OpenOrder {
  const at = new Date(updatedAtMs).toISOString()
  return {
    id, caseId: id, role, unitId: role === 'handle' ? 3 : null, workerId: role === 'watch' ? 4 : null, workerName: null,
    round: 1, sentAt: at, sentBy: '值班员', acceptedAt: null, revokedAt: null, doneAt: null, doneNote: null,
    case: aCase({
      id, number: `C${id}`, lng: 117, lat: 33, status: role === 'handle' ? 'dispatched' : 'handled', reportedAt: at,
      dueAt: at, updatedAt: at, areaCode: '9901', unitId: 3, watcherWorkerId: 4,
    }),
  }
}

/** When each order was done, minute by minute, in minutes from now. */
function minutesUntilDone(orders: OpenOrder[], speed: number, minutes: number): Map<number, number> {
  const agenda = createAgenda()
  const minuteById = new Map<number, number>()
  let minute = 0
  const work = createOrderWork({
    agenda, random: mulberry32(11), speed, done: (orderId) => minuteById.set(orderId, minute),
  })
  for (; minute <= minutes; minute++) {
    // the server lists an order until it is done; it is planned once all the same
    work.take(orders.filter(({ id }) => !minuteById.has(id)), NOW_MS + minute * MINUTE_MS)
    agenda.run(NOW_MS + minute * MINUTE_MS)
  }
  return minuteById
}

function median(minuteById: Map<number, number>): number {
  const minutes = [...minuteById.values()].sort((a, b) => a - b)
  return minutes[Math.floor(minutes.length / 2)]
}

describe('work on orders', () => {
  it('takes a unit about ten minutes and a worker about three', () => {
    const handled = minutesUntilDone(Array.from({ length: 200 }, (_, id) => orderOf(id, 'handle', NOW_MS)), 1, 120)
    const watched = minutesUntilDone(Array.from({ length: 200 }, (_, id) => orderOf(id, 'watch', NOW_MS)), 1, 120)
    expect(handled.size).toBe(200)
    expect(Math.abs(median(handled) - 10)).toBeLessThanOrEqual(2)
    expect(Math.abs(median(watched) - 3)).toBeLessThanOrEqual(1)
  })

  it('works off a backlog in the course of a day, not in a rush', () => {
    const old = Array.from({ length: 400 }, (_, id) => orderOf(id, 'handle', NOW_MS - 5 * 3_600_000))
    const done = minutesUntilDone(old, 1, 16 * 60)
    expect(done.size).toBe(400)
    const inFirstHour = [...done.values()].filter((minute) => minute <= 60).length
    expect(inFirstHour).toBeLessThan(60)
  })

  it('is as many times faster as it is told', () => {
    const orders = Array.from({ length: 200 }, (_, id) => orderOf(id, 'handle', NOW_MS))
    expect(median(minutesUntilDone(orders, 5, 60))).toBeLessThanOrEqual(3)
  })
})
