import type { FeatureCollection, MultiPolygon } from 'geojson'
import type {
  EditableGrid, EditBody, EditResult, Finding, FindingsPage,
} from '../../../server/contract/api/boundaries.ts'
import type { GridLayer } from '../../../server/contract/api/grids.ts'
import { getJson, postJson } from '../../api/fetch-json.ts'
import { withQuery } from '../../api/query-string.ts'
import type { Box } from './shared-edges/plane.ts'
import { fromGeoJson, type Sheet } from './shared-edges/sheet.ts'

/** The grids of a layer that reach into a box, and the draft's revision. Rejects with ApiError 413 for too many. */
export async function loadGrids(
  versionId: number, layer: GridLayer, [west, south, east, north]: Box, signal: AbortSignal,
): Promise<{ revision: number; grids: Sheet }> {
  const path = withQuery(`/api/boundaries/versions/${versionId}/grids`, { layer, west, south, east, north })
  const { revision, features } =
    await getJson<FeatureCollection<MultiPolygon, EditableGrid> & { revision: number }>(path, signal)
  const grids = features.map(({ properties, geometry }) => ({ ...properties, polygons: fromGeoJson(geometry) }))
  return { revision, grids: new Map(grids.map((grid) => [grid.id, grid])) }
}

/** Saves into the draft. Rejects with ApiError 409 where somebody else has changed it. */
export function saveEdits(versionId: number, body: EditBody): Promise<EditResult> {
  return postJson<EditResult>(`/api/boundaries/versions/${versionId}/edits`, body)
}

/** The first findings of a layer of the draft that are more than notes. */
export async function loadFindings(versionId: number, layer: GridLayer, signal: AbortSignal): Promise<Finding[]> {
  const ask = (severity: string) =>
    getJson<FindingsPage>(
      withQuery(`/api/boundaries/versions/${versionId}/findings`, { layer, severity, limit: 200 }), signal)
  const pages = await Promise.all([ask('error'), ask('warning')])
  return pages.flatMap(({ findings }) => findings)
}
