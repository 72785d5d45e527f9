import { DEFAULT_FIELD_POLICY, type FieldPolicy } from '../contract/api/field.ts'
import type { ShiftPattern } from '../contract/api/duty.ts'
import type { Queryable } from '../db/database.ts'

/** One worker's exception from his pattern, from ≤ t < to. */
export interface DutyException {
  workerId: number
  fromMs: number
  toMs: number
  onDuty: boolean
}

/** All that says who is on duty when. */
export interface DutyFacts {
  patterns: ShiftPattern[]
  /** The pattern's code by worker; who is missing is always on duty. */
  patternOf: Map<number, string>
  /** In the order in which they were made. */
  exceptions: DutyException[]
}

/** The policy that is set, with defaults for what is not. */
export async function readPolicy(database: Queryable): Promise<FieldPolicy> {
  const { rows } = await database.query<{ value: Partial<FieldPolicy> }>(
    `select value from settings where key = 'field'`,
  )
  return { ...DEFAULT_FIELD_POLICY, ...rows[0]?.value }
}

/** Sets the policy. */
export async function writePolicy(transaction: Queryable, policy: FieldPolicy): Promise<void> {
  await transaction.query(
    `insert into settings (key, value) values ('field', $1::jsonb) on conflict (key) do update set value = excluded.value`,
    [JSON.stringify(policy)],
  )
}

/** Counts one more change of policy, patterns or exceptions, by which other processes notice. */
export async function countDutyChange(transaction: Queryable): Promise<void> {
  await transaction.query(
    `insert into settings as s (key, value) values ('duty-changes', '1')
     on conflict (key) do update set value = to_jsonb((s.value #>> '{}')::bigint + 1)`,
  )
}

/** How many changes were counted. */
export async function readDutyChanges(database: Queryable): Promise<number> {
  const { rows } = await database.query<{ value: number }>(`select value from settings where key = 'duty-changes'`)
  return rows[0]?.value ?? 0
}

/** The patterns, by code. */
export async function readPatterns(database: Queryable): Promise<ShiftPattern[]> {
  const { rows } = await database.query<ShiftPattern>(
    `select code, name, name_en as "nameEn", spans from shift_patterns order by code`,
  )
  return rows
}

/** Patterns, who has which, and exceptions that end after `sinceMs`. */
export async function readDutyFacts(database: Queryable, sinceMs: number): Promise<DutyFacts> {
  const patterns = await readPatterns(database)
  const workers = await database.query<{ id: number; code: string }>(
    'select id, shift_pattern as code from workers where shift_pattern is not null',
  )
  const exceptions = await database.query<{ worker_id: number; from_at: Date; to_at: Date; on_duty: boolean }>(
    'select worker_id, from_at, to_at, on_duty from duty_exceptions where to_at > $1 order by id',
    [new Date(sinceMs)],
  )
  return {
    patterns,
    patternOf: new Map(workers.rows.map(({ id, code }) => [id, code])),
    exceptions: exceptions.rows.map((row) => ({
      workerId: row.worker_id, fromMs: row.from_at.getTime(), toMs: row.to_at.getTime(), onDuty: row.on_duty,
    })),
  }
}
