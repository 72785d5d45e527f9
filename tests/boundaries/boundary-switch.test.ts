import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { switchOver } from '../../server/boundaries/switch-over.ts'
import { createDraft } from '../../server/boundaries/drafts.ts'
import type { Location } from '../../server/contract/api/grids.ts'
import type { Database } from '../../server/db/database.ts'
import { locate } from '../../server/grids/locate.ts'
import { PLACES } from '../cases/case-city.ts'
import { buildTestApp, type TestApp } from '../support/app.ts'
import { openTestDatabase } from '../support/database.ts'
import { draftWithHole, draftWithMergedWest, draftWithNewEast, resetToCaseCity } from './editions.ts'

let database: Database
let testApp: TestApp

beforeAll(async () => {
  database = await openTestDatabase()
  await resetToCaseCity(database)
  testApp = await buildTestApp(database)
})
afterAll(async () => {
  await testApp.close()
  await database.close()
})

const actor = 'tester'
const { west, noWorker, east, road } = PLACES

/** Who owns a place by a version, as PostGIS has it: the ids of its grids in all layers. */
async function truth(versionId: number, { lng, lat }: { lng: number; lat: number }): Promise<string> {
  const { rows } = await database.query<{ id: number }>(
    `select id from grids
      where version_id = $1 and st_covers(boundary, st_setsrid(st_makepoint($2, $3), 4326)) order by id`,
    [versionId, lng, lat],
  )
  return rows.map(({ id }) => id).join()
}

function ownersIn({ community, street, exclusive }: Location): string {
  const owners = [community, street, ...exclusive].filter((owner) => owner !== null)
  return owners.map(({ gridId }) => gridId).sort((a, b) => a - b).join()
}

/** Lets others have the processor: two are all that some machines have. */
const pause = () => new Promise((resolve) => setTimeout(resolve, 1))

describe('while versions are switched back and forth', () => {
  test('every answer is wholly of one version, and answers keep coming while an index is built', async () => {
    const { app, headersFor } = testApp
    const headers = await headersFor('duty')
    const drafts = [await draftWithNewEast(database), await draftWithMergedWest(database)]
    const places = [west, noWorker, east, road]
    const expected = new Map<string, string>()
    for (const versionId of [1, ...drafts]) {
      for (const [k, place] of places.entries()) expected.set(`${versionId} ${k}`, await truth(versionId, place))
    }

    const hammer = new AbortController()
    const wrong: unknown[] = []
    let answers = 0
    const check = (k: number, location: Location) => {
      answers++
      if (ownersIn(location) !== expected.get(`${location.versionId} ${k}`)) wrong.push({ k, location })
    }
    const ask = async (k: number) => {
      while (!hammer.signal.aborted) {
        const { lng, lat } = places[k]
        const reply = await app.inject({ url: `/api/grids/locate?lng=${lng}&lat=${lat}`, headers })
        if (reply.statusCode === 200) check(k, reply.json())
        else wrong.push(reply.body)
        await pause()
      }
    }
    const look = async () => {
      while (!hammer.signal.aborted) {
        for (const [k, { lng, lat }] of places.entries()) check(k, locate(app.grids.current(), lng, lat))
        const { record } = app.city
        if (record.gridVersionId !== app.grids.current().versionId) wrong.push('the city is of another version')
        const eastern = record.areas.find(({ code }) => code.startsWith('990102001') && code.length === 12)?.code
        if ((eastern === '990102001002') !== (record.gridVersionId === drafts[0])) wrong.push(eastern, record)
        await pause()
      }
    }
    const hammering = [...places.keys()].map(ask).concat(look())

    const seen: number[] = []
    try {
      for (const versionId of [drafts[0], 1, drafts[1]]) {
        const before = answers
        await app.boundaries.switchTo({ versionId, actor })
        expect(app.grids.current().versionId).toBe(versionId)
        seen.push(answers - before)
      }
    } finally {
      hammer.abort()
      await Promise.all(hammering)
    }
    expect(wrong).toEqual([])
    expect(Math.min(...seen)).toBeGreaterThan(5)
  })
})

