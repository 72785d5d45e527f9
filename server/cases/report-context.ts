import type { FastifyInstance } from 'fastify'
import { locate } from '../grids/locate.ts'
import { createCityTime } from '../org/city-time.ts'
import type { ReportContext } from './report-case.ts'

/** The city and its grids of one version, for the length of one request. */
export function reportContext(
  { database, city, config, grids }: Pick<FastifyInstance, 'database' | 'city' | 'config' | 'grids'>,
): ReportContext {
  const index = grids.current()
  return { database, city, cityTime: createCityTime(config.timeZone), locate: (lng, lat) => locate(index, lng, lat) }
}
