import type { Random } from '../../geodata/city/random.ts'
import type { Channel } from '../../geodata/history/history.ts'
import type { FlowTemplate } from '../contract/api/case-steps.ts'
import type { CaseEvent, EventDetail } from '../cases/flow/case-event.ts'
import { hasStep, watcherStep } from '../cases/flow/flow-template.ts'
import { CourseLog } from './course-log.ts'
import type { RoutedCase } from './route-history.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** A case of the history as it would have gone without detours; times are epoch milliseconds, NaN where not so far. */
export interface PlainCase {
  channel: Channel
  template: FlowTemplate
  route: RoutedCase
  reportedAtMs: number
  dispatchedAtMs: number
  handledAtMs: number
  closedAtMs: number
  dueAtMs: number
  /** The present: nothing is later. */
  untilMs: number
  /** Other units around its place: whom it may be sent to by mistake, and who is asked where nobody is sure. */
  otherUnitIds: () => readonly number[]
  /** Whether units are consulted about cases in this time. */
  consults: boolean
  /** The case that it repeats, when somebody saw that, and when that case closed; null where it repeats none. */
  repeats: { caseId: number; seenAtMs: number; closedAtMs: readonly number[] } | null
  reporter: string
  unitName: (unitId: number | null) => string
  worker: string
}

const DESK = '值班席'
const MACHINE = '智能派单'
const CALLER = '回访员'
const LEADER = '分管领导'

/** Channels by which somebody can be called back. */
const CALLED_BACK: ReadonlySet<Channel> = new Set(['12345', 'app', 'visit'])

/** How often what happens: shares of the cases that could. */
const OFTEN = {
  refused: 0.03, reworked: 0.03, suspended: 0.006, suspendedNow: 0.015, extended: 0.3, asksNow: 0.04, consulted: 0.012,
  consultsNow: 0.03, designated: 0.3, calledBack: 0.5, reopened: 0.55, unhappyBefore: 0.06,
} as const
/** 三率: what people say when they are called back. */
const RESPONDED = 0.97
const SOLVED = 0.95
const SATISFIED = 0.96
const SATISFIED_THOUGH_NOT_SOLVED = 0.3

/** When the steps of a round are taken. */
interface Round {
  dispatchedAtMs: number
  handledAtMs: number
  closedAtMs: number
}

/**
 * The log of a case of the history up to the present: by its template, at the times that are given, and now and then
 * with a refusal, a pause, an extension, rework, a consultation, a call-back and a second round. The same numbers of
 * `random` give the same log.
 */
export function courseOf(plain: PlainCase, random: Random): CaseEvent[] {
  const log = new CourseLog(plain.template, plain.untilMs)
  const { route, reportedAtMs, dispatchedAtMs, untilMs } = plain
  log.dueAtMs = plain.dueAtMs
  log.add('report', reportedAtMs, plain.reporter, {
    ...present({ unitId: route.unitId, workerId: route.watcherWorkerId }), assistUnitIds: route.assistUnitIds,
    deskCode: route.areaCode, provenance: route.provenance, dueAtMs: plain.dueAtMs,
  })
  if (plain.repeats !== null) return repeatOf(log, plain.repeats)
  const isRecent = untilMs - reportedAtMs < DAY_MS
  if (plain.consults && isRecent && random() < OFTEN.consultsNow) {
    log.add('consult', reportedAtMs + 20 * MINUTE_MS, DESK, { unitIds: invited(plain) }, '职责交叉，请各单位会商。')
    return log.events
  }
  if (Number.isNaN(dispatchedAtMs)) return log.events
  const closedAtMs = firstRound(log, plain, random)
  if (closedAtMs !== null) afterwards(log, plain, closedAtMs, random)
  return log.events
}

function repeatOf(log: CourseLog, { caseId, seenAtMs, closedAtMs }: NonNullable<PlainCase['repeats']>): CaseEvent[] {
  log.add('merge', seenAtMs, DESK, { intoCaseId: caseId }, '同一地点、同类问题，并入前案办理。')
  for (const atMs of closedAtMs) log.add('outcome', Math.max(atMs, seenAtMs), DESK, { intoCaseId: caseId })
  return log.events
}

