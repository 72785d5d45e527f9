import { describe, expect, it } from 'vitest'
import { readExportOptions } from '../../../server/boundaries/export/export-options.ts'
import { StartError } from '../../../server/start/start-error.ts'

describe('the options of npm run export', () => {
  it('need no more than where to', () => {
    const { options, config } = readExportOptions({}, ['--out', 'files'])
    expect(options).toEqual({ directory: 'files', format: 'shapefile', datum: 'wgs84', zip: false })
    expect(config.dataDir).toBe('./data')
  })

  it('name format, datum and database, which the environment may name as well', () => {
    const { options, config } = readExportOptions(
      { DATABASE_URL: 'postgres://a/b' },
      ['--format', 'shapefile', '--datum=gcj02', '--out', 'files', '--zip', '--data-dir', 'there'],
    )
    expect(options).toEqual({ directory: 'files', format: 'shapefile', datum: 'gcj02', zip: true })
    expect(config).toMatchObject({ dataDir: 'there', databaseUrl: 'postgres://a/b' })
  })

  it.each([
    [[], '--out is missing'],
    [['--out', 'files', '--format', 'dwg'], '--format is "dwg", expected shapefile or geojson'],
    [['--out', 'files', '--datum', 'EPSG:4547'], '--datum is "EPSG:4547", expected wgs84, gcj02, bd09'],
    [['--out', 'files', '--format', 'geojson', '--zip'], '--zip is for Shapefiles'],
    [['--out', 'files', '--nonsense'], 'nonsense'],
    [['--out', 'files', '--database-url', 'mysql://x'], '--database-url is "mysql://x"'],
  ])('are refused where they are wrong: %j', (args, message) => {
    expect(() => readExportOptions({}, args)).toThrow(StartError)
    expect(() => readExportOptions({}, args)).toThrow(message)
  })
})
