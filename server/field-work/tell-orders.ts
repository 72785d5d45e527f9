import type { FastifyInstance } from 'fastify'

/** Changes of cases that come together are told together. */
const GATHER_MS = 250

/** Tells whoever ever had an order of a case that it has changed; costs one statement for all changes of a moment, and
 * nothing while no phone is connected. Returns what ends it. */
export function tellOrders({ database, feed, fieldChanges, log }: FastifyInstance): () => Promise<void> {
  const changed = new Set<number>()
  let timer: NodeJS.Timeout | undefined
  let telling: Promise<void> = Promise.resolve()

  async function tell(): Promise<void> {
    timer = undefined
    const ids = [...changed]
    changed.clear()
    const { rows } = await database.query<{ unit_id: number | null; worker_id: number | null }>(
      'select distinct unit_id, worker_id from orders where case_id = any($1::bigint[])', [ids],
    )
    fieldChanges.tell({
      unitIds: rows.flatMap(({ unit_id: id }) => id ?? []), workerIds: rows.flatMap(({ worker_id: id }) => id ?? []),
    }, 'orders')
  }

  const unsubscribe = feed.subscribe(({ event }) => {
    if (event.topic !== 'case' || !fieldChanges.isHeard) return
    changed.add(event.case.id)
    timer ??= setTimeout(() => {
      telling = tell().catch((error: unknown) => log.error({ err: error }, 'phones were not told of their orders'))
    }, GATHER_MS)
  })
  return async () => {
    unsubscribe()
    clearTimeout(timer)
    await telling
  }
}
