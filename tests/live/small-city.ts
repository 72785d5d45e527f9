import type { Queryable } from '../../server/db/database.ts'

/**
 * The smallest city with something to tell apart: two districts side by side (990101 west of 116.1°, 990102 east),
 * each down to one community grid (1 and 2), workers 1 and 2 in the west, 3 in the east, one unit and one category.
 */
export async function insertSmallCity(database: Queryable): Promise<void> {
  const west = 'multipolygon(((116.0 40.0, 116.1 40.0, 116.1 40.1, 116.0 40.1, 116.0 40.0)))'
  const east = 'multipolygon(((116.1 40.0, 116.2 40.0, 116.2 40.1, 116.1 40.1, 116.1 40.0)))'
  const both = 'multipolygon(((116.0 40.0, 116.2 40.0, 116.2 40.1, 116.0 40.1, 116.0 40.0)))'
  const areas = [
    ['9901', 'city', null, both],
    ['990101', 'district', '9901', west],
    ['990102', 'district', '9901', east],
    ['990101001', 'street', '990101', west],
    ['990102001', 'street', '990102', east],
    ['990101001001', 'community', '990101001', west],
    ['990102001001', 'community', '990102001', east],
  ]
  for (const [code, level, parent, boundary] of areas) {
    await database.query(
      `insert into areas (code, level, name, name_en, parent_code, boundary)
       values ($1, $2, $1, $1, $3, st_geomfromtext($4, 4326))`,
      [code, level, parent, boundary],
    )
  }
  await database.query(
    `insert into settings (key, value) values ('city', $1)`,
    [JSON.stringify({
      seed: 1, name: '小城', nameEn: 'Small City', code: '9901', simulated: true, bounds: [116, 40, 116.2, 40.1],
      centre: [116.1, 40.05], grids: 2, workers: 3, cases: 0,
    })],
  )
  await database.query(`
    insert into grid_versions (id, note) values (1, 'first');
    insert into version_periods (version_id, valid_from, switched_by) values (1, '2026-01-01', 'test');
    insert into version_areas (version_id, code, level, name, name_en, parent_code, boundary)
      select 1, code, level, name, name_en, parent_code, boundary from areas`)
  await database.query(
    `insert into grids (id, version_id, layer, code, name, name_en, area_code, boundary) values
       (1, 1, 'community', '990101001001001', '西一格', 'West 1', '990101001001', st_geomfromtext($1, 4326)),
       (2, 1, 'community', '990102001001001', '东一格', 'East 1', '990102001001', st_geomfromtext($2, 4326))`,
    [west, east],
  )
  await database.query(
    `insert into workers (id, number, name, name_en, employment, phone, device_key, grid_id, area_code) values
       (11, 'W011', '张三', 'Zhang San', 'full', '000', 'phone-1', 1, '990101001001'),
       (12, 'W012', '李四', 'Li Si', 'part', '000', 'phone-2', 1, '990101001001'),
       (13, 'W013', '王五', 'Wang Wu', 'full', '000', 'phone-3', 2, '990102001001')`,
  )
  await database.query(`insert into units (id, kind, name, name_en, area_code) values (1, 'city', '城管', 'City', '9901')`)
  await database.query(
    `insert into categories (code, level, name, name_en, unit_kind, layer, limit_hours)
     values ('c1', 3, '井盖', 'Manhole', 'city', 'community', 24)`,
  )
}
