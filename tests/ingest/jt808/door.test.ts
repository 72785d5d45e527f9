import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { batchBody, type BoxFix, locationBody } from '../../../geodata/field/sending/jt808-messages.ts'
import type { WorkerMessages } from '../../../server/contract/api/messages.ts'
import type { Database } from '../../../server/db/database.ts'
import { overloaded } from '../../../server/errors.ts'
import { buildTestApp, type TestApp } from '../../support/app.ts'
import { openTestDatabase } from '../../support/database.ts'
import { Jt808Terminal, type TerminalOptions } from '../../support/jt808-terminal.ts'
import { insertSmallCity } from '../../live/small-city.ts'

const NUMBER = '13800138001'

let database: Database
let built: TestApp
let port: number
let terminals: Jt808Terminal[] = []
const connect = async (options: Partial<TerminalOptions> = {}) => {
  const terminal = await Jt808Terminal.connect({ port, phone: NUMBER, ...options })
  terminals.push(terminal)
  return terminal
}
const signOnAs = async (options: Partial<TerminalOptions> = {}) => {
  const terminal = await connect(options)
  await terminal.signOn()
  return terminal
}
const signOn = signOnAs
const now = () => Math.floor(Date.now() / 1000) * 1000
/** A fix `agoS` seconds old, a few metres from those before and after it. */
const fix = (agoS = 0, over: Partial<BoxFix> = {}): BoxFix => ({
  recordedAtMs: now() - agoS * 1000, lng: 116.05 + agoS * 1e-6, lat: 40.05, speedMps: 10, headingDeg: 90, altitudeM: 50,
  ...over,
})
const stored = async () =>
  (await database.query(
    `select worker_id, round(st_x(point)::numeric, 6)::float as lng, round(st_y(point)::numeric, 6)::float as lat,
            speed_mps, heading_deg, altitude_m, protocol from positions order by recorded_at`,
  )).rows
const quarantined = async () =>
  (await database.query('select device_key, reason, bytes from quarantined_records order by id')).rows
const alarms = async () =>
  (await database.query(
    `select worker_id, type, severity, occurrences, acknowledged, cleared from alarms order by id`,
  )).rows

beforeAll(async () => {
  database = await openTestDatabase()
  await insertSmallCity(database)
  await database.query(`insert into trackers (key, worker_id, kind) values ($1, 11, 'box')`, [NUMBER])
  built = await buildTestApp(database)
  const doors = await built.app.fieldDoors.openAll('127.0.0.1')
  port = doors.find(({ name }) => name === 'JT/T 808')!.port!
})
afterAll(async () => {
  await built.close()
  await database.close()
})
beforeEach(async () => {
  await database.query(`truncate positions, quarantined_records, tracker_messages, alarms cascade`)
  await database.query(`update trackers set terminal = null`)
  await built.app.trackers.reread()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await Promise.all(terminals.map((terminal) => terminal.close()))
  terminals = []
})

describe.each([2013, 2019] as const)('a terminal of %i', (version) => {
  test('registers, signs on, beats, and is answered when its fix is in the database', async () => {
    const box = await connect({ version })
    const outcome = await box.register()
    if ('refused' in outcome) throw new Error(String(outcome.refused))
    expect(outcome.code).toMatch(/^[\w-]{16}$/)
    expect(await box.authenticate(outcome.code)).toBe(0)
    expect(await box.heartbeat()).toBe(0)
    expect(await box.sendFix(fix())).toBe(0)
    expect(await stored()).toEqual([
      { worker_id: 11, lng: 116.05, lat: 40.05, speed_mps: 10, heading_deg: 90, altitude_m: 50, protocol: 'jt808' },
    ])
  })

  test('sends what it stored without a network; what was there already is stored once', async () => {
    const box = await signOn({ version })
    const fixes = [30, 20, 10].map((agoS) => fix(agoS))
    expect(await box.sendFix(fixes[1])).toBe(0)
    expect(await box.sendBatch(fixes, 'blind')).toBe(0)
    expect(await box.sendBatch(fixes, 'normal')).toBe(0)
    expect(await stored()).toHaveLength(3)
  })
})

