import type { Queryable } from '../db/database.ts'
import type { AlarmSignal } from './alarm-desk.ts'
import { endCases, raiseCase, type AlarmCaseContext } from './alarm-cases.ts'
import type { AlarmNews } from './alarm-news.ts'
import { findDevices, findWorkers, type AlarmSource } from './alarm-sources.ts'
import { clearBySource } from './clear-alarms.ts'
import { foldSignals, type FoldedSignal } from './fold-signals.ts'
import { raiseAlarms, type Raised, type Trigger } from './raise-alarms.ts'
import { lockAlarms } from './repository.ts'

/** What signals are understood with. */
export interface SignalContext extends AlarmCaseContext {
  /** Where a worker was last as memory has it, which is ahead of the database by some seconds. */
  lastPlace(workerId: number): { lng: number; lat: number; recordedAtMs: number } | undefined
}

type SourceType = AlarmSignal['source']['type']
type FoldedTrigger = Extract<FoldedSignal, { raised: true }>

/**
 * Raises, repeats and clears alarms, with their cases, and tells `news` of it; the caller writes that at the end. A
 * signal of a source that is no more is dropped. A clock that runs ahead is held to `news.at`: the alarm counts, the
 * future does not.
 */
export async function takeSignals(
  transaction: Queryable,
  signals: readonly AlarmSignal[],
  context: SignalContext,
  news: AlarmNews,
): Promise<void> {
  await lockAlarms(transaction)
  const nowMs = news.at.getTime()
  const timely = signals.map((signal) => ({ ...signal, atMs: Math.min(signal.atMs, nowMs) }))
  const sources = await findSources(transaction, timely)
  for (const round of foldSignals(timely)) {
    for (const type of ['device', 'worker'] as const) {
      const known = round.filter(({ newest: { source } }) => source.type === type && sources[type].has(source.id))
      const triggers = known.flatMap((signal) =>
        signal.raised ? [triggerOf(signal, sources[type].get(signal.newest.source.id)!, context)] : [])
      for (const raised of await raiseAlarms(transaction, type, triggers, news.at)) {
        await follow(transaction, raised, context, news)
      }
      const clears = known.flatMap(({ raised, newest }) =>
        raised ? [] : [{ sourceId: newest.source.id, type: newest.type, atMs: newest.atMs }])
      const cleared = await clearBySource(transaction, type, clears, news.actor)
      for (const alarm of cleared) {
        news.log(alarm.id, 'clear')
        news.tell('clear', alarm)
      }
      await endCases(transaction, cleared, context.cases, news)
    }
  }
}

async function findSources(
  transaction: Queryable,
  signals: readonly AlarmSignal[],
): Promise<Record<SourceType, Map<number, AlarmSource>>> {
  const idsOf = (type: SourceType) => [
    ...new Set(signals.flatMap(({ source }) => (source.type === type ? [source.id] : []))),
  ]
  // one after the other: a transaction has one connection
  const device = await findDevices(transaction, idsOf('device'))
  return { device, worker: await findWorkers(transaction, idsOf('worker')) }
}

/** A device stands where it stands. A worker is where the signal says, and the alarm goes to the desk of that place. */
function triggerOf(folded: FoldedTrigger, source: AlarmSource, { locate, lastPlace }: SignalContext): Trigger {
  const { newest, severity, occurrences, firstAtMs } = folded
  const { type, message, value, unit, atMs: lastAtMs, detail = {}, case: caseRule = null } = newest
  const told = { sourceId: source.id, type, severity, message, value, unit, firstAtMs, lastAtMs, occurrences }
  if (newest.source.type === 'device') {
    const { lng, lat, areaCode } = source
    return { ...told, lng, lat, areaCode, caseRule, detail }
  }
  const last = lastPlace(source.id)
  const isFresher = last !== undefined && last.recordedAtMs > (source.recordedAtMs ?? 0)
  const { lng, lat } = newest.place ?? (isFresher ? last : source)
  const areaCode = locate(lng, lat).community?.areaCode ?? source.areaCode
  return { ...told, lng, lat, areaCode, caseRule, detail }
}

/** What comes of a trigger beside its row: lines in the log where it is more than a repeat, news, and a case. */
async function follow(
  transaction: Queryable,
  { alarm, isNew, severityRose, caseRule }: Raised,
  context: AlarmCaseContext,
  news: AlarmNews,
): Promise<void> {
  if (isNew) news.log(alarm.id, 'raise', alarm.message)
  if (severityRose) news.log(alarm.id, 'severity', alarm.severity)
  news.tell(isNew ? 'raise' : 'repeat', alarm)
  if (isNew && caseRule !== null && !caseRule.needsConfirmation) {
    await raiseCase(transaction, alarm, caseRule, context, news)
  }
}