describe('switchTo', () => {
  test('refuses a second switch while one runs', async () => {
    const { boundaries } = testApp.app
    const before = testApp.app.grids.current().versionId
    const draft = await draftWithNewEast(database)
    const first = boundaries.switchTo({ versionId: draft, actor })
    await expect(boundaries.switchTo({ versionId: draft, actor })).rejects.toMatchObject({ code: 'SWITCHING' })
    await expect(first).resolves.toMatchObject({ versionId: draft, previousVersionId: before })
    await expect(boundaries.switchTo({ versionId: draft, actor })).rejects.toMatchObject({ code: 'IN_FORCE' })
  })

  test('tells listeners when lookups use the new version; one that fails stops nobody', async () => {
    const { app } = testApp
    const told: number[] = []
    app.boundaries.onSwitch(() => Promise.reject(new Error('a listener fails')))
    app.boundaries.onSwitch(() => void told.push(app.grids.current().versionId, app.city.record.gridVersionId))
    const versionId = await draftWithNewEast(database)
    await app.boundaries.switchTo({ versionId, actor })
    expect(told).toEqual([versionId, versionId])
  })

  test('leaves everything as it was where the version cannot be indexed or the transaction fails', async () => {
    const { app } = testApp
    const index = app.grids.current(), { city } = app
    const headless = await createDraft(database, { note: 'no grids', actor })
    await database.query(`delete from grids where version_id = $1 and layer = 'community'`, [headless])
    await expect(app.boundaries.switchTo({ versionId: headless, actor })).rejects.toMatchObject({
      statusCode: 409, code: 'BAD_BOUNDARIES',
      message: 'None of 2 grids is in the community layer, expected at least one',
    })
    const faulty = await draftWithNewEast(database)
    await database.query('alter table audit_log add constraint full_disk check (action <> $$switch-boundaries$$) not valid')
    await expect(app.boundaries.switchTo({ versionId: faulty, actor })).rejects.toThrow('full_disk')
    await database.query('alter table audit_log drop constraint full_disk')

    expect(app.grids.current()).toBe(index)
    expect(app.city).toBe(city)
    await app.boundaries.switchTo({ versionId: faulty, actor })
    expect(app.grids.current().versionId).toBe(faulty)
  })

  test('uses the index of a draft that was looked at before, unless the draft was changed since', async () => {
    const { app } = testApp
    const versionId = await draftWithNewEast(database)
    const looked = await app.boundaries.candidate.of(versionId)
    await database.query(`update grids set name = '改' where version_id = $1`, [versionId])
    await database.query('update grid_versions set revision = revision + 1 where id = $1', [versionId])
    const again = await app.boundaries.candidate.of(versionId)
    expect(again.index).not.toBe(looked.index)
    await app.boundaries.switchTo({ versionId, actor })
    expect(app.grids.current()).toBe(again.index)
  })

  test('gives grids the units that an import brought after the index was built', async () => {
    const { app } = testApp
    const versionId = await createDraft(database, { note: 'unit', actor })
    const { index } = await app.boundaries.candidate.of(versionId)
    const school = [...index.grids.values()].find(({ layer }) => layer === 'exclusive')!
    await database.query('update grids set unit_id = 6 where id = $1', [school.gridId])
    await app.boundaries.switchTo({ versionId, actor })
    expect(app.grids.current().grids.get(school.gridId)).toEqual({ ...school, unitId: 6 })
    expect(app.grids.current().layers).toBe(index.layers)
  })
})

describe('followOthers', () => {
  test('follows a switch that another process made', async () => {
    const { app } = testApp
    const told: number[] = []
    app.boundaries.onSwitch(() => void told.push(app.grids.current().versionId))
    const versionId = await draftWithHole(database)
    await switchOver(database, { versionId, actor: 'import command', at: new Date() })
    expect(app.grids.current().versionId).not.toBe(versionId)
    await app.boundaries.followOthers()
    expect(app.grids.current().versionId).toBe(versionId)
    expect(app.city.record).toMatchObject({ gridVersionId: versionId, gridCounts: { community: 2 } })
    await app.boundaries.followOthers()
    expect(told).toEqual([versionId])
  })

  test('follows an import of things that another process applied, on the same boundaries', async () => {
    const { app } = testApp
    const { layers } = app.grids.current()
    await database.query(
      `insert into units (id, kind, name, name_en, area_code) values (99, 'parks', '园林', 'Parks', '9901');
       insert into imports (created_by, state, sources) values ('x', 'applied', '[]')`)
    await app.boundaries.followOthers()
    expect(app.city.unitById.get(99)?.name).toBe('园林')
    expect(app.grids.current().layers).toBe(layers)
  })

  test('leaves a switch of this process alone', async () => {
    const { app } = testApp
    const versionId = await draftWithNewEast(database)
    const switching = app.boundaries.switchTo({ versionId, actor })
    await app.boundaries.followOthers()
    await expect(switching).resolves.toMatchObject({ versionId })
  })
})
