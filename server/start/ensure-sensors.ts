import type { City } from '../../geodata/city/city.ts'
import { DEVICE_KINDS } from '../../geodata/city/things/device-kinds.ts'
import { columnsOf } from '../db/bulk-load.ts'
import type { Database, Queryable } from '../db/database.ts'
import { loadKinds } from '../sensors/load-kinds.ts'

/**
 * Gives a simulated city that an earlier release made what its sensors lack: definitions where a kind of the demo has
 * none at all, the kinds that came later, and their devices, which `cityOf` has. Whatever an administrator has written
 * stays. Cities that were imported are left alone: what their devices send nobody here can know.
 */
export async function ensureDemoSensors(database: Database, cityOf: () => City): Promise<void> {
  // together: kinds that are there without their devices would never get them
  await database.transaction((transaction) => ensureWithin(transaction, cityOf))
}

async function ensureWithin(database: Queryable, cityOf: () => City): Promise<void> {
  await database.query(
    `update device_kinds set definition = given.definition
       from unnest($1::text[], $2::jsonb[]) as given (kind, definition)
      where device_kinds.kind = given.kind and device_kinds.definition = '{}'`,
    [DEVICE_KINDS.map(({ kind }) => kind), DEVICE_KINDS.map(({ definition }) => JSON.stringify(definition))],
  )
  const added = await loadKinds(database, DEVICE_KINDS)
  if (added.length === 0) return
  const devices = cityOf().devices.filter(({ kind }) => added.includes(kind))
  await database.query(
    `insert into devices (id, key, kind, name, name_en, area_code, point)
     select (select coalesce(max(id), 0) from devices) + row_number() over (order by key), key, kind, name, name_en,
            area_code, st_setsrid(st_makepoint(lng, lat), 4326)
       from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::float8[], $7::float8[])
         as t (key, kind, name, name_en, area_code, lng, lat)
      where area_code in (select code from areas)
     on conflict do nothing`,
    [
      ...columnsOf(devices, ['key', 'kind', 'name', 'nameEn', 'areaCode']),
      devices.map(({ point }) => point[0]),
      devices.map(({ point }) => point[1]),
    ],
  )
}
