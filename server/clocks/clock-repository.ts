import type { LimitStage, TimeKind } from '../contract/api/clocks.ts'
import type { CaseColour } from '../contract/api/cases.ts'
import type { Queryable } from '../db/database.ts'
import type { CaseClock } from './case-clock.ts'

/** A clock as it is kept: of which case, and when the server has to look at it again. */
export interface KeptClock extends CaseClock {
  caseId: number
  nextChangeAtMs: number | null
}

interface ClockRow {
  case_id: string
  round: number
  stage: LimitStage
  rule_id: number | null
  kind: TimeKind
  total_ms: string
  started_at: Date
  due_at: Date
  yellow_at: Date
  paused_at: Date | null
  left_ms: string | null
  waits_for_dispatch: boolean
  stopped_at: Date | null
  colour: CaseColour
  supervised_stage: number
  next_change_at: Date | null
  calendar_fallback: boolean
}

/** The clocks of cases, the newest round of each first and its stages in their order. */
export async function readClocks(database: Queryable, caseIds: readonly number[]): Promise<KeptClock[]> {
  const { rows } = await database.query<ClockRow>(
    `select * from case_clocks where case_id = any($1::bigint[])
      order by case_id, round desc, array_position(array['accept', 'dispatch', 'handle', 'feedback'], stage)`,
    [caseIds],
  )
  return rows.map((row) => ({
    caseId: Number(row.case_id),
    round: row.round,
    stage: row.stage,
    ruleId: row.rule_id,
    kind: row.kind,
    totalMs: Number(row.total_ms),
    startedAtMs: row.started_at.getTime(),
    dueAtMs: row.due_at.getTime(),
    yellowAtMs: row.yellow_at.getTime(),
    pausedAtMs: row.paused_at?.getTime() ?? null,
    leftMs: row.left_ms === null ? null : Number(row.left_ms),
    waitsForDispatch: row.waits_for_dispatch,
    stoppedAtMs: row.stopped_at?.getTime() ?? null,
    colour: row.colour,
    supervisedStage: row.supervised_stage,
    nextChangeAtMs: row.next_change_at?.getTime() ?? null,
    calendarFallback: row.calendar_fallback,
  }))
}

const COLUMNS = [
  ['case_id', 'bigint'], ['round', 'int'], ['stage', 'text'],
  ['rule_id', 'int'], ['kind', 'text'], ['total_ms', 'bigint'],
  ['started_at', 'timestamptz'], ['due_at', 'timestamptz'], ['yellow_at', 'timestamptz'], ['paused_at', 'timestamptz'],
  ['left_ms', 'bigint'], ['waits_for_dispatch', 'boolean'], ['stopped_at', 'timestamptz'], ['colour', 'text'],
  ['supervised_stage', 'int'], ['next_change_at', 'timestamptz'], ['calendar_fallback', 'boolean'],
] as const
const NAMES = COLUMNS.map(([name]) => name).join(', ')
const CHANGING = COLUMNS.slice(3).map(([name]) => `${name} = excluded.${name}`).join(', ')

const WRITE = `
  insert into case_clocks (${NAMES})
  select ${NAMES} from jsonb_to_recordset($1::jsonb) as t (${COLUMNS.map((column) => column.join(' ')).join(', ')})
  on conflict (case_id, round, stage) do update set ${CHANGING}`

/** Keeps clocks, new ones and those that are there. Whoever writes holds the rows of their cases. */
export async function writeClocks(transaction: Queryable, clocks: readonly KeptClock[]): Promise<void> {
  if (clocks.length === 0) return
  const at = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())
  const rows = clocks.map((clock) => ({
    case_id: clock.caseId,
    round: clock.round,
    stage: clock.stage,
    rule_id: clock.ruleId,
    kind: clock.kind,
    total_ms: clock.totalMs,
    started_at: at(clock.startedAtMs),
    due_at: at(clock.dueAtMs),
    yellow_at: at(clock.yellowAtMs),
    paused_at: at(clock.pausedAtMs),
    left_ms: clock.leftMs,
    waits_for_dispatch: clock.waitsForDispatch,
    stopped_at: at(clock.stoppedAtMs),
    colour: clock.colour,
    supervised_stage: clock.supervisedStage,
    next_change_at: at(clock.nextChangeAtMs),
    calendar_fallback: clock.calendarFallback,
  }))
  await transaction.query(WRITE, [JSON.stringify(rows)])
}

/** When the next clock is to be looked at; null where none is. */
export async function nextChangeAtMs(database: Queryable): Promise<number | null> {
  const { rows } = await database.query<{ at: Date | null }>('select min(next_change_at) as at from case_clocks')
  return rows[0].at?.getTime() ?? null
}
