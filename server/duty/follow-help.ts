import type { FastifyInstance } from 'fastify'
import { SOS_ALARM_TYPE } from '../contract/api/alarms.ts'
import { readCallsForHelp } from './events-repository.ts'

/**
 * Shows workers as calling for help for as long as the alarm of their call is not cleared. Resolves when all that call
 * now are shown; returns what ends it.
 */
export async function followHelp({ database, feed, live }: FastifyInstance): Promise<() => void> {
  // What the feed says while the table is being read is newer than what is read.
  const told = new Set<number>()
  const unsubscribe = feed.subscribe(({ event }) => {
    if (event.topic !== 'alarm' || event.alarm.type !== SOS_ALARM_TYPE || event.alarm.sourceType !== 'worker') return
    const { sourceId, cleared, startedAt } = event.alarm
    told.add(sourceId)
    live.callForHelp(sourceId, cleared ? 0 : Date.parse(startedAt), Date.now())
  })
  for (const { workerId, sinceMs } of await readCallsForHelp(database)) {
    if (!told.has(workerId)) live.callForHelp(workerId, sinceMs, Date.now())
  }
  return unsubscribe
}
