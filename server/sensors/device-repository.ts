import type { DeviceEntry, DevicePage, DevicesQuery } from '../contract/api/sensors.ts'
import type { Queryable } from '../db/database.ts'
import type { DeviceState } from './evaluate-rules.ts'

interface DeviceRow {
  id: number
  key: string
  kind: string
  name: string
  name_en: string
  area_code: string
  lng: number
  lat: number
  retired: boolean
  registered_at: Date
  heard_at: Date | null
  silent_since: Date | null
  alarms: number
  values: DeviceState['values'] | null
  rules: DeviceState['rules'] | null
}

const COLUMNS = `
  id, key, kind, name, name_en, area_code, st_x(point) as lng, st_y(point) as lat, retired, registered_at, heard_at,
  silent_since, (select count(*)::int from alarms where device_id = devices.id and not cleared) as alarms, values, rules`
const TABLES = 'devices left join device_states on device_id = id'

function entryOf(row: DeviceRow): DeviceEntry {
  return {
    id: row.id,
    key: row.key,
    kind: row.kind,
    name: row.name,
    nameEn: row.name_en,
    areaCode: row.area_code,
    lng: row.lng,
    lat: row.lat,
    retired: row.retired,
    registeredAt: row.registered_at.toISOString(),
    heardAt: row.heard_at?.toISOString() ?? null,
    silentSince: row.silent_since?.toISOString() ?? null,
    alarms: row.alarms,
  }
}

const CONDITIONS: Record<NonNullable<DevicesQuery['state']>, string> = {
  heard: 'not retired and heard_at is not null and silent_since is null',
  silent: 'not retired and silent_since is not null',
  unheard: 'not retired and heard_at is null',
  alarm: 'exists (select from alarms where device_id = devices.id and not cleared)',
  retired: 'retired',
}

/** One page of the devices of a scope that a query lets through, by id. */
export async function listDevices(
  database: Queryable, { kind, area, text, state, after = 0, limit = 100 }: DevicesQuery, scopeCode: string,
): Promise<DevicePage> {
  const { rows } = await database.query<DeviceRow>(
    `select ${COLUMNS} from ${TABLES}
      where id > $1 and area_code like $2 || '%' and area_code like $3 || '%' and ($4::text is null or kind = $4)
        and ($5::text is null or position(lower($5) in lower(key || ' ' || name || ' ' || name_en)) > 0)
        and ${state === undefined ? 'not retired' : CONDITIONS[state]}
      order by id limit $6`,
    [after, scopeCode, area ?? '', kind ?? null, text ?? null, limit + 1],
  )
  const devices = rows.slice(0, limit).map(entryOf)
  return { devices, nextAfter: rows.length > limit ? devices.at(-1)!.id : null }
}

/** A device of the scope with what is known of it, or null. */
export async function findDevice(
  database: Queryable, id: number, scopeCode: string,
): Promise<{ entry: DeviceEntry; values: DeviceState['values']; rules: DeviceState['rules'] } | null> {
  const { rows } = await database.query<DeviceRow>(
    `select ${COLUMNS} from ${TABLES} where id = $1 and area_code like $2 || '%'`,
    [id, scopeCode],
  )
  const row = rows[0]
  return row === undefined ? null : { entry: entryOf(row), values: row.values ?? {}, rules: row.rules ?? {} }
}

/** What is written of a device. */
export interface DeviceFields {
  key: string
  kind: string
  name: string
  nameEn: string
  lng: number
  lat: number
  areaCode: string
  retired: boolean
}

/** Writes a new device and answers its id, or null where the key is taken. */
export async function insertDevice(transaction: Queryable, fields: DeviceFields): Promise<number | null> {
  // ids are given by hand: whoever else adds a device, an import for instance, waits
  await transaction.query('lock table devices in share row exclusive mode')
  const { rows } = await transaction.query<{ id: number }>(
    `insert into devices (id, key, kind, name, name_en, area_code, retired, point)
     select coalesce(max(id), 0) + 1, $1, $2, $3, $4, $5, $6, st_setsrid(st_makepoint($7, $8), 4326) from devices
     on conflict (key) do nothing returning id`,
    columnsOf(fields),
  )
  return rows[0]?.id ?? null
}

/** Writes a device anew; false where the key is another's. A device of another kind starts with a clean state: its
 * values and rules are those of other measures. */
export async function updateDevice(transaction: Queryable, id: number, fields: DeviceFields): Promise<boolean> {
  const taken = await transaction.query('select from devices where key = $1 and id <> $2', [fields.key, id])
  if (taken.rows.length > 0) return false
  await transaction.query(
    `update device_states set values = '{}', rules = '{}', recorded_at = null
       from devices where device_id = $1 and id = $1 and kind <> $2`,
    [id, fields.kind],
  )
  await transaction.query(
    `update devices set key = $1, kind = $2, name = $3, name_en = $4, area_code = $5, retired = $6,
            point = st_setsrid(st_makepoint($7, $8), 4326)
      where id = $9`,
    [...columnsOf(fields), id],
  )
  return true
}

function columnsOf({ key, kind, name, nameEn, areaCode, retired, lng, lat }: DeviceFields): unknown[] {
  return [key, kind, name, nameEn, areaCode, retired, lng, lat]
}

/** Deletes a device with its readings, whose id the next one may be given; false where alarms are kept of it. */
export async function deleteDevice(transaction: Queryable, id: number): Promise<boolean> {
  const { rows } = await transaction.query('select from alarms where device_id = $1 limit 1', [id])
  if (rows.length > 0) return false
  await transaction.query('delete from readings where device_id = $1', [id])
  await transaction.query('delete from devices where id = $1', [id])
  return true
}