describe('who a terminal is', () => {
  test('must be known, and the same as when its number registered first', async () => {
    const stranger = await connect({ phone: '13900000000' })
    expect(await stranger.register()).toEqual({ refused: 4 })
    await signOn()
    const identity = { maker: 'GW', model: 'BOX-1', terminalId: 'OTHER', plate: '' }
    expect(await (await connect({ identity })).register()).toEqual({ refused: 3 })
    const again = await connect()
    expect(await again.register()).toHaveProperty('code')
  })

  test('is believed with the code alone; until then all is refused and the connection goes on', async () => {
    const code = await (await signOn()).signOn()
    const box = await connect()
    const before = built.app.terminals.refusedMessages()
    expect(await box.sendFix(fix())).toBe(1)
    expect(await box.heartbeat()).toBe(1)
    expect(await box.authenticate('wrong')).toBe(1)
    expect(await box.sendFix(fix())).toBe(1)
    expect(built.app.terminals.refusedMessages() - before).toBe(4)
    expect(await box.authenticate(code)).toBe(0)
    expect(await box.sendFix(fix())).toBe(0)
    expect(await stored()).toHaveLength(1)
  })

  test('is one connection: a new one ends the old', async () => {
    const old = await signOn()
    const box = await signOn()
    await old.closed
    expect(built.app.terminals.connections()).toBe(1)
    expect(await box.sendFix(fix())).toBe(0)
  })

  test('is over with its signing off', async () => {
    const box = await signOn()
    expect(await box.resultOf(0x0003, Buffer.alloc(0))).toBe(0)
    expect(built.app.terminals.connections()).toBe(0)
    expect(await box.sendFix(fix())).toBe(1)
  })
})

describe('what cannot be taken', () => {
  test('is not answered while the database cannot be written, and is taken when it comes again', async () => {
    const box = await signOn()
    const submit = vi.spyOn(built.app.intake, 'submit').mockRejectedValueOnce(overloaded(1))
    const answered: number[] = []
    const sequence = box.nextSequence
    box.sendFix(fix()).then(() => answered.push(sequence), () => {})
    expect(await box.heartbeat()).toBe(0)
    expect([submit.mock.calls.length, answered, await stored()]).toEqual([2, [], []])
    expect(await box.sendFix(fix())).toBe(0)
    expect(await stored()).toHaveLength(1)
  })

  test('is kept aside with its bytes, and the connection goes on', async () => {
    const box = await signOn()
    const [good] = box.framesOf(0x0200, Buffer.alloc(28))
    const bad = Buffer.from(good)
    bad[20] ^= 0x10
    box.socket.write(bad)
    expect(await box.resultOf(0x0200, Buffer.alloc(10))).toBe(0)
    expect(await box.resultOf(0x0100, Buffer.alloc(10))).toBe(2)
    expect(await box.sendFix(fix())).toBe(0)
    const kept = await quarantined()
    expect(kept.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('check byte'), expect.stringContaining('0x0200 length'),
      expect.stringContaining('0x0100 length'),
    ])
    expect(kept[0].bytes).toEqual(bad.subarray(1, -1))
    expect(kept[0].device_key).toBe(NUMBER)
  })

  test('of a batch costs the others nothing', async () => {
    const box = await signOn()
    const batch = batchBody([fix(20), fix(10), fix(0)], 'normal')
    expect(await box.resultOf(0x0704, batch.subarray(0, -5))).toBe(0)
    expect([(await stored()).length, (await quarantined()).length]).toEqual([2, 1])
  })

  test('because we do not know it is said so', async () => {
    expect(await (await signOn()).resultOf(0x0900, Buffer.of(1, 2))).toBe(3)
  })

  test.each([
    ['rubbish between delimiters', Buffer.concat(Array.from({ length: 21 }, () => Buffer.of(1, 2, 3, 0x7e))), 1],
    ['64 kB without a delimiter', Buffer.alloc(65_537, 0x55), 1],
    ['64 kB without a delimiter, in pieces', Buffer.alloc(9_000, 0x55), 8],
  ])('ends the connection where it is nothing else: %s', async (_name, rubbish, times) => {
    const box = await connect()
    for (let i = 0; i < times; i++) box.socket.write(rubbish)
    await box.closed
  })
})

