import type { FastifyInstance } from 'fastify'
import type { EventActor } from '../cases/flow/case-event.ts'
import type { NewCase } from '../cases/new-case.ts'
import { type ReportContext, understandReport } from '../cases/report-case.ts'
import { reportContext } from '../cases/report-context.ts'
import type { InboundCase, InboundReply } from '../contract/api/channels.ts'
import { ReplyError } from '../errors.ts'
import type { ReadRecord } from './adapter.ts'
import { findKnownCases } from './known-cases.ts'

type App = Pick<FastifyInstance, 'database' | 'city' | 'config' | 'grids' | 'cases' | 'now'>

/** Who brings records, and for which area. */
export interface RecordSender {
  channel: string
  actor: EventActor
  scopeCode: string
}

/** What became of a record. */
export type TakenRecord = Omit<InboundReply['items'][number], 'rejectId'>

/** Cases of one transaction. */
const LOT = 200

const MINUTE_MS = 60_000
/** A channel's clock may be ahead by so much. */
const AHEAD_MS = 5 * MINUTE_MS
/** What is older belongs to the history, not on somebody's desk. */
const OLDEST_MS = 92 * 24 * 60 * MINUTE_MS

/**
 * Reports what was understood, each as any other case is: routed, timed and pushed. Answers in order, once all is
 * committed. A number of the channel that is there already is that case; what cannot be reported says why.
 */
export async function takeRecords(
  app: App, records: readonly ReadRecord[], sender: RecordSender,
): Promise<TakenRecord[]> {
  const taken: (TakenRecord | undefined)[] = records.map((record) =>
    record.type === 'refused' ? refused(record.externalNumber, record.reasons) : undefined)
  const cases = records.flatMap((record, index) => (record.type === 'case' ? [{ index, body: record.case }] : []))
  const known = await answerKnown(cases)
  const context = reportContext(app)
  const fresh: { index: number; newCase: NewCase }[] = []
  for (const { index, body } of cases) {
    if (known.has(index)) continue
    const outcome = await understand(context, body, sender, app.now())
    if (Array.isArray(outcome)) taken[index] = refused(body.externalNumber, outcome)
    else fresh.push({ index, newCase: outcome })
  }
  for (let from = 0; from < fresh.length; from += LOT) {
    const lot = fresh.slice(from, from + LOT)
    const summaries = await app.cases.reportAll(lot.map(({ newCase }) => newCase))
    for (const [place, summary] of summaries.entries()) {
      if (summary === null) continue
      const { index, newCase } = lot[place]
      const { id, number } = summary
      taken[index] = { status: 'created', externalNumber: newCase.externalNumber, number, caseId: id, reasons: [] }
    }
  }
  // twice in what was brought, or by two at once: one of them made the case
  await answerKnown(cases.filter(({ index }) => taken[index] === undefined))
  return taken.map((one) => one!)

  async function answerKnown(asked: readonly { index: number; body: InboundCase }[]): Promise<Set<number>> {
    const found = await findKnownCases(app.database, sender.channel, asked.map(({ body }) => body.externalNumber))
    const answered = new Set<number>()
    for (const { index, body: { externalNumber } } of asked) {
      const one = found.get(externalNumber)
      if (one === undefined) continue
      answered.add(index)
      taken[index] = one.areaCode.startsWith(sender.scopeCode)
        ? { status: 'known', externalNumber, number: one.number, caseId: one.id, reasons: [] }
        : refused(externalNumber, [`externalNumber: ${externalNumber} of ${sender.channel} is a case of another area.`])
    }
    return answered
  }
}

/** The case as it is to be reported, or the reasons why it cannot be. */
async function understand(
  context: ReportContext, { reportedAt, ...body }: InboundCase, { channel, actor, scopeCode }: RecordSender,
  nowMs: number,
): Promise<NewCase | string[]> {
  const atMs = reportedAt === undefined ? nowMs : Date.parse(reportedAt)
  if (atMs > nowMs + AHEAD_MS || atMs < nowMs - OLDEST_MS) {
    const [from, to] = [nowMs - OLDEST_MS, nowMs].map((ms) => new Date(ms).toISOString())
    return [`reportedAt: got ${reportedAt}, expected a time between ${from} and ${to}.`]
  }
  try {
    return await understandReport({ ...body, channel }, { actor, scopeCode }, Math.min(atMs, nowMs), context)
  } catch (error) {
    if (error instanceof ReplyError && error.statusCode === 400) return [error.message]
    throw error
  }
}

function refused(externalNumber: string | null, reasons: string[]): TakenRecord {
  return { status: 'rejected', externalNumber, number: null, caseId: null, reasons }
}
