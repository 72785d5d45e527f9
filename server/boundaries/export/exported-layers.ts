import type { ShapeKind } from '../../../geodata/export/shp-record.ts'
import type { ImportLayer } from '../../contract/api/imports.ts'

/** Where the rows of one layer are in the database, and what a file of them has. */
export interface ExportedLayer {
  layer: ImportLayer
  /** undefined: a table without places. */
  kind?: ShapeKind
  /** Columns of the file, which an import knows by these names, and what they are in SQL. */
  columns: Readonly<Record<string, string>>
  /** Geometry. */
  shape?: string
  from: string
  /** May use $3, the version. */
  where?: string
  /** By which the rows are sorted and read in pieces. */
  key: { column: string; type: 'int' | 'text' }
}

const NAMES = { name: 'x.name', name_en: 'x.name_en' }
const BY_ID = { column: 'x.id', type: 'int' } as const
const BY_CODE = { column: 'x.code', type: 'text' } as const

const grids = (layer: 'community' | 'street' | 'exclusive'): ExportedLayer => ({
  layer,
  kind: 'polygon',
  columns: { code: 'x.code', ...NAMES, area_code: 'x.area_code', unit_kind: 'u.kind' },
  shape: 'x.boundary',
  from: 'grids x left join units u on u.id = x.unit_id',
  where: `x.version_id = $3 and x.layer = '${layer}'`,
  key: BY_ID,
})

/** What is exported, in the order in which an import applies it. */
export const EXPORTED_LAYERS: readonly ExportedLayer[] = [
  {
    layer: 'areas',
    kind: 'polygon',
    columns: { code: 'x.code', ...NAMES, level: 'x.level', parent: 'x.parent_code' },
    shape: 'x.boundary',
    from: 'version_areas x',
    where: 'x.version_id = $3',
    key: BY_CODE,
  },
  {
    layer: 'units',
    columns: { kind: 'x.kind', ...NAMES, area_code: 'x.area_code' },
    from: 'units x',
    key: BY_ID,
  },
  grids('community'),
  grids('street'),
  grids('exclusive'),
  {
    layer: 'categories',
    columns: {
      code: 'x.code', ...NAMES, parent_code: 'x.parent_code', level: 'x.level', unit_kind: 'x.unit_kind',
      layer: 'x.layer', urgent: 'x.urgent', limit_hours: 'x.limit_hours',
    },
    from: 'categories x',
    key: BY_CODE,
  },
  {
    layer: 'workers',
    columns: {
      number: 'x.number', ...NAMES, phone: 'x.phone', employment: 'x.employment', device_key: 'x.device_key',
      grid_code: 'g.code',
    },
    from: 'workers x join grids g on g.id = x.grid_id',
    key: BY_ID,
  },
  {
    layer: 'cameras',
    kind: 'point',
    columns: { code: 'coalesce(x.code, x.id::text)', ...NAMES, source: 'x.source' },
    shape: 'x.point',
    from: 'cameras x',
    key: BY_ID,
  },
  {
    layer: 'devices',
    kind: 'point',
    columns: { key: 'x.key', kind: 'x.kind', ...NAMES },
    shape: 'x.point',
    from: 'devices x',
    key: BY_ID,
  },
  {
    layer: 'components',
    kind: 'point',
    columns: { code: 'x.code', category: 'x.category_code', ...NAMES, unit_kind: 'u.kind' },
    shape: 'x.point',
    from: 'components x left join units u on u.id = x.unit_id',
    key: BY_ID,
  },
]