describe('a message in parts', () => {
  const fixes = Array.from({ length: 60 }, (_, i) => fix(600 - 10 * i))
  const partsOf = (box: Jt808Terminal) => box.framesOf(0x0704, batchBody(fixes, 'blind'), 500)

  test.each([2013, 2019] as const)('of %i lost is asked for again; all are answered at the end', async (version) => {
    const box = await signOn({ version })
    const first = box.nextSequence
    const frames = partsOf(box)
    const answers = Promise.all(frames.map((_, i) => box.answerTo(first + i)))
    for (const [i, frame] of frames.entries()) if (i !== 1) box.socket.write(frame)
    const { body } = await box.next(0x8003)
    expect(body.readUInt16BE(0)).toBe(first)
    expect([...body.subarray(2)]).toEqual(version === 2019 ? [0, 1, 0, 2] : [1, 0, 2])
    expect(await stored()).toEqual([])
    box.socket.write(frames[1])
    expect((await answers).map((answer) => answer.body[4])).toEqual(frames.map(() => 0))
    expect(await stored()).toHaveLength(60)
  })

  test('is whole in any order, doubled, and over two connections', async () => {
    const box = await signOn()
    const frames = partsOf(box)
    for (const frame of [...frames.slice(2).reverse(), frames[3]]) box.socket.write(frame)
    expect(await box.heartbeat()).toBe(0)
    const again = await signOn()
    const answered = again.answerTo(box.nextSequence - 2)
    for (const frame of frames.slice(0, 2)) again.socket.write(frame)
    await answered
    expect(await stored()).toHaveLength(60)
  })
})

