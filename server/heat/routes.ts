import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import {
  HeatFramesQuery,
  HeatQuery,
  HeatTopQuery,
  type HeatCells,
  type HeatFrames,
  type HeatTop,
} from '../contract/api/heat.ts'
import { badInput } from '../errors.ts'
import { locate } from '../grids/locate.ts'
import { createCityTime } from '../org/city-time.ts'
import { countByCell, countByPeriod } from './count-cells.ts'
import { Dictionary } from './dictionary.ts'
import { DomainCache } from './domain-cache.ts'
import { heatFilter } from './heat-question.ts'
import { hotCells } from './hot-cells.ts'
import { calendarEdges, roughStepCount } from './periods.ts'

const MOST_FRAMES = 2000
const DEFAULT_TOP = 10

/** Hot spots of any period and category, counted in memory. */
export const heatRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { heat: cube } = app
  const cityTime = createCityTime(app.config.timeZone)
  const domains = new DomainCache(cube, cityTime)
  const config = { allow: ['admin', 'duty', 'leader', 'wall'] as const }

  app.get('/api/heat/cells', { config, schema: { querystring: HeatQuery } }, async ({ query, identity }) => {
    const { from, to, resolution } = query
    const filter = heatFilter(query, identity.scopeCode, app.city)
    const rows = cube.select(filter)
    const counts = countByCell(cube, rows, resolution)
    const { cells } = cube.levels.at(resolution)
    const filled = [...counts.keys()].filter((number) => counts[number] > 0)
    return {
      resolution,
      n: rows.length,
      from,
      to,
      domain: domains.domainOf(filter, { type: 'equal', lengthMs: filter.toMs - filter.fromMs }, resolution),
      cell: filled.map((number) => cells[number]),
      count: filled.map((number) => counts[number]),
    } satisfies HeatCells
  })

  app.get('/api/heat/frames', { config, schema: { querystring: HeatFramesQuery } }, async ({ query, identity }) => {
    const { resolution, step } = query
    const filter = heatFilter(query, identity.scopeCode, app.city)
    if (roughStepCount(filter.fromMs, filter.toMs, step) > MOST_FRAMES) {
      throw badInput('step', step, `a step that makes at most ${MOST_FRAMES} frames of this period`)
    }
    const edges = calendarEdges(filter.fromMs, filter.toMs, step, cityTime)
    const periods = countByPeriod(cube, cube.select(filter), edges, resolution)
    const { cells } = cube.levels.at(resolution)
    const filled = new Dictionary()
    const frames = periods.map(({ n, cell, count }, index) => ({
      from: new Date(edges[index]).toISOString(),
      to: new Date(edges[index + 1]).toISOString(),
      n,
      index: Array.from(cell, (number) => filled.numberOf(cells[number])),
      count: Array.from(count),
    }))
    const domain = domains.domainOf(filter, { type: 'calendar', step }, resolution)
    return { resolution, step, domain, cell: filled.keys, frames } satisfies HeatFrames
  })

  app.get('/api/heat/top', { config, schema: { querystring: HeatTopQuery } }, async ({ query, identity }) => {
    const filter = heatFilter(query, identity.scopeCode, app.city)
    const index = app.grids.current()
    const { resolution, limit = DEFAULT_TOP } = query
    return hotCells(cube, filter, resolution, limit, (lng, lat) => locate(index, lng, lat)) satisfies HeatTop
  })
}
