import type { Queryable } from '../../server/db/database.ts'

/** What is fixed, or first known, when a case is reported. */
export interface Reported {
  id: number
  reportedAtMs: number
  dueAtMs: number
  areaCode: string
  categoryCode: string
  channel: string
  template: string
  deskCode: string
  unitId: number | null
  watcherWorkerId: number | null
  reporterWorkerId: number | null
}

interface LogLine {
  kind: string
  atMs: number
  actor: string
  actorType: string
  actorId: number | null
  detail: Record<string, any>
}

/** All that the words of the indicators speak of, read off a case's log line by line. */
export interface Life extends Reported {
  countsNormally: boolean
  merged: boolean
  rejected: boolean
  registeredAtMs: number | null
  dispatchTimes: number
  refusalTimes: number
  recallTimes: number
  reworkTimes: number
  wasReopened: boolean
  wasHandled: boolean
  /** Of what stands: not taken back by a return since. */
  dispatchedAtMs: number | null
  handledAtMs: number | null
  repliedAtMs: number | null
  isChecked: boolean
  closedAtMs: number | null
  isSuspended: boolean
  responded: boolean | null
  solved: boolean | null
  satisfied: boolean | null
  dispatcher: string
  handler: string
  checker: string
}

/** The lives of cases, from nothing but what was answered when they were reported and their logs. */
export async function livesOf(database: Queryable, reports: readonly Reported[]): Promise<Life[]> {
  const { rows } = await database.query<Omit<LogLine, 'atMs'> & { case_id: string; at: Date }>(
    `select case_id, kind, at, actor, actor_type as "actorType", actor_id as "actorId", detail
       from case_events order by id`,
  )
  const logs = new Map<number, LogLine[]>()
  for (const { case_id, at, ...line } of rows) {
    const id = Number(case_id)
    logs.set(id, [...(logs.get(id) ?? []), { ...line, atMs: at.getTime() }])
  }
  return reports.map((report) => lifeOf(report, logs.get(report.id)!))
}

function lifeOf(report: Reported, log: readonly LogLine[]): Life {
  const times = (kind: string) => log.filter((line) => line.kind === kind)
  const last = (...kinds: string[]) => log.findLastIndex((line) => kinds.includes(line.kind))
  const timeAt = (index: number) => (index === -1 ? null : log[index].atMs)
  /** When it was done last, unless it was taken back since. */
  const standing = (kind: string, ...takenBackBy: string[]) =>
    (last(kind) > last(...takenBackBy) ? timeAt(last(kind)) : null)
  const said = (word: 'responded' | 'solved' | 'satisfied'): boolean | null =>
    times('revisit').findLast(({ detail }) => detail[word] !== undefined)?.detail[word] ?? null
  const by = (...kinds: string[]) => {
    const line = log[last(...kinds)]
    return line === undefined ? '' : `${line.actorType}:${line.actorId ?? line.actor}`
  }
  const told = <Value>(word: string, first: Value): Value =>
    log.findLast(({ detail }) => detail[word] !== undefined)?.detail[word] ?? first
  const sent = log.findLast(({ kind }) => ['dispatch', 'forward', 'agree', 'designate', 'refuse'].includes(kind))
  return {
    ...report,
    dueAtMs: told('dueAtMs', report.dueAtMs),
    deskCode: times('transfer').at(-1)?.detail.deskCode ?? report.deskCode,
    unitId: sent === undefined ? report.unitId : sent.kind === 'refuse' ? null : sent.detail.unitId,
    watcherWorkerId: times('dispatch').at(-1)?.detail.workerId ?? report.watcherWorkerId,
    countsNormally: (times('mode').at(-1)?.detail.mode ?? 'normal') === 'normal' && times('grant-appeal').length === 0,
    merged: times('merge').some(({ detail }) => detail.intoCaseId !== undefined),
    rejected: times('reject').length > 0,
    registeredAtMs: timeAt(last('register')),
    dispatchTimes: times('dispatch').length + times('forward').length,
    refusalTimes: times('refuse').length,
    recallTimes: times('recall').length,
    reworkTimes: times('rework').length,
    wasReopened: times('reopen').length > 0,
    wasHandled: times('handle').length > 0,
    dispatchedAtMs: standing('dispatch', 'refuse', 'recall', 'reopen'),
    handledAtMs: standing('handle', 'rework', 'reopen'),
    repliedAtMs: standing('reply', 'rework', 'reopen'),
    isChecked: standing('check', 'rework', 'reopen') !== null,
    closedAtMs: standing('close', 'reopen'),
    isSuspended: last('suspend') > last('resume'),
    responded: said('responded'),
    solved: said('solved'),
    satisfied: said('satisfied'),
    dispatcher: by('dispatch', 'forward'),
    handler: by('handle'),
    checker: by('check', 'close', 'rework'),
  }
}

export type Sums = [numerator: number, denominator: number | null]

interface Recipe {
  basis: 'reported' | 'closed'
  numerator(life: Life): number | boolean
  denominator?(life: Life): number | boolean
}

