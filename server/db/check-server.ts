import type pg from 'pg'
import { StartError } from '../start/start-error.ts'

const oldestPostgres = 15
const oldestPostgis = [3, 3] as const

export interface Versions {
  postgresVersion: string
  postgisVersion: string
}

/** As the server says it: number 150009, version '15.9 (Debian 15.9-0)', postgis null where there is none. */
interface RawVersions {
  number: string
  version: string
  postgis: string | null
}

/**
 * Connects once and says which versions answer. Throws StartError if they will not do; other errors (no answer, wrong
 * password) pass unchanged.
 */
export async function checkServer(pool: pg.Pool): Promise<Versions> {
  const { rows } = await pool.query<RawVersions>(`
    select current_setting('server_version_num') as number, current_setting('server_version') as version,
      (select coalesce(installed_version, default_version) from pg_available_extensions where name = 'postgis') as postgis
  `)
  return checkVersions(rows[0]!)
}

/** The versions without what distributions add. Throws StartError if PostgreSQL is older than 15 or PostGIS than 3.3. */
export function checkVersions({ number, version, postgis }: RawVersions): Versions {
  const postgresVersion = version.split(' ')[0]!

  if (Number(number) < oldestPostgres * 10_000) {
    throw new StartError(
      `The database server is PostgreSQL ${postgresVersion}; ${oldestPostgres} or newer is needed`,
      'Upgrade it, or start without DATABASE_URL to use the embedded database',
    )
  }
  if (!postgis) {
    throw new StartError(
      `The database server (PostgreSQL ${postgresVersion}) has no PostGIS`,
      `Install it there, for example: apt install postgresql-${postgresVersion.split('.')[0]}-postgis-3, ` +
        'or start without DATABASE_URL to use the embedded database',
    )
  }
  const [major = 0, minor = 0] = postgis.split('.').map(Number)
  if (major < oldestPostgis[0] || (major === oldestPostgis[0] && minor < oldestPostgis[1])) {
    throw new StartError(
      `The database has PostGIS ${postgis}; ${oldestPostgis.join('.')} or newer is needed`,
      'Upgrade it (then: alter extension postgis update), or start without DATABASE_URL',
    )
  }
  return { postgresVersion, postgisVersion: postgis }
}
