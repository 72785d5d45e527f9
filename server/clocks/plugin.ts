import fastifyPlugin from 'fastify-plugin'
import type { CaseState } from '../cases/flow/case-state.ts'
import { createCityTime } from '../org/city-time.ts'
import { adoptCases } from './adopt-cases.ts'
import { cardFollower } from './card-follower.ts'
import { clockFollower } from './clock-follower.ts'
import { nextChangeAtMs } from './clock-repository.ts'
import { type ClockRules, readClockRules } from './clock-rules.ts'
import { createClockTimer } from './clock-timer.ts'
import { limitsFor, type StageLimit } from './limit-rules.ts'
import { supervisionFollower } from './supervision-follower.ts'
import { sweepLot } from './sweep-clocks.ts'
import type { WorkingCalendar } from './working-calendar.ts'
import { yearOf, yearsWithoutCalendar } from './working-time.ts'

/** What limits are asked for; those of a plan that is on are for cases that were reported under it. */
export type LimitedCase = Pick<CaseState, 'categoryCode' | 'areaCode'> & { mode?: CaseState['mode'] }

/** The limits of cases: `app.clocks`. */
export interface Clocks {
  /** When work is done, as it is known now. */
  calendar(): WorkingCalendar
  /** Everything that limits go by. */
  rules(): ClockRules
  /** Reads all that again, after some of it has changed. */
  reload(): Promise<void>
  /** The limit of each stage that has one, for such a case and from then. */
  limitsOf(state: LimitedCase, atMs: number): StageLimit[]
  /** Years for which limits guess: the current one, the next in December, and those that clocks were set for. */
  fallbackYears(): number[]
  /** Lets the next sweep look for open cases that have no clock: an import may have brought some. */
  readopt(): void
  /** Changes the colours that have changed by then, and supervises what is late. Answers how many cases it saw. */
  sweep(nowMs: number): Promise<number>
}

declare module 'fastify' {
  interface FastifyInstance {
    clocks: Clocks
  }
}

const DECEMBER = 11

/** Decorates `app.clocks`, lets clocks follow their cases, and wakes when the next one changes. */
export const clocksPlugin = fastifyPlugin(
  async (app) => {
    const { database } = app
    const time = createCityTime(app.config.timeZone)
    let rules = await readClockRules(database, time)
    const guessedYears = new Set<number>()
    let adopted = false

    const fallbackYears = (): number[] => {
      const nowMs = app.now()
      const year = yearOf(time, nowMs)
      const ahead = new Date(time.toLocal(nowMs)).getUTCMonth() === DECEMBER ? [year, year + 1] : [year]
      const asked = new Set([...ahead, ...guessedYears])
      return [...asked].filter((one) => !rules.rate.calendar.hasYear(one)).sort((a, b) => a - b)
    }
    const warned = new Set<number>()
    const warn = (): void => {
      for (const year of fallbackYears()) {
        if (warned.has(year)) continue
        warned.add(year)
        app.log.warn({ year }, 'no official calendar of this year: limits count Monday to Friday as working days')
      }
    }

    const clocks: Clocks = {
      calendar: () => rules.rate.calendar,
      rules: () => rules,
      async reload() {
        rules = await readClockRules(database, time)
        warn()
      },
      limitsOf: ({ categoryCode, areaCode, mode = 'normal' }, atMs) =>
        limitsFor(rules.inForce, rules.rate.calendar, {
          categoryCode, areaCode, atMs, categoryHours: app.city.categoryByCode.get(categoryCode)?.limitHours,
          // cases of every day keep their limits, also where a plan is on
          planHours: mode === 'normal' ? undefined : app.command.activeIn(areaCode)?.limits,
        }),
      fallbackYears,
      readopt() {
        adopted = false
      },
      async sweep(nowMs) {
        if (!adopted) {
          adopted = true
          if ((await adoptCases(database, rules.rate, nowMs)) > 0) await app.rereadOpenCases()
        }
        let looked = 0
        for (;;) {
          const { cases, changes } = await database.transaction((transaction) =>
            sweepLot(transaction, app.cases, rules, nowMs))
          if (changes.length > 0) app.feed.committed()
          looked += cases
          // a lot is so many clocks, and a case may have several of them
          if (cases === 0) return looked
        }
      },
    }
    app.decorate('clocks', clocks)
    warn()

    app.boundaries.onSwitch(clocks.readopt)
    const timer = createClockTimer(app.now, async () => {
      try {
        await clocks.reload()
        await clocks.sweep(app.now())
        return await nextChangeAtMs(database)
      } catch (error) {
        app.log.error({ err: error }, 'limits were not looked at')
        return null
      }
    })
    app.cases.follow(clockFollower({
      rules: () => rules,
      limitsOf: clocks.limitsOf,
      expect: timer.expect,
      guessed(set) {
        const guesses = set.filter(({ calendarFallback }) => calendarFallback)
        if (guesses.length === 0) return
        for (const { startedAtMs, dueAtMs, kind } of guesses) {
          const years = yearsWithoutCalendar(rules.rate.calendar, startedAtMs, dueAtMs, kind)
          for (const year of years) guessedYears.add(year)
        }
        warn()
      },
    }))
    app.cases.follow(supervisionFollower(() => rules.supervision, time))
    app.cases.follow(cardFollower(() => rules.settings.cardLadder))
    // by then everybody who follows cases does
    app.addHook('onReady', async () => timer.start())
    app.addHook('onClose', timer.close)
  },
  { name: 'clocks', dependencies: ['database', 'city', 'boundaries', 'feed', 'heat', 'cases', 'command'] },
)