/** From the report to the closing; null where it is not closed. */
function firstRound(log: CourseLog, plain: PlainCase, random: Random): number | null {
  const { reportedAtMs, template, untilMs, route } = plain
  const handledAtMs = Number.isNaN(plain.handledAtMs) ? Infinity : plain.handledAtMs
  const spanMs = Math.min(handledAtMs, untilMs) - plain.dispatchedAtMs
  let { dispatchedAtMs } = plain
  if (hasStep(template, 'register')) log.add('register', between(reportedAtMs, dispatchedAtMs, 0.5), DESK)
  let unitId = route.unitId
  let provenance = route.provenance
  const isConsulted = plain.consults && random() < OFTEN.consulted
  const isRefused = !isConsulted && unitId !== null && random() < OFTEN.refused
  const others = isConsulted || isRefused ? plain.otherUnitIds() : []
  if (isConsulted && others.length > 0) {
    dispatchedAtMs += 0.3 * spanMs
    unitId = others[0]
    provenance = ruling(log, plain, unitId, dispatchedAtMs, random)
  } else if (isRefused && others.length > 0) {
    const wrongUnitId = others.at(-1)!
    log.add('dispatch', dispatchedAtMs, DESK, sentTo(plain, wrongUnitId, 'person'))
    log.add('refuse', dispatchedAtMs + 0.15 * spanMs, plain.unitName(wrongUnitId), { unitId: wrongUnitId }, '不属本单位职责。')
    dispatchedAtMs += 0.3 * spanMs
    provenance = 'person'
  }
  log.add('dispatch', dispatchedAtMs, template.express ? MACHINE : DESK, sentTo(plain, unitId, provenance))
  if (isPaused(log, plain, { dispatchedAtMs, handledAtMs }, random)) return null
  // what is still open closes later than now
  const closedAtMs = Number.isNaN(plain.closedAtMs) ? untilMs + random() * 8 * HOUR_MS : plain.closedAtMs
  return handleAndClose(log, plain, { dispatchedAtMs, handledAtMs, closedAtMs }, random)
}

/** The units that are asked, and how it ended. */
function ruling(
  log: CourseLog, plain: PlainCase, unitId: number, byMs: number, random: Random,
): 'agreed' | 'designated' {
  const unitIds = invited(plain)
  log.add('consult', between(log.lastAtMs, byMs, 0.2), DESK, { unitIds }, '职责交叉，请各单位会商。')
  const atMs = between(log.lastAtMs, byMs, 0.9)
  if (random() < OFTEN.designated) {
    log.add('designate', atMs, LEADER, { unitId, assistUnitIds: [], decidedBy: LEADER }, '会商未果，指定办理。')
    return 'designated'
  }
  log.add('agree', atMs, DESK, { unitId, assistUnitIds: [] })
  return 'agreed'
}

/** Extensions and pauses between dispatch and handling; whether it is suspended now. */
function isPaused(
  log: CourseLog, plain: PlainCase, { dispatchedAtMs, handledAtMs }: Omit<Round, 'closedAtMs'>, random: Random,
): boolean {
  const { untilMs, route } = plain
  const isOpen = handledAtMs > untilMs
  const at = (share: number): number => between(dispatchedAtMs, Math.min(handledAtMs, untilMs), share)
  const unit = plain.unitName(log.unitId ?? route.unitId)
  if (isOpen && random() < OFTEN.suspendedNow) {
    log.add('suspend', at(0.6), DESK, {}, '等待配件到货，暂缓处置。')
    return true
  }
  if (isOpen && random() < OFTEN.asksNow) {
    log.add('ask-extension', at(0.9), unit, { hours: 24 }, '需多部门进场，申请延期。')
    return false
  }
  if (handledAtMs > log.dueAtMs && !isOpen && random() < OFTEN.extended) {
    const hours = 48
    log.add('ask-extension', at(0.4), unit, { hours }, '施工难度较大，申请延期。')
    log.add('approve-extension', at(0.45), DESK, { hours, level: 1 })
    log.move('approve-extension', at(0.5), LEADER, { hours, level: 2 }, hours * HOUR_MS)
  } else if (!isOpen && random() < OFTEN.suspended) {
    log.add('suspend', at(0.4), DESK, {}, '雨天无法施工，暂缓处置。')
    log.move('resume', at(0.6), DESK, {}, at(0.6) - at(0.4))
  }
  return false
}