/** The indicators as their words in docs/indicators.md have them. */
export function recipes(asOfMs: number, isLocalUnit: (unitId: number | null) => boolean): Record<string, Recipe> {
  const valid = (life: Life) => !life.merged && !life.rejected
  const closed = (life: Life) => valid(life) && life.closedAtMs !== null
  const handled = (life: Life) => valid(life) && life.handledAtMs !== null
  const dispatched = (life: Life) => valid(life) && life.dispatchTimes > 0
  const filed = (life: Life) => valid(life) && (life.registeredAtMs !== null || life.dispatchTimes > 0)
  const pastDue = (life: Life) => !life.isSuspended && life.dueAtMs < asOfMs
  const shouldClose = (life: Life) => valid(life) && (closed(life) || pastDue(life))
  const shouldHandle = (life: Life) => dispatched(life) && (handled(life) || pastDue(life))
  const onTime = (atMs: number | null, life: Life) => atMs !== null && atMs <= life.dueAtMs
  const answeredAt = (life: Life) => life.repliedAtMs ?? life.closedAtMs
  const dispatchTimes = (life: Life) => (valid(life) ? life.dispatchTimes : 0)
  const acceptedAt = (life: Life) => life.registeredAtMs ?? life.dispatchedAtMs
  const judged = (life: Life) =>
    valid(life) && (closed(life) || life.isChecked || life.reworkTimes > 0 || life.wasReopened)
  const wrongTimes = (life: Life) => (valid(life) ? life.refusalTimes + life.recallTimes : 0)
  const reworked = (life: Life) => valid(life) && life.reworkTimes > 0
  const isTimed = (life: Life) => handled(life) && life.dispatchedAtMs !== null
  const of = (
    numerator: Recipe['numerator'], denominator?: Recipe['denominator'], basis: Recipe['basis'] = 'reported',
  ): Recipe => ({ basis, numerator, ...(denominator && { denominator }) })
  const said = (word: 'responded' | 'solved' | 'satisfied'): Recipe =>
    of((life) => valid(life) && life[word] === true, (life) => valid(life) && life[word] !== null)
  return {
    reported: of((life) => !life.merged),
    accepted: of(valid),
    filed: of(filed),
    dispatched: of(dispatched),
    handled: of(handled),
    'should-close': of(shouldClose),
    closed: of(closed),
    'closed-on-time': of((life) => closed(life) && onTime(life.closedAtMs, life)),
    'closed-late': of((life) => closed(life) && !onTime(life.closedAtMs, life)),
    'overdue-handling': of((life) => dispatched(life) && !handled(life) && pastDue(life)),
    'overdue-open': of((life) => valid(life) && !closed(life) && pastDue(life)),
    reworked: of(reworked),
    'self-handled': of((life) => handled(life) && life.reporterWorkerId !== null && isLocalUnit(life.unitId)),
    'closed-in-period': of(closed, undefined, 'closed'),
    'closing-rate': of(closed, shouldClose),
    'on-time-closing-rate': of((life) => closed(life) && onTime(life.closedAtMs, life), shouldClose),
    'completion-rate': of(closed, valid),
    'handling-rate': of(handled, shouldHandle),
    'on-time-handling-rate': of((life) => handled(life) && onTime(life.handledAtMs, life), shouldHandle),
    'filing-rate': of(filed, (life) => !life.merged),
    'right-dispatch-rate': of((life) => dispatchTimes(life) - wrongTimes(life), dispatchTimes),
    'rework-rate': of(reworked, (life) => valid(life) && life.wasHandled),
    'refusal-rate': of((life) => (valid(life) ? life.refusalTimes : 0), dispatchTimes),
    'response-rate': said('responded'),
    'solution-rate': said('solved'),
    'satisfaction-rate': said('satisfied'),
    'on-time-answer-rate': of(
      (life) => valid(life) && onTime(answeredAt(life), life),
      (life) => valid(life) && (answeredAt(life) !== null || pastDue(life)),
    ),
    'effective-visit-rate': of((life) => closed(life) && (life.solved !== null || life.satisfied !== null), closed),
    'check-pass-rate': of((life) => judged(life) && !reworked(life), judged),
    'repeat-rate': of((life) => life.merged, () => true),
    'closed-locally-rate': of((life) => closed(life) && life.deskCode.length >= 9 && isLocalUnit(life.unitId), closed),
    'proactive-rate': of((life) => valid(life) && ['patrol', 'iot', 'ai', 'visit'].includes(life.channel), valid),
    'mean-days': of((life) => (closed(life) ? life.closedAtMs! - life.reportedAtMs : 0), closed, 'closed'),
    'mean-accept-hours': of(
      (life) => (valid(life) && acceptedAt(life) !== null ? acceptedAt(life)! - life.reportedAtMs : 0),
      (life) => valid(life) && acceptedAt(life) !== null,
    ),
    'mean-handle-hours': of((life) => (isTimed(life) ? life.handledAtMs! - life.dispatchedAtMs! : 0), isTimed),
  }
}

/** The sums of one indicator by key, of the lives that count in fromMs ≤ t < toMs; other keys are missing. */
export function recompute(
  lives: readonly Life[], recipe: Recipe, { fromMs, toMs }: { fromMs: number; toMs: number },
  keyOf: (life: Life, atMs: number) => string,
): Map<string, Sums> {
  const sums = new Map<string, Sums>()
  for (const life of lives) {
    const atMs = recipe.basis === 'reported' ? life.reportedAtMs : life.closedAtMs
    if (!life.countsNormally || atMs === null || atMs < fromMs || atMs >= toMs) continue
    const key = keyOf(life, atMs)
    const [numerator, denominator] = sums.get(key) ?? [0, recipe.denominator ? 0 : null]
    sums.set(key, [
      numerator + Number(recipe.numerator(life)),
      denominator === null ? null : denominator + Number(recipe.denominator!(life)),
    ])
  }
  return sums
}
