import type { FastifyInstance } from 'fastify'
import type { Queryable } from '../db/database.ts'
import type { CommandSummary } from '../contract/api/command.ts'
import type { CommandChange } from '../contract/live.ts'
import { appendFeedAll, type FeedEntry } from '../live/feed/append-feed.ts'

/** The key of the advisory lock under which commands change: 'cmnd' in ASCII. */
const COMMAND_LOCK = 0x636d6e64

/** Tells all screens; missing parts of what it is about are null. */
export type TellCommand = (
  change: CommandChange, about: Pick<CommandSummary, 'areaCode'> & Partial<CommandSummary>,
) => void

/**
 * Runs `work` in a transaction of its own, one at a time: plans of two people can never both be switched on in one
 * area. What it tells goes on the feed, last; resolves when all is durable and the feed is being read.
 */
export async function changeCommand<Result>(
  { database, feed }: Pick<FastifyInstance, 'database' | 'feed'>,
  work: (transaction: Queryable, tell: TellCommand) => Promise<Result>,
): Promise<Result> {
  const entries: FeedEntry[] = []
  const result = await database.transaction(async (transaction) => {
    entries.length = 0
    await transaction.query('select pg_advisory_xact_lock($1)', [COMMAND_LOCK])
    const result = await work(transaction, (change, about) => {
      const command = { activation: null, rollCall: null, broadcast: null, ...about }
      entries.push({ topic: 'command', change, command })
    })
    if (entries.length > 0) await appendFeedAll(transaction, entries)
    return result
  })
  if (entries.length > 0) feed.committed()
  return result
}
