import type { Feature, Geometry } from 'geojson'
import type { City } from '../../../geodata/city/city.ts'
import { kindOf, type ShapeKind } from '../../../geodata/export/shp-record.ts'
import type { Queryable } from '../../db/database.ts'
import type { ExportedLayer } from './exported-layers.ts'
import { type ExportedRow, readRows } from './read-rows.ts'

export const GROUND_LAYERS = ['roads', 'buildings', 'water', 'parks', 'railways', 'places'] as const
export type GroundLayer = (typeof GROUND_LAYERS)[number]

/** The kinds of geometry that a layer of the ground can have: a Shapefile holds one of them. */
const KINDS: Readonly<Record<GroundLayer, readonly ShapeKind[]>> = {
  roads: ['line'],
  buildings: ['polygon'],
  water: ['polygon', 'line'],
  parks: ['polygon'],
  railways: ['line'],
  places: ['point'],
}

const DIMENSIONS: Readonly<Record<ShapeKind, number>> = { point: 0, line: 1, polygon: 2 }

/** One kind of geometry of a layer of the ground: imported, else of the simulated city. */
export interface GroundPart {
  layer: GroundLayer
  kind: ShapeKind
  rows(): AsyncIterable<ExportedRow> | Iterable<ExportedRow>
}

/** What there is of the ground, each part with at least one row. */
export async function groundParts(database: Queryable, simulated: City | undefined): Promise<GroundPart[]> {
  const parts: GroundPart[] = []
  for (const layer of GROUND_LAYERS) {
    const { rows } = await database.query<{ dimension: number }>(
      'select distinct st_dimension(shape) as dimension from base_features where layer = $1', [layer],
    )
    const generated = rows.length === 0 ? (simulated?.base[layer].features ?? []) : []
    for (const kind of KINDS[layer]) {
      const own = generated.filter(({ geometry }) => kindOf(geometry) === kind)
      if (own.length > 0) parts.push({ layer, kind, rows: () => own.map(rowOfFeature) })
      if (rows.some(({ dimension }) => dimension === DIMENSIONS[kind])) {
        parts.push({ layer, kind, rows: () => readRows(database, importedGround(layer, kind), 0) })
      }
    }
  }
  return parts
}

function importedGround(layer: GroundLayer, kind: ShapeKind): ExportedLayer {
  return {
    layer,
    kind,
    columns: { class: 'x.class', name: 'x.name', name_en: 'x.name_en', height: 'x.height_m', bridge: 'x.bridge' },
    shape: 'x.shape',
    from: 'base_features x',
    where: `$3::int is not null and x.layer = '${layer}' and st_dimension(x.shape) = ${DIMENSIONS[kind]}`,
    key: { column: 'x.id', type: 'int' },
  }
}

function rowOfFeature({ properties, geometry }: Feature<Geometry>): ExportedRow {
  const { class: kind, name, name_en: nameEn, height = null, bridge = false } = properties ?? {}
  return { values: { class: kind, name, name_en: nameEn, height, bridge }, geometry }
}
