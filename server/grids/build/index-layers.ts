import type { MultiPolygon } from 'geojson'
import type { Grid } from '../../../geodata/city/city.ts'
import type { GridLayer } from '../../contract/api/grids.ts'
import { buildLayerIndex, type LayerIndex } from '../index/layer-index.ts'

/** The geometry of a version, indexed. */
export interface IndexedLayers {
  readonly layers: Readonly<Record<GridLayer, LayerIndex>>
  /** The districts, where a point outside all grids finds its desk: district k has the id k + 1. */
  readonly districts: LayerIndex
}

/**
 * Indexes the geometry of a version, which is what takes time. Imports little, since a thread that does it is started
 * for each version. Throws a RangeError that names the grid for a boundary that is none.
 */
export function indexLayers(
  grids: readonly Pick<Grid, 'id' | 'layer' | 'boundary'>[],
  districts: readonly MultiPolygon[],
): IndexedLayers {
  const indexLayer = (layer: GridLayer): LayerIndex => buildLayerIndex(grids.filter((grid) => grid.layer === layer))
  return {
    layers: { community: indexLayer('community'), street: indexLayer('street'), exclusive: indexLayer('exclusive') },
    districts: buildLayerIndex(districts.map((boundary, k) => ({ id: k + 1, boundary }))),
  }
}
