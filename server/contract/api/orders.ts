import Type, { type Static } from 'typebox'
import { CaseSummary, OrderRecord } from './cases.ts'

/**
 * `GET /api/orders/open`: the orders that can be worked on now, oldest first: a unit's until it has handled the case, a
 * worker's from then on. For the systems of units and the app of workers; `after` is the id to page on from.
 */
export const OpenOrdersQuery = Type.Object({
  unit: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 })),
  worker: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 })),
  after: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
})
export type OpenOrdersQuery = Static<typeof OpenOrdersQuery>

export const OpenOrder = Type.Intersect([OrderRecord, Type.Object({ case: CaseSummary })])
export type OpenOrder = Static<typeof OpenOrder>

export const OpenOrdersPage = Type.Object({
  orders: Type.Array(OpenOrder),
  nextAfter: Type.Union([Type.Integer(), Type.Null()]),
})
export type OpenOrdersPage = Static<typeof OpenOrdersPage>
