import type { Geometry } from 'geojson'
import type { SourceRecord } from '../../../server/contract/api/imports.ts'

/** One row as the file has it. */
export interface RawRow {
  row: number
  /** By header. */
  values: Record<string, unknown>
  /** In the file's own coordinates, which nobody has looked at yet; null: the row has none. */
  geometry: Geometry | null
  /** Why the row, or its geometry, cannot be read. The rest of the file can. */
  unreadable?: { what: 'row' | 'geometry'; why: string }
}

/** What a reader of one format gives. Readers check bytes; what values mean is not their business. */
export interface RawSource {
  format: SourceRecord['format']
  headers: string[]
  tables: string[]
  /** Whether rows bring their geometry; otherwise columns may. */
  hasGeometry: boolean
  /** The coordinate system as the file states it: the number and the text are tried in this order. */
  crs: { epsg?: number; name?: string; wkt?: string } | undefined
  bytes: number
  bytesRead(): number
  /** Throws SourceError where the file is broken. */
  rows(): AsyncGenerator<RawRow>
  close(): Promise<void>
}
