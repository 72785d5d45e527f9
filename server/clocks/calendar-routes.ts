import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { writeAudit } from '../auth/audit.ts'
import { actorOf } from '../auth/identity.ts'
import { wholeCityOnly } from '../auth/whole-city-only.ts'
import { type CalendarYear, CalendarYearBody, ClockSettings, type ClockStatus } from '../contract/api/clocks.ts'
import { badInput, notFound } from '../errors.ts'
import { deleteYear, putYear, writeClockSettings } from './calendar-repository.ts'
import { readOfficeHours } from './working-calendar.ts'

const YearParams = Type.Object({ year: Type.Integer({ minimum: 2000, maximum: 2100 }) })

/** The calendar of work and the settings of limits: people read them, administrators of the whole city set them. */
export const calendarRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { clocks, database } = app
  const people = { config: { allow: ['admin', 'duty', 'leader', 'unit', 'worker'] as const } }
  const byCityAdmin = { config: { allow: ['admin'] as const }, preHandler: wholeCityOnly(app) }
  const yearOf = (year: number): CalendarYear =>
    clocks.rules().years.find((known) => known.year === year) ?? { year, known: false, source: '', days: [] }

  app.get('/api/calendar', people, async (): Promise<CalendarYear[]> => clocks.rules().years)

  app.get(
    '/api/calendar/:year', { ...people, schema: { params: YearParams } },
    async ({ params: { year } }): Promise<CalendarYear> => yearOf(year),
  )

  app.put(
    '/api/calendar/:year',
    { ...byCityAdmin, schema: { params: YearParams, body: CalendarYearBody } },
    async ({ params: { year }, body, identity }): Promise<CalendarYear> => {
      checkDays(year, body)
      const actor = actorOf(identity)
      const source = body.source ?? (body.papers?.join(' ') || actor)
      await database.transaction(async (transaction) => {
        await putYear(transaction, { year, source }, body.days, actor)
        await writeAudit(transaction, actor, 'put-calendar', `calendar:${year}`, { source, days: body.days.length })
      })
      await clocks.reload()
      return yearOf(year)
    },
  )

  app.delete(
    '/api/calendar/:year',
    { ...byCityAdmin, schema: { params: YearParams } },
    async ({ params: { year }, identity }, reply) => {
      await database.transaction(async (transaction) => {
        if (!(await deleteYear(transaction, year))) throw notFound('calendar', year)
        await writeAudit(transaction, actorOf(identity), 'delete-calendar', `calendar:${year}`)
      })
      await clocks.reload()
      return reply.code(204).send()
    },
  )

  app.get('/api/clocks/settings', people, async (): Promise<ClockSettings> => clocks.rules().settings)

  app.put(
    '/api/clocks/settings',
    { ...byCityAdmin, schema: { body: ClockSettings } },
    async ({ body, identity }): Promise<ClockSettings> => {
      try {
        readOfficeHours(body.officeHours)
      } catch (error) {
        if (!(error instanceof RangeError)) throw error
        throw badInput('officeHours', body.officeHours, 'spans in order, each from an earlier to a later time')
      }
      await database.transaction(async (transaction) => {
        await writeClockSettings(transaction, body)
        await writeAudit(transaction, actorOf(identity), 'put-clock-settings', 'settings:clocks', body)
      })
      await clocks.reload()
      return clocks.rules().settings
    },
  )

  app.get('/api/clocks/status', people, async (): Promise<ClockStatus> => ({ fallbackYears: clocks.fallbackYears() }))
}

function checkDays(year: number, { year: named, days }: CalendarYearBody): void {
  if (named !== undefined && named !== year) throw badInput('year', named, `${year}, as the address says`)
  const seen = new Set<string>()
  days.forEach(({ date }, index) => {
    if (Number(date.slice(0, 4)) !== year) throw badInput(`days.${index}.date`, date, `a day of ${year}`)
    if (seen.has(date)) throw badInput(`days.${index}.date`, date, 'each day once')
    seen.add(date)
  })
}
