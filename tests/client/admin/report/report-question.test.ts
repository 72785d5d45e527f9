import { describe, expect, it } from 'vitest'
import {
  countsPath, fileNameOf, findingsPath, geoJsonPath, NO_FILTER, type ReportFilter,
} from '../../../../client/admin/report/report-question.ts'

const version = { type: 'version', id: 7 } as const
const imported = { type: 'import', id: 12 } as const
const filter: ReportFilter = { kind: 'gap', severity: 'warning', layer: 'street' }

describe('what the report asks of the server', () => {
  it('is asked of the version or of the import', () => {
    expect(findingsPath(version, NO_FILTER)).toBe('/api/boundaries/versions/7/findings?limit=100')
    expect(findingsPath(imported, NO_FILTER)).toBe('/api/imports/12/findings?limit=100')
    expect(geoJsonPath(version, NO_FILTER)).toBe('/api/boundaries/versions/7/findings.geojson')
    expect(geoJsonPath(imported, NO_FILTER)).toBe('/api/imports/12/findings.geojson')
  })

  it('is narrowed in the list and on the map alike, and goes on after a finding', () => {
    expect(findingsPath(version, filter, 345)).toBe(
      '/api/boundaries/versions/7/findings?kind=gap&severity=warning&layer=street&after=345&limit=100')
    expect(geoJsonPath(version, filter)).toBe(
      '/api/boundaries/versions/7/findings.geojson?kind=gap&severity=warning&layer=street')
  })

  it('counts all kinds and severities of a layer, whichever is chosen', () => {
    expect(countsPath(version, filter)).toBe('/api/boundaries/versions/7/findings?layer=street&limit=1')
    expect(countsPath(version, { ...filter, kind: undefined, severity: 'error' })).toBe(countsPath(version, filter))
  })

  it('names the file that is kept by what is in it', () => {
    expect(fileNameOf(version, NO_FILTER)).toBe('findings-version-7.geojson')
    expect(fileNameOf(imported, filter)).toBe('findings-import-12-street-warning-gap.geojson')
  })
})
