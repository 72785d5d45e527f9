import { execFile } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importHelp, readCommand } from '../../server/imports/command-options.ts'
import { copyOfDataDirectory } from '../support/database.ts'
import { AREAS, type Files, geojson, GRIDS, openFiles, WORKERS } from './town.ts'

let files: Files
let areas: string
let grids: string
let workers: string

beforeAll(async () => {
  files = await openFiles()
  areas = await files.write('areas.geojson', geojson(AREAS))
  grids = await files.write('grids.geojson', geojson(GRIDS))
  workers = await files.write('workers.csv', WORKERS)
})

afterAll(() => files.remove())

describe('the command line', () => {
  it('says per file how it is to be read, what holds for all first', () => {
    const { sources, switch: switches, report, config } = readCommand({}, [
      `areas=${areas}`, `community=${grids}`, `workers=${workers}`, '--datum', 'community=EPSG:4547', '--datum', 'gcj02',
      '--field', 'community.code=网格编码', '--field', 'community.name=网格名称', '--encoding', 'workers=gbk', '--repair',
      '--parents', 'containment', '--switch', '--report', 'f.geojson', '--data-dir', '/d',
    ])
    expect(sources.map(({ file, options }) => [file, options])).toEqual([
      ['areas.geojson', { layer: 'areas', repair: true, datum: 'gcj02', parents: 'containment' }],
      ['grids.geojson', {
        layer: 'community', repair: true, datum: 'EPSG:4547', parents: 'containment',
        fields: { code: '网格编码', name: '网格名称' },
      }],
      ['workers.csv', { layer: 'workers', repair: true, datum: 'gcj02', encoding: 'gbk', parents: 'containment' }],
    ])
    expect([switches, report, config.dataDir]).toEqual([true, 'f.geojson', '/d'])
  })

  it.each([
    [[], 'No file was named'],
    [['grids=x.csv'], '"grids=x.csv" is no LAYER=FILE'],
    [['areas=/nowhere.csv'], 'no file /nowhere.csv'],
    [['areas=AREAS', '--datum', 'mars'], '--datum is "mars", expected wgs84, gcj02'],
    [['areas=AREAS', '--datum', 'community=gcj02'], 'layer community, of which no file'],
    [['areas=AREAS', '--field', 'code=x'], '--field is "code=x", expected LAYER.FIELD=HEADER'],
    [['areas=AREAS', '--parents', 'magic'], 'expected auto, code, field or containment'],
    [['areas=AREAS', '--time-zone', 'Mars'], '--time-zone is "Mars"'],
    [['areas=AREAS', '--sooner'], '--sooner'],
  ])('%j is refused with what was expected', (args, message) => {
    expect(() => readCommand({}, args.map((text) => text.replace('AREAS', areas)))).toThrow(message)
  })

  it('is explained by --help, every field of every layer', () => {
    expect(importHelp()).toContain('community   code* name nameEn areaCode unitKind (polygon)')
    expect(importHelp()).toContain('units       kind* name* nameEn areaCode*\n')
  })
})

describe('npm run import', () => {
  let dataDir: string

  beforeAll(async () => {
    dataDir = await copyOfDataDirectory()
  })
  afterAll(() => rm(dataDir, { recursive: true }))

  const script = join(import.meta.dirname, '../../server/imports/import-command.ts')

  async function run(...args: string[]): Promise<{ code: number; said: string }> {
    const { DATABASE_URL: _, ...env } = process.env
    return new Promise((resolve) => {
      const all = ['--import', 'tsx', script, '--data-dir', dataDir, ...args]
      execFile(process.execPath, all, { env }, (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code), said: stdout + stderr }),
      )
    })
  }

  it('tells what is wrong in words, writes it as GeoJSON and switches nothing', async () => {
    const torn = await files.write('torn.geojson', geojson([...GRIDS, GRIDS[0]!]))
    const report = join(files.directory, 'findings.geojson')
    const { code, said } = await run(`areas=${areas}`, `community=${torn}`, '--report', report, '--switch')
    expect(said).toContain('community ← torn.geojson (geojson, wgs84, assumed): 9 rows')
    expect(said).toContain('code ← 网格编码, name ← 网格名称')
    expect(said).toMatch(/✗ duplicate-code: 1 \(error\)\n.*torn\.geojson.*330101001001001/)
    expect(said).toContain('nothing was switched')
    expect(code).toBe(1)
    const { features } = JSON.parse(await readFile(report, 'utf8'))
    expect(features.some((feature: any) => feature.properties.kind === 'duplicate-code')).toBe(true)
  }, 180_000)

  it('founds a city and says how to start it', async () => {
    const { code, said } = await run(`areas=${areas}`, `community=${grids}`, `workers=${workers}`, '--switch')
    expect(said).toContain('checking 100 %')
    expect(said).toContain('community   +8 ~0 -0')
    expect(said).toMatch(/Version \d+ is in force/)
    expect(said).toContain(`npm start -- --data-dir ${dataDir}`)
    expect(code, said).toBe(0)
  }, 180_000)
})
