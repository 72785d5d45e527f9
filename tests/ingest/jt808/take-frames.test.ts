import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { batchBody, locationBody, registerBody } from '../../../geodata/field/sending/jt808-messages.ts'
import type { Database } from '../../../server/db/database.ts'
import { overloaded } from '../../../server/errors.ts'
import { decodeFrame, encodeFrame, type Frame } from '../../../server/ingest/jt808/frame.ts'
import { FrameSplitter } from '../../../server/ingest/jt808/frame-splitter.ts'
import { buildTestApp, type TestApp } from '../../support/app.ts'
import { openTestDatabase } from '../../support/database.ts'
import { insertSmallCity } from '../../live/small-city.ts'

let database: Database
let built: TestApp
const WEST = '13800138001'
const EAST = '13800138003'

beforeAll(async () => {
  database = await openTestDatabase()
  await insertSmallCity(database)
  await database.query(
    `insert into trackers (key, worker_id, kind) values ($1, 11, 'box'), ($2, 13, 'box')`, [WEST, EAST],
  )
  built = await buildTestApp(database)
})
afterAll(async () => {
  await built.close()
  await database.close()
})
beforeEach(() => database.query('truncate positions, quarantined_records'))
afterEach(() => vi.restoreAllMocks())

const frame = (messageId: number, phone: string, body: Uint8Array, sequence = 1) =>
  encodeFrame({ messageId, version: 2013, phone, sequence }, body)
const fix = (agoS: number, lng = 116.05) =>
  ({ recordedAtMs: Math.floor(Date.now() / 1000 - agoS) * 1000, lng, lat: 40.05, speedMps: 3 })
const post = async (payload: Uint8Array, scope?: string) => built.app.inject({
  method: 'POST', url: '/in/jt808', payload: Buffer.from(payload),
  headers: { ...(await built.deviceHeaders(scope)), 'content-type': 'application/octet-stream' },
})
const framesIn = (bytes: Buffer): Frame[] => {
  const splitter = new FrameSplitter()
  splitter.push(bytes)
  const frames: Frame[] = []
  for (let segment = splitter.next(); segment; segment = splitter.next()) {
    const decoded = decodeFrame(segment.bytes)
    if ('frame' in decoded) frames.push(decoded.frame)
  }
  return frames
}
const results = (bytes: Buffer) =>
  framesIn(bytes).map(({ phone, body }) => `${phone} ${body.readUInt16BE(0)} ${body.at(-1)}`).sort()
const stored = async () =>
  (await database.query('select worker_id from positions order by worker_id, recorded_at')).rows.map((row) => row.worker_id)

describe('frames by HTTP', () => {
  test('of several terminals are answered to each, without signing on', async () => {
    const reply = await post(Buffer.concat([
      frame(0x0200, WEST, locationBody(fix(5)), 7),
      frame(0x0704, EAST, batchBody([fix(20, 116.15), fix(10, 116.15)], 'blind'), 8),
      frame(0x0002, EAST, Buffer.alloc(0), 9),
    ]))
    expect([reply.statusCode, reply.headers['content-type']]).toEqual([200, 'application/octet-stream'])
    expect(results(reply.rawPayload)).toEqual([`0${WEST} 7 0`, `0${EAST} 8 0`, `0${EAST} 9 0`])
    expect(await stored()).toEqual([11, 13, 13])
  })

  test('are refused outside the scope of the token', async () => {
    const reply = await post(Buffer.concat([
      frame(0x0200, WEST, locationBody(fix(4)), 1),
      frame(0x0200, EAST, locationBody(fix(4, 116.15)), 2),
      frame(0x0100, EAST, registerBody({ maker: 'M', model: 'X', terminalId: '1', plate: '' }, 2013), 3),
    ]), '990101')
    expect(results(reply.rawPayload)).toEqual([`0${WEST} 1 0`, `0${EAST} 2 1`, `0${EAST} 3 4`])
    expect(await stored()).toEqual([11])
  })

  test('that are none are kept aside with their bytes, the others taken', async () => {
    const bad = frame(0x0200, WEST, locationBody(fix(3)))
    bad[15] ^= 0x10
    const reply = await post(Buffer.concat([bad, frame(0x0200, WEST, locationBody(fix(3)), 2)]))
    expect(results(reply.rawPayload)).toEqual([`0${WEST} 2 0`])
    const { rows } = await database.query('select reason, bytes from quarantined_records')
    expect(rows).toEqual([{ reason: expect.stringContaining('check byte'), bytes: bad.subarray(1, -1) }])
  })

  test('are answered 503 all together where one could not be committed', async () => {
    vi.spyOn(built.app.intake, 'submit').mockRejectedValueOnce(overloaded(1))
    const both = Buffer.concat([frame(0x0200, WEST, locationBody(fix(2))), frame(0x0200, WEST, locationBody(fix(1)), 2)])
    const reply = await post(both)
    expect([reply.statusCode, reply.headers['retry-after']]).toEqual([503, '1'])
    expect((await post(both)).statusCode).toBe(200)
    expect(await stored()).toEqual([11, 11])
  })

  test('need a device token and bytes', async () => {
    expect((await post(Buffer.alloc(0))).json()).toMatchObject({ code: 'BAD_INPUT', field: 'body' })
    const octets = { 'content-type': 'application/octet-stream' }
    const unknown = await built.app.inject({ method: 'POST', url: '/in/jt808', payload: Buffer.of(1), headers: octets })
    expect(unknown.statusCode).toBe(401)
    const text = await built.app.inject({
      method: 'POST', url: '/in/jt808', payload: { a: 1 }, headers: await built.deviceHeaders(),
    })
    expect(text.json()).toMatchObject({ code: 'BAD_INPUT', expected: expect.stringContaining('octet-stream') })
  })
})
