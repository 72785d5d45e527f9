import type { Queryable } from '../../server/db/database.ts'
import { DESK_KIND, STREET_OFFICE_KIND } from '../../server/cases/unit-for.ts'

const box = (west: number, south: number, east: number, north: number) =>
  `multipolygon(((${west} ${south}, ${east} ${south}, ${east} ${north}, ${west} ${north}, ${west} ${south})))`

const WEST = box(116, 40, 116.1, 40.1)
const EAST = box(116.1, 40, 116.2, 40.1)
const WHOLE = box(116, 40, 116.2, 40.1)

/** Points to report from, by what covers them. */
export const PLACES = {
  /** Community grid 1 and nothing else. */
  west: { lng: 116.03, lat: 40.08 },
  /** Community grid 1 and street grid 4. */
  road: { lng: 116.03, lat: 40.05 },
  /** Community grid 1 and exclusive grid 5, a school. */
  school: { lng: 116.015, lat: 40.015 },
  /** Community grid 2, which has no worker. */
  noWorker: { lng: 116.08, lat: 40.08 },
  /** Community grid 3 of the other district, which has neither street office nor sanitation. */
  east: { lng: 116.15, lat: 40.05 },
  /** Some 850 m west of the city. */
  justOutside: { lng: 115.99, lat: 40.05 },
  /** 85 km west of the city. */
  farOutside: { lng: 115, lat: 40.05 },
} as const

/**
 * A city of two districts with each kind of thing that routing tells apart: community grids 1, 2 (west), 3 (east),
 * street grid 4, exclusive grid 5 with the school as its unit; workers 11 and 12 in grid 1, 13 in grid 3; a category
 * for each layer (M06001 community, M07001 street, M09001 exclusive and urgent); a smoke and a water sensor.
 */
export async function insertCaseCity(database: Queryable): Promise<void> {
  const areas = [
    ['9901', 'city', '小城', 'Small City', null, WHOLE],
    ['990101', 'district', '西区', 'West District', '9901', WEST],
    ['990102', 'district', '东区', 'East District', '9901', EAST],
    ['990101001', 'street', '西街道', 'West Street', '990101', WEST],
    ['990102001', 'street', '东街道', 'East Street', '990102', EAST],
    ['990101001001', 'community', '西社区', 'West Community', '990101001', WEST],
    ['990102001001', 'community', '东社区', 'East Community', '990102001', EAST],
  ]
  for (const area of areas) {
    await database.query(
      `insert into areas (code, level, name, name_en, parent_code, boundary)
       values ($1, $2, $3, $4, $5, st_geomfromtext($6, 4326))`,
      area,
    )
  }
  const setting = {
    seed: 1, name: '小城', nameEn: 'Small City', code: '9901', simulated: true,
    bounds: [116, 40, 116.2, 40.1], centre: [116.1, 40.05], grids: 5, workers: 3, cases: 0,
  }
  await database.query(`insert into settings (key, value) values ('city', $1)`, [JSON.stringify(setting)])
  const units = [
    [1, DESK_KIND, '西区值班席', 'West Desk', '990101'],
    [2, DESK_KIND, '东区值班席', 'East Desk', '990102'],
    [3, STREET_OFFICE_KIND, '西街道办', 'West Street Office', '990101001'],
    [4, 'sanitation', '西区环卫', 'West Sanitation', '990101'],
    [5, 'school', '西小学', 'West School', '990101001'],
    [6, 'road', '市路政', 'City Roads', '9901'],
  ]
  for (const unit of units) {
    await database.query('insert into units (id, kind, name, name_en, area_code) values ($1, $2, $3, $4, $5)', unit)
  }
  await database.query(`
    insert into grid_versions (id, note) values (1, 'first');
    insert into version_periods (version_id, valid_from, switched_by) values (1, '2026-01-01', 'test');
    insert into version_areas (version_id, code, level, name, name_en, parent_code, boundary)
      select 1, code, level, name, name_en, parent_code, boundary from areas`)
  const grids = [
    [1, 'community', '990101001001001', '西一格', 'West 1', '990101001001', null, box(116, 40, 116.05, 40.1)],
    [2, 'community', '990101001001002', '西二格', 'West 2', '990101001001', null, box(116.05, 40, 116.1, 40.1)],
    [3, 'community', '990102001001001', '东一格', 'East 1', '990102001001', null, EAST],
    [4, 'street', '990101001R001', '西大街', 'West Road', '990101001', 6, box(116, 40.04, 116.1, 40.06)],
    [5, 'exclusive', '990101001Xsch1', '西小学', 'West School', '990101001', 5, box(116.01, 40.01, 116.02, 40.02)],
  ]
  for (const grid of grids) {
    await database.query(
      `insert into grids (id, version_id, layer, code, name, name_en, area_code, unit_id, boundary)
       values ($1, 1, $2, $3, $4, $5, $6, $7, st_geomfromtext($8, 4326))`,
      grid,
    )
  }
  await database.query(
    `insert into workers (id, number, name, name_en, employment, phone, device_key, grid_id, area_code) values
       (11, 'W011', '张三', 'Zhang San', 'full', '110', 'phone-1', 1, '990101001001'),
       (12, 'W012', '李四', 'Li Si', 'part', '120', 'phone-2', 1, '990101001001'),
       (13, 'W013', '王五', 'Wang Wu', 'full', '130', 'phone-3', 3, '990102001001')`,
  )
  await database.query(
    `insert into categories (code, parent_code, level, name, name_en, unit_kind, layer, urgent, limit_hours) values
       ('M', null, 1, '事件', 'Matters', 'sanitation', 'community', false, 24),
       ('M06', 'M', 2, '市容', 'Appearance', 'sanitation', 'community', false, 24),
       ('M07', 'M', 2, '道路', 'Roads', 'road', 'street', false, 24),
       ('M09', 'M', 2, '秩序', 'Order', 'school', 'exclusive', false, 24),
       ('M06001', 'M06', 3, '暴露垃圾', 'Litter', 'sanitation', 'community', false, 24),
       ('M06002', 'M06', 3, '乱贴', 'Bills', 'sanitation', 'community', false, 12),
       ('M07001', 'M07', 3, '井盖', 'Manhole', 'road', 'street', false, 6),
       ('M09001', 'M09', 3, '校园安全', 'School Safety', 'school', 'exclusive', true, 2)`,
  )
  await database.query(
    `insert into device_kinds (kind, name, name_en, alarm_type, alarm_name, alarm_name_en, severity) values
       ('smoke', '烟感', 'Smoke sensor', 'smoke', '烟雾报警', 'Smoke', 'major'),
       ('water', '水位', 'Water gauge', 'water-level', '水位超限', 'High water', 'minor')`,
  )
  await database.query(
    `insert into devices (id, key, kind, name, name_en, area_code, point) values
       (21, 'smoke-1', 'smoke', '烟感一', 'Smoke 1', '990101001001', st_setsrid(st_makepoint(116.03, 40.08), 4326)),
       (22, 'water-1', 'water', '水位一', 'Water 1', '990102001001', st_setsrid(st_makepoint(116.15, 40.05), 4326))`,
  )
}