/** From handling to closing, with rework now and then; null where it does not come to that. */
function handleAndClose(log: CourseLog, plain: PlainCase, round: Round, random: Random): number | null {
  const { template } = plain
  const { dispatchedAtMs, handledAtMs, closedAtMs } = round
  const asksBefore = hasStep(template, 'revisit')
  const goesWrong = Number.isFinite(handledAtMs) && random() < (asksBefore ? OFTEN.unhappyBefore : OFTEN.reworked)
  if (goesWrong) {
    const at = (share: number): number => between(dispatchedAtMs, handledAtMs, share)
    handle(log, plain, at(0.65))
    if (hasStep(template, 'reply')) log.add('reply', at(0.68), plain.unitName(log.unitId))
    if (asksBefore) log.add('revisit', at(0.75), CALLER, { responded: true, solved: false, satisfied: false }, '问题仍在。')
    const by = asksBefore ? DESK : plain.worker
    log.move('rework', at(0.8), by, {}, at(0.8) - at(0.65), '现场未恢复，请重新处置。')
  }
  if (!handle(log, plain, handledAtMs)) return null
  const at = (share: number): number => between(handledAtMs, closedAtMs, share)
  if (hasStep(template, 'reply')) log.add('reply', at(0.1), plain.unitName(log.unitId), {}, '已将结果告知诉求人。')
  if (hasStep(template, 'check')) log.add('check', at(0.4), plain.worker)
  if (asksBefore) {
    const said = { responded: random() < RESPONDED, solved: true, satisfied: random() < SATISFIED }
    log.add('revisit', at(0.7), CALLER, said)
  }
  return log.add('close', closedAtMs, watcherStep(template) === 'close' ? plain.worker : DESK) ? closedAtMs : null
}

function handle(log: CourseLog, plain: PlainCase, atMs: number): boolean {
  for (const unitId of log.waitingAssists) {
    log.add('assist-done', between(log.lastAtMs, atMs, 0.8), plain.unitName(unitId), { unitId })
  }
  return log.add('handle', atMs, plain.unitName(log.unitId), present({ unitId: log.unitId }))
}

/** Calling back, a second round for some who are not content, and the archive. */
function afterwards(log: CourseLog, plain: PlainCase, closedAtMs: number, random: Random): void {
  const { template, route } = plain
  let archivedAtMs = closedAtMs + (4 + 60 * random()) * HOUR_MS
  if (!hasStep(template, 'revisit') && CALLED_BACK.has(plain.channel) && random() < OFTEN.calledBack) {
    const askedAtMs = closedAtMs + (2 + 50 * random() ** 2) * HOUR_MS
    const said = answer(random)
    if (!log.add('revisit', askedAtMs, CALLER, said)) return
    archivedAtMs = Math.max(archivedAtMs, askedAtMs + HOUR_MS)
    if (!(said.solved && said.satisfied) && random() < OFTEN.reopened) {
      const reopenedAtMs = askedAtMs + HOUR_MS
      const byMs = reopenedAtMs - plain.reportedAtMs
      if (!log.move('reopen', reopenedAtMs, DESK, {}, byMs, '诉求人不满意，重新办理。')) return
      const dispatchedAtMs = askedAtMs + (1.2 + random()) * HOUR_MS
      const handledAtMs = dispatchedAtMs + (2 + 30 * random()) * HOUR_MS
      const round: Round = { dispatchedAtMs, handledAtMs, closedAtMs: handledAtMs + (1 + 6 * random()) * HOUR_MS }
      if (!log.add('dispatch', dispatchedAtMs, DESK, sentTo(plain, log.unitId, route.provenance))) return
      const againMs = handleAndClose(log, plain, round, random)
      if (againMs === null) return
      archivedAtMs = againMs + 8 * HOUR_MS
      log.add('revisit', againMs + 5 * HOUR_MS, CALLER, { responded: true, solved: true, satisfied: true })
    }
  }
  if (hasStep(template, 'archive')) log.add('archive', archivedAtMs, DESK)
}

function answer(random: Random): { responded: boolean; solved: boolean; satisfied: boolean } {
  const solved = random() < SOLVED
  const responded = random() < RESPONDED
  return { responded, solved, satisfied: random() < (solved ? SATISFIED : SATISFIED_THOUGH_NOT_SOLVED) }
}

function sentTo({ route }: PlainCase, unitId: number | null, provenance: RoutedCase['provenance']): EventDetail {
  const assistUnitIds = unitId === route.unitId ? route.assistUnitIds : []
  return { ...present({ unitId, workerId: route.watcherWorkerId }), assistUnitIds, provenance }
}

function invited({ route, otherUnitIds }: PlainCase): number[] {
  return [...new Set([...(route.unitId === null ? [] : [route.unitId]), ...otherUnitIds()])].slice(0, 3)
}

function present(ids: { unitId: number | null; workerId?: number | null }): EventDetail {
  const { unitId, workerId = null } = ids
  return { ...(unitId !== null && { unitId }), ...(workerId !== null && { workerId }) }
}

function between(fromMs: number, toMs: number, share: number): number {
  return fromMs + share * (toMs - fromMs)
}
