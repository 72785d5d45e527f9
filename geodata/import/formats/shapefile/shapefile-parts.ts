import type { Readable } from 'node:stream'

/** The files of a Shapefile that are read. */
export const PART_ENDS = ['.shp', '.dbf', '.prj', '.cpg'] as const
export type PartEnd = (typeof PART_ENDS)[number]

/** One file, in a directory or in a zip; can be opened as often as wanted. */
export interface Part {
  bytes: number
  stream(): Promise<Readable>
}

export interface ShapefileParts {
  /** The Shapefiles that there are to choose from, and the one chosen. */
  names: string[]
  name: string
  parts: Partial<Record<PartEnd, Part>>
  close(): Promise<void>
}

/** The texts of small parts; those of a .prj or .cpg that is longer are no such. */
export async function textOfPart(part: Part | undefined, mostBytes = 64 * 1024): Promise<string | undefined> {
  if (!part || part.bytes > mostBytes) return undefined
  const pieces: Buffer[] = []
  for await (const piece of await part.stream()) pieces.push(piece as Buffer)
  return new TextDecoder().decode(Buffer.concat(pieces))
}
