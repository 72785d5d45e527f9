import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SourceOptions } from '../../server/contract/api/imports.ts'
import type { Database } from '../../server/db/database.ts'
import { type ImportSource, runImport } from '../../server/imports/run-import.ts'

const WEST = 120
const SOUTH = 30
const STEP = 0.02

/** A rectangle of the town in steps from its south-west corner, as a ring of WGS-84 degrees. */
export function ring(x: number, y: number, width: number, height: number): [number, number][] {
  const [x0, y0] = [WEST + x * STEP, SOUTH + y * STEP]
  const [x1, y1] = [WEST + (x + width) * STEP, SOUTH + (y + height) * STEP]
  return [[x0, y0], [x1, y0], [x1, y1], [x0, y1], [x0, y0]]
}

export interface Shape {
  properties: Record<string, unknown>
  ring: [number, number][]
}

/** GeoJSON of polygons. */
export function geojson(shapes: readonly Shape[]): string {
  return JSON.stringify({
    type: 'FeatureCollection',
    features: shapes.map(({ properties, ring }) => ({
      type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] },
    })),
  })
}

/** City 3301, districts 330101 (west) and 330102 (east), one street and two communities in each. */
export const AREAS: readonly Shape[] = [
  { properties: { 行政区划代码: '330100000000', 名称: '小城', name_en: 'Town' }, ring: ring(0, 0, 4, 2) },
  { properties: { 行政区划代码: '330101000000', 名称: '西区', name_en: 'West' }, ring: ring(0, 0, 2, 2) },
  { properties: { 行政区划代码: '330102000000', 名称: '东区', name_en: 'East' }, ring: ring(2, 0, 2, 2) },
  { properties: { 行政区划代码: '330101001000', 名称: '西街道', name_en: 'West Street' }, ring: ring(0, 0, 2, 2) },
  { properties: { 行政区划代码: '330102001000', 名称: '东街道', name_en: 'East Street' }, ring: ring(2, 0, 2, 2) },
  { properties: { 行政区划代码: '330101001001', 名称: '西一社区', name_en: 'West 1' }, ring: ring(0, 0, 1, 2) },
  { properties: { 行政区划代码: '330101001002', 名称: '西二社区', name_en: 'West 2' }, ring: ring(1, 0, 1, 2) },
  { properties: { 行政区划代码: '330102001001', 名称: '东一社区', name_en: 'East 1' }, ring: ring(2, 0, 1, 2) },
  { properties: { 行政区划代码: '330102001002', 名称: '东二社区', name_en: 'East 2' }, ring: ring(3, 0, 1, 2) },
]

const COMMUNITIES = ['330101001001', '330101001002', '330102001001', '330102001002']

/** Two grids, one above the other, in each community. */
export const GRIDS: readonly Shape[] = COMMUNITIES.flatMap((community, x) =>
  [0, 1].map((y) => ({
    properties: { 网格编码: `${community}00${y + 1}`, 网格名称: `第${2 * x + y + 1}网格` },
    ring: ring(x, y, 1, 1),
  })),
)

/** One worker a grid but the last. */
export const WORKERS = [
  '工号,姓名,电话,网格编码',
  ...GRIDS.slice(0, -1).map(({ properties }, k) => `W${k + 1},网格员${k + 1},1380000000${k},${properties.网格编码}`),
].join('\n')

/** Files in a folder of their own, which goes with them. */
export interface Files {
  directory: string
  write(file: string, text: string): Promise<string>
  /** A source of a file that is written now. */
  source(file: string, text: string, options: SourceOptions): Promise<ImportSource>
  remove(): Promise<void>
}

export async function openFiles(): Promise<Files> {
  const directory = await mkdtemp(join(tmpdir(), 'gridwall-import-'))
  const write = async (file: string, text: string): Promise<string> => {
    const path = join(directory, file)
    await writeFile(path, text)
    return path
  }
  return {
    directory,
    write,
    source: async (file, text, options) => ({ path: await write(file, text), file, options }),
    remove: () => rm(directory, { recursive: true }),
  }
}

/** The three files that a town is founded with. */
export async function townFiles(files: Files): Promise<ImportSource[]> {
  return [
    await files.source('areas.geojson', geojson(AREAS), { layer: 'areas' }),
    await files.source('grids.geojson', geojson(GRIDS), { layer: 'community' }),
    await files.source('workers.csv', WORKERS, { layer: 'workers' }),
  ]
}

/** Runs an import as the tests' admin. */
export function importTown(database: Database, sources: readonly ImportSource[]): Promise<number> {
  return runImport(database, { sources, actor: 'tester', timeZone: 'Asia/Shanghai' })
}
