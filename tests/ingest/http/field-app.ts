import type { Database } from '../../../server/db/database.ts'
import { openTestDatabase } from '../../support/database.ts'
import { type LiveApp, startLiveApp } from '../../live/live-app.ts'
import { insertSmallCity } from '../../live/small-city.ts'

interface StoredRow {
  worker_id: number
  lng: number
  lat: number
  protocol: string
  speed_mps: number | null
}

interface QuarantinedRow {
  protocol: string
  device_key: string
  reason: string
  record: string
}

/** The app over the small city, in which worker 11 also carries OwnTracks as zhang/phone and a terminal. */
export interface FieldApp extends LiveApp {
  database: Database
  token: string
  /** What the database holds, in the order of time. */
  stored(): Promise<StoredRow[]>
  quarantined(): Promise<QuarantinedRow[]>
  empty(): Promise<unknown>
}

export async function startFieldApp(): Promise<FieldApp> {
  const database = await openTestDatabase()
  await insertSmallCity(database)
  await database.query(
    `insert into trackers (key, worker_id, kind, speed_unit) values
       ('zhang/phone', 11, 'phone', 'knots'), ('13912345678', 11, 'box', 'knots'), ('osmand-app', 11, 'phone', 'kmh')`,
  )
  const live = await startLiveApp(database)
  return {
    ...live,
    database,
    token: await live.deviceToken(),
    stored: async () =>
      (await database.query<StoredRow>(
        `select worker_id, round(st_x(point)::numeric, 6)::float as lng, round(st_y(point)::numeric, 6)::float as lat,
                protocol, speed_mps from positions order by recorded_at, worker_id`,
      )).rows,
    quarantined: async () =>
      (await database.query<QuarantinedRow>(
        'select protocol, device_key, reason, record from quarantined_records order by id',
      )).rows,
    empty: () => database.query('truncate positions, quarantined_records'),
    async close() {
      await live.close()
      await database.close()
    },
  }
}
