import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { mulberry32 } from '../../../geodata/city/random.ts'
import type { FindingKind } from '../../../server/contract/api/boundaries.ts'
import type { Database } from '../../../server/db/database.ts'
import { checkVersion } from '../../../server/boundaries/quality/check-version.ts'
import { readFindings } from '../../../server/boundaries/quality/read-findings.ts'
import { openTestDatabase } from '../../support/database.ts'
import { insertVersion, removeVersions } from './boundaries-to-check.ts'
import { gapsOf, outsideOf, overlapsByPair } from './brute-force.ts'
import { messyPartition, spoiledSquare } from './messy-partition.ts'

let database: Database
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())
afterEach(() => removeVersions(database))

async function found(kind: FindingKind) {
  return (await readFindings(database, { versionId: 1 }, { kind, layer: 'community', limit: 1000 })).findings
}

describe.each([1, 2])('of a messy partition (seed %i)', (seed) => {
  const { areas, grids } = messyPartition(seed, 5)
  const communities = areas.filter(({ level }) => level === 'community')

  test('every overlap, gap and piece outside is found with its area, and nothing else', async () => {
    await insertVersion(database, { id: 1, areas, grids })
    await checkVersion(database, 1)

    const overlaps = new Map((await found('overlap')).map(({ codes, areaM2 }) => [codes.join(' '), areaM2!]))
    const expected = overlapsByPair(grids)
    expect(expected.size).toBeGreaterThan(10)
    expect([...overlaps.keys()].toSorted()).toEqual([...expected.keys()].toSorted())
    for (const [pair, areaM2] of expected) expect(overlaps.get(pair)! / areaM2).toBeCloseTo(1, 2)

    const gaps = await found('gap')
    for (const community of communities) {
      const sizes = gaps.filter(({ codes }) => codes[0] === community.code).map(({ areaM2 }) => areaM2!)
      const wanted = gapsOf(community, grids)
      expect(wanted.length).toBeGreaterThan(1)
      expect(sizes).toHaveLength(wanted.length)
      for (const [k, size] of sizes.toSorted((a, b) => b - a).entries()) expect(size / wanted[k]).toBeCloseTo(1, 2)
    }

    const outside = new Map((await found('outside-parent')).map(({ codes, areaM2 }) => [codes[0], areaM2!]))
    for (const grid of grids) {
      const wanted = outsideOf(communities.find(({ code }) => code === grid.areaCode)!, grid)
      if (wanted >= 0.01) expect(outside.get(grid.code)! / wanted).toBeCloseTo(1, 2)
      else expect(outside.has(grid.code)).toBe(false)
    }
  })
})

test('after an edit, checking only what changed leaves the findings that checking everything would', async () => {
  const random = mulberry32(11)
  const { areas, grids } = messyPartition(11, 5)
  await insertVersion(database, { id: 1, areas, grids })
  await checkVersion(database, 1)
  const living = new Set(grids.map(({ id }) => id))
  // few, so that some are moved twice and back
  const pick = (): number => [...living][Math.floor(random() * 3)]

  for (let edit = 0; edit < 8; edit++) {
    const changed = [pick()]
    const emptied: string[] = []
    await database.query(
      `update grids set boundary = st_geomfromgeojson($2), code = case when $3 then code || '9' else code end
        where id = $1`,
      [changed[0], JSON.stringify(spoiledSquare(random, random() * 18, random() * 8, 1.7)), random() < 0.3],
    )
    if (edit % 3 === 2) {
      const removed = pick()
      const { rows } = await database.query<{ area: string }>(
        'delete from grids where id = $1 returning area_code as area', [removed])
      living.delete(removed)
      emptied.push(rows[0].area)
    }
    await checkVersion(database, 1, { within: changed, withinAreas: emptied })
    const after = await everything()
    await checkVersion(database, 1)
    expect(after).toEqual(await everything())
  }
})

async function everything(): Promise<string[]> {
  const { findings } = await readFindings(database, { versionId: 1 }, { limit: 1000 })
  return findings
    .map(({ kind, severity, layer, codes, areaM2 }) => [kind, severity, layer, ...codes, areaM2?.toFixed(1)].join(' '))
    .toSorted()
}