describe('alarms of a box', () => {
  const OVERSPEED = 1 << 1
  const DOOR = (1 << 31) >>> 0
  const IGNITION = 1 << 27
  let boxes = 0
  // what a number said last is remembered, so each test has one of its own
  beforeEach(async () => {
    await database.query(`insert into trackers (key, worker_id, kind) values ($1, 11, 'box')`, [String(++boxes)])
    await built.app.trackers.reread()
  })
  const signOn = () => signOnAs({ phone: String(boxes) })

  test('that last are raised with their bit and cleared with it', async () => {
    const box = await signOn()
    await box.sendFix(fix(30, { alarms: OVERSPEED }))
    await box.sendFix(fix(20, { alarms: OVERSPEED }))
    expect(await alarms()).toMatchObject([{ worker_id: 11, type: 'overspeed', occurrences: 1, cleared: false }])
    const again = await signOn()
    await again.sendFix(fix(10, { alarms: OVERSPEED }))
    expect(await alarms()).toMatchObject([{ occurrences: 1, cleared: false }])
    await again.sendFix(fix(0))
    expect(await alarms()).toMatchObject([{ occurrences: 1, cleared: true }])
  })

  test('that are events stay until a person acknowledges them; then the box is told', async () => {
    const box = await signOn()
    await box.sendFix(fix(30, { alarms: IGNITION }))
    await box.sendFix(fix(20))
    await box.sendFix(fix(10, { alarms: IGNITION }))
    expect(await alarms()).toMatchObject([{ type: 'illegal-ignition', cleared: false }])
    const { rows: [{ id }] } = await database.query('select id from alarms')
    const headers = await built.headersFor('duty')
    const reply = await built.app.inject({ method: 'POST', url: `/api/alarms/${id}/acknowledge`, headers, payload: {} })
    expect(reply.statusCode).toBe(200)
    const { body } = await box.next(0x8203)
    expect(body.toString('hex')).toBe('000008000000')
    expect(await box.sendFix(fix(0, { alarms: IGNITION }))).toBe(4)
    await vi.waitFor(async () => expect(await alarms()).toMatchObject([{ acknowledged: true, cleared: true }]))
  })

  test('are not held up by a clock that was ahead once', async () => {
    const box = await signOn()
    await box.sendFix(fix(-86_400))
    await box.sendFix(fix(-1, { alarms: OVERSPEED }))
    expect(await alarms()).toMatchObject([{ type: 'overspeed' }])
  })

  test('come through without a fix, and are told again where nobody could be told', async () => {
    const box = await signOn()
    await box.sendFix(fix(5))
    vi.spyOn(built.app.intake, 'submit').mockRejectedValueOnce(overloaded(1))
    const lost = fix(2, { alarms: DOOR, isFixed: false })
    box.sendFix(lost).catch(() => {})
    expect(await box.heartbeat()).toBe(0)
    expect(await box.sendFix(lost)).toBe(0)
    expect(await alarms()).toMatchObject([{ type: 'illegal-door' }])
    expect(await stored()).toHaveLength(1)
  })

  test('by the button are the worker’s call for help', async () => {
    const box = await signOn()
    await box.sendFix(fix(0, { alarms: 1 }))
    expect(await alarms()).toMatchObject([{ worker_id: 11, type: 'sos', severity: 'critical', cleared: false }])
  })

  test('come through where the place is encrypted, which is kept aside', async () => {
    const box = await signOn()
    const body = locationBody(fix(0, { alarms: 1 | OVERSPEED }))
    body.writeUInt32BE(body.readUInt32BE(4) | (1 << 5), 4)
    expect(await box.resultOf(0x0200, body)).toBe(0)
    expect((await alarms()).map(({ type }) => type).sort()).toEqual(['overspeed', 'sos'])
    expect(await quarantined()).toMatchObject([{ reason: expect.stringContaining('encrypted coordinates') }])
    expect(await stored()).toEqual([])
  })

  test.each(['0x0200', '0x0704'])('by the button are heard in %s although the box has no clock yet', async (kind) => {
    const box = await signOn()
    const body = locationBody(fix(0, { alarms: 1, isFixed: false }))
    body.fill(0, 22, 28)
    const length = Buffer.from([0, body.length])
    const result = kind === '0x0200'
      ? await box.resultOf(0x0200, body)
      : await box.resultOf(0x0704, Buffer.concat([Buffer.from([0, 1, 0]), length, body]))
    expect(result).toBe(0)
    expect(await alarms()).toMatchObject([{ worker_id: 11, type: 'sos', cleared: false }])
    expect(await quarantined()).toMatchObject([{ reason: expect.stringContaining('time is "000000000000"') }])
  })
})

