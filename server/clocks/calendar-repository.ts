import { type CalendarDay, type ClockSettings, DEFAULT_CLOCK_SETTINGS } from '../contract/api/clocks.ts'
import type { Queryable } from '../db/database.ts'
import { readSetting, writeSetting } from '../db/setting.ts'

/** A year whose official days are known. */
export interface KnownYear {
  year: number
  source: string
}

/** The years that are known, in order, and their days that differ from the week. */
export async function readCalendar(database: Queryable): Promise<{ years: KnownYear[]; days: CalendarDay[] }> {
  const { rows: years } = await database.query<KnownYear>('select year, source from calendar_years order by year')
  const { rows: days } = await database.query<CalendarDay>(
    `select to_char(day, 'YYYY-MM-DD') as date, name, is_off as "isOffDay" from calendar_days order by day`,
  )
  return { years, days }
}

/** Keeps a year in place of what was known of it. */
export async function putYear(
  transaction: Queryable, { year, source }: KnownYear, days: readonly CalendarDay[], actor: string,
): Promise<void> {
  await transaction.query(
    `insert into calendar_years (year, source, updated_by) values ($1, $2, $3)
     on conflict (year) do update set source = excluded.source, updated_by = excluded.updated_by, updated_at = now()`,
    [year, source, actor],
  )
  await transaction.query('delete from calendar_days where year = $1', [year])
  await transaction.query(
    `insert into calendar_days (day, year, name, is_off)
     select date, $1, name, "isOffDay"
       from jsonb_to_recordset($2::jsonb) as t (date date, name text, "isOffDay" boolean)`,
    [year, JSON.stringify(days)],
  )
}

/** Forgets a year; whether it was known. */
export async function deleteYear(transaction: Queryable, year: number): Promise<boolean> {
  const { rowCount } = await transaction.query('delete from calendar_years where year = $1', [year])
  return rowCount === 1
}

/** The city's settings; what nobody has set is the default. */
export async function readClockSettings(database: Queryable): Promise<ClockSettings> {
  return { ...DEFAULT_CLOCK_SETTINGS, ...(await readSetting<Partial<ClockSettings>>(database, 'clocks')) }
}

/** Keeps settings; clocks that run follow them when they are moved next. */
export async function writeClockSettings(transaction: Queryable, settings: ClockSettings): Promise<void> {
  await writeSetting(transaction, 'clocks', settings)
}
