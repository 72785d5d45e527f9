import type { CaseState } from '../cases/flow/case-state.ts'
import type { Database } from '../db/database.ts'
import type { CaseClock, ClockRate } from './case-clock.ts'

const LOT = 2000

/** The clock of a case that came before there were any, or from a file: hours of 24 a day until it was due. */
export function clockOfOld(state: CaseState, { yellowAfterShare }: ClockRate): CaseClock {
  const { round, reportedAtMs: startedAtMs, dueAtMs, suspendedAtMs, handledAtMs, colour } = state
  const totalMs = Math.max(1, dueAtMs - startedAtMs)
  const haltedAtMs = handledAtMs ?? suspendedAtMs
  return {
    round, stage: 'handle', ruleId: null, kind: 'urgent-hour', totalMs, startedAtMs, dueAtMs,
    yellowAtMs: startedAtMs + Math.round(totalMs * yellowAfterShare),
    pausedAtMs: suspendedAtMs, stoppedAtMs: handledAtMs, waitsForDispatch: false,
    leftMs: haltedAtMs === null ? null : Math.max(0, dueAtMs - haltedAtMs),
    colour, supervisedStage: 0, calendarFallback: false,
  }
}

const ADOPT = `
  with old as (
    select id, round, status, reported_at, due_at, suspended_at, handled_at,
           reported_at + (due_at - reported_at) * $2::float8 as yellow_at,
           coalesce(handled_at, suspended_at, $3::timestamptz) as seen_at
      from cases
     where id > $1 and status not in ('closed', 'archived', 'rejected', 'merged')
       and not exists (select from case_clocks where case_id = cases.id)
     order by id limit ${LOT}
       for update of cases skip locked
  ), coloured as (
    select *, case when seen_at > due_at then 'red' when seen_at >= yellow_at then 'yellow' else 'green' end as colour
      from old
  ), clocks as (
    insert into case_clocks (case_id, round, stage, kind, total_ms, started_at, due_at, yellow_at, paused_at,
                             stopped_at, left_ms, colour, next_change_at)
    select id, round, 'handle', 'urgent-hour', greatest(1, (extract(epoch from due_at - reported_at) * 1000)::bigint),
           reported_at, due_at, yellow_at, suspended_at, handled_at,
           case when coalesce(handled_at, suspended_at) is not null
                then greatest(0, (extract(epoch from due_at - seen_at) * 1000)::bigint) end,
           colour,
           case when coalesce(handled_at, suspended_at) is null
                then case colour when 'green' then least(yellow_at, due_at + interval '1 ms')
                                 else greatest(due_at + interval '1 ms', $3::timestamptz) end end
      from coloured
    on conflict do nothing
    returning case_id
  ), told as (
    insert into case_events (case_id, at, kind, actor, round, from_status, to_status, detail)
    select id, case colour when 'red' then due_at else yellow_at end, 'colour', '时限', round, status, status,
           jsonb_build_object('limit', 'handle', 'colour', colour)
      from coloured where colour <> 'green' and id in (select case_id from clocks)
  ), shown as (
    update cases set colour = coloured.colour, version = version + 1,
           updated_at = greatest(updated_at, case coloured.colour when 'red' then cases.due_at else yellow_at end)
      from coloured
     where coloured.colour <> 'green' and cases.id = coloured.id and cases.id in (select case_id from clocks)
  )
  select count(*)::int as cases, max(id) as last from old`

/**
 * Gives open cases that have no clock one, and the colour that it shows at `nowMs`, with the event that says so: those
 * from before there were clocks, and from files. Nobody is told of it on the feed. Answers how many there were.
 */
export async function adoptCases(database: Database, { yellowAfterShare }: ClockRate, nowMs: number): Promise<number> {
  let adopted = 0
  for (let after = 0; ;) {
    const { rows } = await database.query<{ cases: number; last: string | null }>(
      ADOPT, [after, yellowAfterShare, new Date(nowMs)],
    )
    adopted += rows[0].cases
    if (rows[0].cases < LOT) return adopted
    after = Number(rows[0].last)
  }
}
