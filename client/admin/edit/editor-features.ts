import type { Feature } from 'geojson'
import type { Language } from '../../language/language.ts'
import { nameOf } from '../../language/language.ts'
import { feature } from './editor-layers.ts'
import { type EditorState, severityOf } from './editor-state.ts'
import { middleOf } from './shared-edges/plane.ts'
import { areaOf, edgesOf, innerPoint, isWhole } from './shared-edges/polygon.ts'
import { toGeoJson } from './shared-edges/sheet.ts'
import type { Snapped } from './shared-edges/snap.ts'

/** All grids, those with unsaved changes marked. */
export function gridFeatures({ sheet, history }: EditorState): Feature[] {
  return [...sheet.values()].map(({ id, polygons }) =>
    feature(toGeoJson(polygons), { changed: history.present.has(id) }))
}

/** The name of each grid at one place inside it: on a polygon it would stand once a tile. */
export function nameFeatures({ sheet }: EditorState, language: Language): Feature[] {
  return [...sheet.values()].map((grid) => {
    const largest = grid.polygons.toSorted((a, b) => areaOf([b]) - areaOf([a]))[0]
    const label = `${nameOf(grid, language)}\n${grid.code.slice(grid.areaCode.length)}`
    return feature({ type: 'Point', coordinates: [...innerPoint(largest)] }, { label })
  })
}

/** The selected grid, or those chosen to be merged. */
export function markedFeatures({ sheet, tool, selectedId, chosen }: EditorState): Feature[] {
  const ids = tool === 'merge' ? chosen : selectedId === null ? [] : [selectedId]
  return ids.flatMap((id) => {
    const grid = sheet.get(id)
    return grid ? [feature(toGeoJson(grid.polygons), { mark: tool === 'merge' ? 'chosen' : 'selected' })] : []
  })
}

/** The grids as a drag would leave them. */
export function previewFeatures({ preview }: EditorState): Feature[] {
  if (preview === null) return []
  const { change, refused } = preview
  return [...change.values()].flatMap((grid) =>
    (grid === null || !isWhole(grid.polygons) ? [] : [feature(toGeoJson(grid.polygons), { refused })]))
}

/** Where the server and the client's own look found something. */
export function findingFeatures({ findings, problems }: EditorState): Feature[] {
  const found = findings.flatMap(({ severity, bounds }) => {
    if (bounds === null || severity === 'note') return []
    const [west, south, east, north] = bounds
    const ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return [feature({ type: 'Polygon', coordinates: [ring] }, { severity })]
  })
  const seen = problems.map(({ kind, at }) =>
    feature({ type: 'Point', coordinates: [...at] }, { severity: severityOf(kind) }))
  return [...found, ...seen]
}

/** Vertices and middles of the selected grid while vertices are moved, and what the pointer is drawn to. */
export function handleFeatures({ sheet, preview, tool, selectedId }: EditorState, snapped: Snapped | null): Feature[] {
  const features: Feature[] = []
  const grid = selectedId === null ? undefined : (preview?.change.get(selectedId) ?? sheet.get(selectedId))
  if (tool === 'vertices' && grid) {
    for (const [from, to] of edgesOf(grid.polygons)) {
      if (preview === null) {
        features.push(feature({ type: 'Point', coordinates: [...middleOf(from, to)] }, { kind: 'middle' }))
      }
      features.push(feature({ type: 'Point', coordinates: [...from] }, { kind: 'vertex' }))
    }
  }
  if (snapped !== null) {
    const kind = snapped.to === 'vertex' ? 'snapVertex' : 'snapEdge'
    features.push(feature({ type: 'Point', coordinates: [...snapped.point] }, { kind }))
  }
  return features
}
