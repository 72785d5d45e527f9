import { readDutyRules } from '../catalogue/duty-repository.ts'
import { dutyTable, type DutyTable } from '../catalogue/resolve-duty.ts'
import { readChannels } from '../channels/channel-repository.ts'
import type { AreaRecord, CategoryRecord, CityRecord, DeviceKindRecord, UnitRecord } from '../contract/api/city.ts'
import type { Queryable } from '../db/database.ts'

/** What the row 'city' of table settings holds. */
export interface CitySetting {
  seed: number
  name: string
  nameEn: string
  code: string
  simulated: boolean
  bounds: [west: number, south: number, east: number, north: number]
  centre: [lng: number, lat: number]
  grids: number
  workers: number
  cases: number
}

/** The city as it is organised, by key, for everything that has to name or find a part of it. */
export interface CityFacts {
  setting: CitySetting
  record: CityRecord
  /** Of all areas, also those that only older versions of the boundaries had; `record.areas` are those of now. */
  areaByCode: ReadonlyMap<string, AreaRecord>
  unitById: ReadonlyMap<number, UnitRecord>
  unitsByKind: ReadonlyMap<string, UnitRecord[]>
  categoryByCode: ReadonlyMap<string, CategoryRecord>
  /** The rules of the catalogue: who handles what where, since when. */
  duties: DutyTable
}

/** The loaded city's settings row, or undefined where the database holds no city yet. */
export async function readCitySetting(database: Queryable): Promise<CitySetting | undefined> {
  const { rows } = await database.query<{ value: CitySetting }>(`select value from settings where key = 'city'`)
  return rows[0]?.value
}

/** Reads all of it once. Throws where no city is loaded. */
export async function readCityFacts(database: Queryable, timeZone: string): Promise<CityFacts> {
  const setting = await readCitySetting(database)
  if (setting === undefined) throw new Error('The database holds no city.')
  const areas = await database.query<AreaRecord & { retired: boolean }>(
    `select code, level, name, name_en as "nameEn", parent_code as "parentCode", st_x(p) as lng, st_y(p) as lat, retired
       from (select *, st_pointonsurface(boundary) as p from areas) as a order by code`,
  )
  const units = await database.query<UnitRecord>(
    `select id, kind, name, name_en as "nameEn", area_code as "areaCode" from units order by id`,
  )
  const categories = await database.query<CategoryRecord>(
    `select code, parent_code as "parentCode", level, name, name_en as "nameEn", unit_kind as "unitKind", layer,
            urgent, limit_hours as "limitHours" from categories order by level, code`,
  )
  const deviceKinds = await database.query<DeviceKindRecord>(
    `select kind, name, name_en as "nameEn", alarm_type as "alarmType", alarm_name as "alarmName",
            alarm_name_en as "alarmNameEn", severity,
            coalesce((select jsonb_agg(jsonb_build_object(
                               'alarmType', rule -> 'alarmType', 'name', rule -> 'name', 'nameEn', rule -> 'nameEn'))
                        from jsonb_array_elements(definition -> 'rules') as rule), '[]') as rules
       from device_kinds order by kind`,
  )
  const grids = await database.query<{ layer: 'community' | 'street' | 'exclusive'; n: number; version: number }>(
    `select layer, count(*)::int as n, max(version_id) as version from grids
      where version_id = (select id from grid_versions where state = 'in-force') group by layer`,
  )
  const imports = await database.query<{ applied: number }>(
    `select count(*)::int as applied from imports where state = 'applied'`,
  )
  const areaByCode = new Map<string, AreaRecord>()
  const areasNow: AreaRecord[] = []
  for (const { retired, ...area } of areas.rows) {
    areaByCode.set(area.code, area)
    if (!retired) areasNow.push(area)
  }
  const gridCounts = { community: 0, street: 0, exclusive: 0 }
  for (const { layer, n } of grids.rows) gridCounts[layer] = n

  const unitsByKind = new Map<string, UnitRecord[]>()
  for (const unit of units.rows) {
    const siblings = unitsByKind.get(unit.kind)
    if (siblings === undefined) unitsByKind.set(unit.kind, [unit])
    else siblings.push(unit)
  }
  return {
    setting,
    record: {
      name: setting.name,
      nameEn: setting.nameEn,
      code: setting.code,
      simulated: setting.simulated,
      timeZone,
      bounds: setting.bounds,
      centre: setting.centre,
      gridVersionId: grids.rows[0]?.version ?? 0,
      baseRevision: imports.rows[0].applied,
      gridCounts,
      areas: areasNow,
      units: units.rows,
      categories: categories.rows,
      deviceKinds: deviceKinds.rows,
      channels: await readChannels(database),
    },
    areaByCode,
    unitById: new Map(units.rows.map((unit) => [unit.id, unit])),
    unitsByKind,
    categoryByCode: new Map(categories.rows.map((category) => [category.code, category])),
    duties: dutyTable(await readDutyRules(database)),
  }
}
