import { GRID_LAYERS } from '../../contract/api/grids.ts'
import { IMPORT_LAYERS, type ImportLayer, type ImportRecord } from '../../contract/api/imports.ts'
import type { Queryable } from '../../db/database.ts'
import { BOUNDARY_LAYERS } from './build-draft.ts'

type LayerSummary = ImportRecord['summary'][number]
type Counts = Omit<LayerSummary, 'layer'>

/** What a staged row is compared with: a condition that finds it in its table, and one that says it differs. */
interface Comparison {
  table: string
  same: string
  differs: string
}

const named = `(t.name, t.name_en) is distinct from (s.fields ->> 'name', s.fields ->> 'nameEn')`

const COMPARISONS: Partial<Record<ImportLayer, Comparison>> = {
  units: { table: 'units', same: `t.kind = s.fields ->> 'kind' and t.area_code = s.area_code`, differs: named },
  categories: {
    table: 'categories', same: 't.code = s.code',
    differs: `${named} or t.unit_kind is distinct from s.fields ->> 'unitKind'
      or t.limit_hours is distinct from coalesce((s.fields ->> 'limitHours')::float8, t.limit_hours)
      or t.layer is distinct from coalesce(s.fields ->> 'layer', t.layer)
      or t.urgent is distinct from coalesce((s.fields ->> 'urgent')::boolean, t.urgent)`,
  },
  workers: {
    table: 'workers', same: 't.number = s.code',
    differs: `${named} or t.phone is distinct from coalesce(s.fields ->> 'phone', t.phone)
      or (select g.code from grids g where g.id = t.grid_id) is distinct from s.fields ->> 'gridCode'
      or not exists (select from shift_patterns p where t.shift_pattern = p.code
                        and s.fields ->> 'shiftPattern' in (p.code, p.name, p.name_en))
         and exists (select from shift_patterns p where s.fields ->> 'shiftPattern' in (p.code, p.name, p.name_en))`,
  },
  cameras: { table: 'cameras', same: 't.code = s.code', differs: `${named} or not t.point = s.shape` },
  devices: {
    table: 'devices', same: 't.key = s.code',
    differs: `${named} or not t.point = s.shape or t.kind is distinct from s.fields ->> 'kind'`,
  },
  components: {
    table: 'components', same: 't.code = s.code',
    differs: `${named} or not t.point = s.shape or t.category_code is distinct from s.fields ->> 'categoryCode'`,
  },
  // A case that was imported before stays as it is.
  cases: { table: 'cases', same: `t.channel || ' ' || t.external_number = s.code`, differs: 'false' },
}

/** Per layer what applying an import would do, in the order of IMPORT_LAYERS; zeros for one that does not change. */
export async function summarise(
  database: Queryable,
  importId: number,
  layers: ReadonlySet<ImportLayer>,
): Promise<LayerSummary[]> {
  const summary: LayerSummary[] = []
  for (const layer of IMPORT_LAYERS) {
    if (layers.has(layer)) summary.push({ layer, ...(await countLayer(database, importId, layer)) })
  }
  return summary
}

function countLayer(database: Queryable, importId: number, layer: ImportLayer): Promise<Counts> {
  if (BOUNDARY_LAYERS.includes(layer)) return compareBoundaries(database, importId, layer)
  const comparison = COMPARISONS[layer]
  if (comparison === undefined) return countBase(database, importId, layer)
  return compareRows(database, importId, layer, comparison)
}

/** The draft against what is in force, by code. */
async function compareBoundaries(database: Queryable, importId: number, layer: ImportLayer): Promise<Counts> {
  const isGrid = (GRID_LAYERS as readonly string[]).includes(layer)
  const [table, above] = isGrid ? ['grids', 'area_code'] : ['version_areas', 'parent_code']
  const only = isGrid ? 'and layer = $2' : 'and $2::text is not null'
  const { rows } = await database.query<Counts>(
    `with new as (
       select * from ${table} where version_id = (select version_id from imports where id = $1) ${only}
     ), old as (
       select * from ${table} where version_id = (select id from grid_versions where state = 'in-force') ${only}
     )
     select count(*) filter (where old.code is null)::int as added,
            count(*) filter (where new.code is null)::int as removed,
            count(*) filter (where new.code is not null and old.code is not null
              and ((new.name, new.name_en, new.${above}) is distinct from (old.name, old.name_en, old.${above})
                or not new.boundary = old.boundary))::int as changed
       from new full join old on old.code = new.code`,
    [importId, layer],
  )
  return rows[0]
}

async function compareRows(
  database: Queryable,
  importId: number,
  layer: ImportLayer,
  { table, same, differs }: Comparison,
): Promise<Counts> {
  const { rows } = await database.query<Counts>(
    `select count(*) filter (where t.there is null)::int as added, 0 as removed,
            count(*) filter (where t.there and (${differs}))::int as changed
       from staged_records as s left join (select *, true as there from ${table}) as t on ${same}
      where s.import_id = $1 and s.layer = $2 and not s.refused`,
    [importId, layer],
  )
  return rows[0]
}

/** A layer of the ground is replaced whole. */
async function countBase(database: Queryable, importId: number, layer: ImportLayer): Promise<Counts> {
  const { rows } = await database.query<Counts>(
    `select (select count(*) from staged_records where import_id = $1 and layer = $2 and not refused)::int as added,
            (select count(*) from base_features where layer = $2)::int as removed, 0 as changed`,
    [importId, layer],
  )
  return rows[0]
}
