import type { NewDeviceKindBody } from '../contract/api/sensors.ts'
import { columnsOf } from '../db/bulk-load.ts'
import type { Queryable } from '../db/database.ts'

/** Writes those kinds that are not there yet, and answers their names. */
export async function loadKinds(database: Queryable, kinds: readonly NewDeviceKindBody[]): Promise<string[]> {
  const { rows } = await database.query<{ kind: string }>(
    `insert into device_kinds (kind, name, name_en, alarm_type, alarm_name, alarm_name_en, severity, definition)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::jsonb[])
     on conflict do nothing returning kind`,
    [
      ...columnsOf(kinds, ['kind', 'name', 'nameEn', 'alarmType', 'alarmName', 'alarmNameEn', 'severity']),
      kinds.map(({ definition }) => JSON.stringify(definition)),
    ],
  )
  return rows.map(({ kind }) => kind)
}
