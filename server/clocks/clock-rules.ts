import type { CalendarYear, ClockSettings, LimitRule, LimitSet, SupervisionRule } from '../contract/api/clocks.ts'
import type { Queryable } from '../db/database.ts'
import type { CityTime } from '../org/city-time.ts'
import { readCalendar, readClockSettings } from './calendar-repository.ts'
import type { ClockRate } from './case-clock.ts'
import { readLimitRules, readLimitSets, readSupervisionRules } from './rule-repository.ts'
import { createWorkingCalendar } from './working-calendar.ts'

/** Everything that limits go by, as it is now. */
export interface ClockRules {
  rate: ClockRate
  settings: ClockSettings
  years: CalendarYear[]
  sets: LimitSet[]
  /** Of all sets, and of those that are switched on. */
  rules: LimitRule[]
  inForce: LimitRule[]
  supervision: SupervisionRule[]
}

/** Reads everything that limits go by. */
export async function readClockRules(database: Queryable, time: CityTime): Promise<ClockRules> {
  const settings = await readClockSettings(database)
  const { years, days } = await readCalendar(database)
  const sets = await readLimitSets(database)
  const rules = await readLimitRules(database)
  const supervision = await readSupervisionRules(database)
  const on = new Set(sets.filter(({ enabled }) => enabled).map(({ code }) => code))
  const calendar = createWorkingCalendar(time, years.map(({ year }) => year), days, settings.officeHours)
  return {
    rate: { calendar, yellowAfterShare: settings.yellowAfterShare },
    settings, sets, rules, supervision,
    years: years.map(({ year, source }) =>
      ({ year, known: true, source, days: days.filter(({ date }) => Number(date.slice(0, 4)) === year) })),
    inForce: rules.filter(({ setCode }) => on.has(setCode)),
  }
}
