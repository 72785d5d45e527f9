import type { City } from '../../geodata/city/city.ts'
import type { Database, Queryable } from '../db/database.ts'
import { monthOf, monthStartMs, shiftMonth } from '../lookback/months.ts'
import type { CityTime } from '../org/city-time.ts'
import { writeDemoDuties } from './demo-duties.ts'
import { writeDemoPlans } from './demo-plans.ts'

/** Row of `settings`: the demo has its practice, so that what an administrator ends or changes is not put back. */
const SETTING = 'demoPractice'

/** By which template the cases of a channel go in the demo; all others by 双派单. */
export const DEMO_TEMPLATES: ReadonlyMap<string, string> = new Map([
  ['12345', 'six-step'], ['110', 'five-step'], ['ai', 'eight-step'],
])
const MONTHS_IN_FORCE = 4

/** Since when the demo city works by these templates. */
export function practiceSinceMs(cityTime: CityTime, nowMs: number): number {
  return monthStartMs(shiftMonth(monthOf(nowMs, cityTime), -MONTHS_IN_FORCE), cityTime)
}

/** Gives a simulated city what administrators would have set: templates of channels, rules of the catalogue, plans. */
export async function writeDemoPractice(
  transaction: Queryable, city: City, cityTime: CityTime, nowMs: number,
): Promise<void> {
  await transaction.query(
    `update channels set template = given.template from unnest($1::text[], $2::text[]) as given (code, template)
      where channels.code = given.code and channels.template is null`,
    [[...DEMO_TEMPLATES.keys()], [...DEMO_TEMPLATES.values()]],
  )
  await writeDemoDuties(transaction, city, cityTime, nowMs)
  await writeDemoPlans(transaction, city, nowMs)
  await transaction.query(`insert into settings (key, value) values ($1, 'true')`, [SETTING])
}

/** The same for a simulated city that an earlier release made, once, where nobody has written rules or plans. */
export async function ensureDemoPractice(
  database: Database, cityOf: () => City, cityTime: CityTime, nowMs: number,
): Promise<void> {
  const { rows } = await database.query<{ wanted: boolean }>(
    `select not exists (select from settings where key = $1) and not exists (select from duty_rules)
            and not exists (select from command_plans) as wanted`,
    [SETTING],
  )
  if (!rows[0].wanted) return
  const city = cityOf()
  await database.transaction((transaction) => writeDemoPractice(transaction, city, cityTime, nowMs))
}
