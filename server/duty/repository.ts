import { DEFAULT_FIELD_POLICY, type FieldPolicy } from '../contract/api/field.ts'
import type { ShiftPattern } from '../contract/api/duty.ts'
import type { Queryable } from '../db/database.ts'
import { readSetting, writeSetting } from '../db/setting.ts'

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
  return { ...DEFAULT_FIELD_POLICY, ...(await readSetting<Partial<FieldPolicy>>(database, 'field')) }
}

/** Sets the policy. */
export async function writePolicy(transaction: Queryable, policy: FieldPolicy): Promise<void> {
  await writeSetting(transaction, 'field', policy)
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

/** Makes a pattern, or makes it another one. */
export async function putPattern(transaction: Queryable, { code, name, nameEn, spans }: ShiftPattern): Promise<void> {
  await transaction.query(
    `insert into shift_patterns (code, name, name_en, spans) values ($1, $2, $3, $4::jsonb)
     on conflict (code) do update set name = excluded.name, name_en = excluded.name_en, spans = excluded.spans`,
    [code, name, nameEn, JSON.stringify(spans)],
  )
}

/** Deletes a pattern: 'unknown' where there is none, 'in-use' where a worker has it. */
export async function deletePattern(transaction: Queryable, code: string): Promise<'deleted' | 'unknown' | 'in-use'> {
  const { rows } = await transaction.query<{ used: boolean }>(
    `select exists (select from workers where shift_pattern = code) as used
       from shift_patterns where code = $1 for update`,
    [code],
  )
  if (rows.length === 0) return 'unknown'
  if (rows[0].used) return 'in-use'
  await transaction.query('delete from shift_patterns where code = $1', [code])
  return 'deleted'
}

/** Which workers: those named, or those of an area and a kind of employment; of both only those in the scope. */
export interface WorkersMeant {
  scopeCode: string
  ids?: readonly number[] | undefined
  area?: string | undefined
  employment?: 'full' | 'part' | undefined
}

/** Gives workers a pattern, or none, and answers who was meant. The pattern must be there. */
export async function assignPattern(
  transaction: Queryable, code: string | null, { scopeCode, ids, area = '', employment }: WorkersMeant,
): Promise<number[]> {
  const { rows } = await transaction.query<{ id: number }>(
    `update workers set shift_pattern = $1
      where area_code like $2 || '%' and area_code like $3 || '%' and ($4::int[] is null or id = any($4::int[]))
        and ($5::text is null or employment = $5)
     returning id`,
    [code, scopeCode, area, ids ?? null, employment ?? null],
  )
  return rows.map(({ id }) => id)
}

/** The pattern of a worker, null for one who is always on duty. */
export async function readPatternOf(database: Queryable, workerId: number): Promise<ShiftPattern | null> {
  const { rows } = await database.query<ShiftPattern>(
    `select code, shift_patterns.name, shift_patterns.name_en as "nameEn", spans
       from workers join shift_patterns on code = shift_pattern where workers.id = $1`,
    [workerId],
  )
  return rows[0] ?? null
}