describe('messages to a box', () => {
  const post = async (path: string, payload: object = {}, role: 'duty' | 'leader' = 'duty', scope?: string) =>
    built.app.inject({
      method: 'POST', url: `/api/workers/${path}`, headers: await built.headersFor(role, scope), payload,
    })
  const listed = async (id = 11) =>
    (await built.app.inject({ url: `/api/workers/${id}/messages`, headers: await built.headersFor('duty') })).json().messages

  test.each([2013, 2019] as const)('of %i: a text is shown, read out and acknowledged', async (version) => {
    const box = await signOn({ version })
    const reply = await post('11/messages', { text: '请到西一格核查', urgent: true })
    expect(reply.statusCode).toBe(201)
    expect(reply.json()).toMatchObject({ kind: 'text', urgent: true, acknowledgedAt: null })
    expect(reply.json().deliveredAt).not.toBeNull()
    const frame = await box.next(0x8300)
    expect(new TextDecoder('gbk').decode(frame.body.subarray(version === 2019 ? 2 : 1))).toBe('请到西一格核查')
    box.acknowledge(frame)
    await vi.waitFor(async () => {
      expect(await listed()).toMatchObject([{ text: '请到西一格核查', acknowledgedAt: expect.any(String) }])
    })
  })

  test('wait until it is connected, and come again until it has acknowledged them', async () => {
    await post('11/messages', { text: '一' })
    await post('11/messages', { text: '二' })
    expect(await listed()).toMatchObject([{ text: '二', deliveredAt: null }, { text: '一', deliveredAt: null }])
    const box = await signOn()
    const [first, second] = [await box.next(0x8300), await box.next(0x8300)]
    expect([first, second].map(({ body }) => new TextDecoder('gbk').decode(body.subarray(1)))).toEqual(['一', '二'])
    box.acknowledge(second, 1)
    box.acknowledge(first)
    await vi.waitFor(async () => {
      expect(await listed()).toMatchObject([{ text: '二', acknowledgedAt: null }, { text: '一', acknowledgedAt: expect.any(String) }])
    })
    const again = await signOn()
    const repeated = await again.next(0x8300)
    expect(new TextDecoder('gbk').decode(repeated.body.subarray(1))).toBe('二')
    again.acknowledge(repeated)
    await vi.waitFor(async () => expect(await listed()).toMatchObject([{ acknowledgedAt: expect.any(String) }, {}]))
    const third = await signOn()
    await third.heartbeat()
    expect(third.received).toEqual([])
  })

  test('ask where it is, which its answer acknowledges', async () => {
    const box = await signOn()
    await post('11/locate')
    const asked = await box.next(0x8201)
    expect(await box.answerLocate(asked, fix())).toBe(0)
    await vi.waitFor(async () => {
      expect(await listed()).toMatchObject([{ kind: 'locate', acknowledgedAt: expect.any(String) }])
    })
    expect(await stored()).toHaveLength(1)
    const { rows } = await database.query(`select action, subject from audit_log where action = 'locate'`)
    expect(rows).toContainEqual({ action: 'locate', subject: 'worker:11' })
  })

  test('are listed beside the boxes, with what those said last', async () => {
    const messages = async () => (await built.app.inject({
      url: '/api/workers/11/messages', headers: await built.headersFor('leader'),
    })).json()
    const boxOf = ({ boxes }: WorkerMessages) => boxes.find(({ key }) => key === NUMBER)
    const nothing = { mileageKm: null, fuelL: null, signal: null, satellites: null }
    expect(boxOf(await messages())).toEqual({ key: NUMBER, connected: false, ...nothing })
    const box = await signOn()
    const items = Buffer.from('0104000000640202007d31010c', 'hex')
    await box.sendFix(fix(0, { items }))
    const said = { ...nothing, mileageKm: 10, fuelL: 12.5, satellites: 12 }
    expect(boxOf(await messages())).toEqual({ key: NUMBER, connected: true, ...said })
  })

  test('are for people who may act, for workers of their scope who have a box', async () => {
    expect((await post('12/messages', { text: 'x' })).json()).toMatchObject({ code: 'NO_BOX' })
    expect((await post('12/locate')).statusCode).toBe(409)
    expect((await post('11/messages', { text: 'x' }, 'leader')).statusCode).toBe(403)
    expect((await post('11/messages', { text: 'x' }, 'duty', '990102')).statusCode).toBe(404)
    expect((await post('99/messages', { text: 'x' })).statusCode).toBe(404)
    expect((await post('11/messages', { text: '  ' })).json()).toMatchObject({ code: 'BAD_INPUT', field: 'text' })
    expect((await post('11/messages', { text: 'x'.repeat(401) })).statusCode).toBe(400)
    expect(await listed()).toEqual([])
  })
})
