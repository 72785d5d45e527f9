import { afterAll, beforeAll, expect, test } from 'vitest'
import Value from 'typebox/value'
import { RosterColumns, WorkerRecord } from '../../server/contract/api/workers.ts'
import type { Database } from '../../server/db/database.ts'
import { openTestDatabase } from '../support/database.ts'
import { type LiveApp, startLiveApp } from './live-app.ts'
import { insertSmallCity } from './small-city.ts'

let database: Database
let live: LiveApp
let duty: { cookie: string }

beforeAll(async () => {
  database = await openTestDatabase()
  await insertSmallCity(database)
  live = await startLiveApp(database)
  duty = await live.headersFor('duty')
})
afterAll(async () => {
  await live.close()
  await database.close()
})

const get = (url: string, headers = duty) => live.app.inject({ method: 'GET', url, headers })

async function walk(fixes: [agoS: number, lng: number, lat: number][]): Promise<void> {
  const positions = fixes.map(([agoS, lng, lat]) => ({
    device: 'phone-1', lng, lat, recordedAt: new Date(Date.now() - agoS * 1000).toISOString(), speedMps: 1.25,
  }))
  const authorization = `Bearer ${await live.deviceToken()}`
  const reply = await live.app.inject({ method: 'POST', url: '/in/positions', payload: { positions }, headers: { authorization } })
  expect(reply.json()).toMatchObject({ accepted: fixes.length, quarantined: 0 })
}

test('the roster is for people and walls, cut to their scope', async () => {
  const roster = (await get('/api/workers')).json()
  expect(Value.Check(RosterColumns, roster)).toBe(true)
  expect(roster.number).toEqual(['W011', 'W012', 'W013'])
  const east = (await get('/api/workers', await live.headersFor('wall', '990102'))).json()
  expect([east.id, east.name, east.rosterVersion]).toEqual([[0, 0, 13], ['', '', '王五'], roster.rosterVersion])
  expect((await live.app.inject('/api/workers')).statusCode).toBe(401)
})

test('a worker is told with slot, grid, last place, cases found and orders', async () => {
  await database.query(
    `insert into cases (number, channel, category_code, description, point, cell_r10, status, urgent, reported_at, due_at,
                        updated_at, reporter_worker_id, area_code, routing_trail)
     values ('F1', 'patrol', 'c1', 'found', st_setsrid(st_makepoint(116.05, 40.05), 4326), 0, 'dispatched', false,
             now(), now(), now(), 11, '990101001001', '[]')`,
  )
  await database.query(
    `insert into orders (case_id, role, worker_id, sent_at, sent_by) select id, 'watch', 11, now(), 'desk' from cases`,
  )
  await walk([[5, 116.05, 40.05]])
  const reply = await get('/api/workers/11')
  const worker = reply.json()
  expect([...Value.Errors(WorkerRecord, worker)]).toEqual([])
  expect(worker).toMatchObject({
    id: 11, slot: 0, number: 'W011', gridId: 1, gridCode: '990101001001001', gridName: '西一格',
    last: {
      lng: 116.05, lat: 40.05, speedMps: 1.25, uncertain: null,
      settledGrid: { id: 1, name: '西一格', nameEn: 'West 1' },
    },
    casesFound: [{ number: 'F1', status: 'dispatched' }],
    orders: [{ role: 'watch', workerId: 11, workerName: '张三', doneAt: null, case: { number: 'F1' } }],
  })
  expect((await get('/api/workers/13')).json()).toMatchObject({ last: null, casesFound: [], orders: [] })
})

test('a worker of another scope does not exist, walls see none, and bad input is named', async () => {
  const east = await live.headersFor('leader', '990102')
  const wall = await live.headersFor('wall')
  expect((await get('/api/workers/11', east)).statusCode).toBe(404)
  expect((await get('/api/workers/11', wall)).statusCode).toBe(403)
  expect((await get('/api/workers/0')).json()).toMatchObject({ field: 'id', value: 0 })
})
