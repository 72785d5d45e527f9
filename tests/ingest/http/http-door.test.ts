import { connect, type Socket } from 'node:net'
import { once } from 'node:events'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type FieldApp, startFieldApp } from './field-app.ts'

let field: FieldApp
const ports = new Map<string, number>()
beforeAll(async () => {
  field = await startFieldApp()
  for (const { name, port } of await field.app.fieldDoors.openAll('127.0.0.1')) ports.set(name, port!)
})
afterAll(() => field.close())
beforeEach(() => field.empty())

/** One clock for all, so that a slow machine sends no two fixes of one second. */
const START_S = Math.floor(Date.now() / 1000)
const at = (agoS = 5) => START_S - agoS
const place = (agoS = 5) => `lat=40.05&lon=116.05&timestamp=${at(agoS)}`
const osmand = (path: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${ports.get('OsmAnd')}${path}`, init)
const owntracks = (path: string, init: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${ports.get('OwnTracks')}${path}`, { method: 'POST', ...init })

/** Opens a connection and gives what comes back on it, answer by answer. */
async function dial(name: string): Promise<{ socket: Socket; say(text: string): Promise<string> }> {
  const socket = connect(ports.get(name)!, '127.0.0.1')
  await once(socket, 'connect')
  return {
    socket,
    async say(text) {
      socket.write(text)
      let answer = ''
      while (!answer.includes('\r\n\r\n')) {
        const [chunk] = (await once(socket, 'data')) as [Buffer]
        answer += chunk.toString()
      }
      return answer
    },
  }
}

describe('the port of OsmAnd', () => {
  test('takes a query of any method at any path that begins with the token', async () => {
    const paths = [`/${field.token}?`, `/${field.token}/?`, `/${field.token}/anything/else?`]
    const replies = await Promise.all(
      ['GET', 'POST', 'PUT'].map((method, i) => osmand(`${paths[i]}id=phone-1&${place(i)}`, { method })),
    )
    expect(await Promise.all(replies.map(async (reply) => [reply.status, await reply.text()]))).toEqual(
      [[200, ''], [200, ''], [200, '']],
    )
    expect(await field.stored()).toHaveLength(3)
  })

  test('takes forms and JSON, compressed or not', async () => {
    const location = { timestamp: new Date(at(2) * 1000).toISOString(), coords: { latitude: 40.05, longitude: 116.05 } }
    const json = JSON.stringify({ device_id: 'phone-1', location })
    const replies = [
      await osmand(`/${field.token}`, { method: 'POST', body: new URLSearchParams(`id=phone-1&${place(3)}`) }),
      await osmand(`/${field.token}`, {
        method: 'POST', body: gzipSync(json),
        headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      }),
    ]
    expect(replies.map(({ status }) => status)).toEqual([200, 200])
    expect((await field.stored()).map(({ protocol }) => protocol)).toEqual(['osmand', 'osmand-json'])
  })

  test('answers one request after the other on a connection that is kept', async () => {
    const { socket, say } = await dial('OsmAnd')
    const request = (agoS: number) => `GET /${field.token}?id=phone-1&${place(agoS)} HTTP/1.1\r\nHost: a\r\n\r\n`
    for (const agoS of [3, 2, 1]) expect(await say(request(agoS))).toMatch(/^HTTP\/1.1 200 OK\r\ncontent-length: 0\r\n/)
    socket.destroy()
    expect(await field.stored()).toHaveLength(3)
  })

  test('takes an address without a slash, which Node’s own parser refuses', async () => {
    const { socket, say } = await dial('OsmAnd')
    const basic = Buffer.from(`phone:${field.token}`).toString('base64')
    const answer = await say(`GET ?id=phone-1&${place()} HTTP/1.1\r\nHost: a\r\nAuthorization: Basic ${basic}\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1.1 200 OK\r\nconnection: close\r\n/)
    socket.destroy()
    expect(await field.stored()).toHaveLength(1)
    const { socket: another, say: sayAgain } = await dial('OsmAnd')
    expect(await sayAgain(`GET ?id=phone-1&${place()} HTTP/1.1\r\nHost: a\r\n\r\n`)).toMatch(/^HTTP\/1.1 401 /)
    another.destroy()
  })

  test('answers 401 to whoever is not known, 403 to who is no device, 400 for a device that is none', async () => {
    const unknown = await osmand(`/${'x'.repeat(43)}?id=phone-1&${place()}`)
    expect([unknown.status, unknown.headers.get('www-authenticate')]).toEqual([401, 'Basic realm="gridwall"'])
    expect((await osmand(`/?id=phone-1&${place()}`)).status).toBe(401)
    const { cookie } = await field.headersFor('wall')
    expect((await osmand(`/${cookie.split('=')[1]}?id=phone-1&${place()}`)).status).toBe(403)
    const nobody = await osmand(`/${field.token}?id=nobody&${place()}`)
    expect([nobody.status, await nobody.json()]).toMatchObject([400, { field: 'id', value: 'nobody' }])
    const west = await field.deviceToken('990101')
    expect((await osmand(`/${west}?id=phone-3&${place()}`)).status).toBe(400)
    expect(await field.stored()).toEqual([])
  })

  test('keeps a bad record of a known device aside, byte for byte, and answers 200', async () => {
    expect((await osmand(`/${field.token}?id=phone-1&lat=%zz&lon=1`)).status).toBe(200)
    expect(await field.quarantined()).toMatchObject([
      { record: 'id=phone-1&lat=%zz&lon=1', reason: 'malformed: lat is "%zz", expected degrees' },
    ])
  })

  test('survives rubbish, and says that it is', async () => {
    for (const rubbish of ['\x00\x01\x02\r\n\r\n', 'GET\r\n\r\n', 'GET / HTTP/9\r\n\r\n', 'GET ?x\r\n\r\n']) {
      const { socket, say } = await dial('OsmAnd')
      expect(await say(rubbish)).toMatch(/^HTTP\/1.1 400 /)
      socket.destroy()
    }
    const { socket, say } = await dial('OsmAnd')
    expect(await say(`GET /${'x'.repeat(20_000)} HTTP/1.1\r\n\r\n`)).toMatch(/^HTTP\/1.1 431 /)
    socket.destroy()
    expect((await osmand(`/${field.token}?id=phone-1&${place()}`)).status).toBe(200)
  })

  test('refuses a body that is too large before it has come', async () => {
    const { socket, say } = await dial('OsmAnd')
    const answer = await say(`POST /${field.token} HTTP/1.1\r\nHost: a\r\nContent-Length: 50000000\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1.1 413 [^]*connection: close/)
    socket.destroy()
  })

  test('counts its connections', async () => {
    const doorOf = () => field.app.fieldDoors.states().find(({ name }) => name === 'OsmAnd')!
    const before = doorOf().connections
    const { socket, say } = await dial('OsmAnd')
    await say(`GET /${field.token}?id=phone-1&${place()} HTTP/1.1\r\nHost: a\r\n\r\n`)
    expect(doorOf().connections).toBe(before + 1)
    socket.destroy()
  })
})

describe('the port of OwnTracks', () => {
  const message = (agoS: number) =>
    JSON.stringify({ _type: 'location', lat: 40.05, lon: 116.05, tst: at(agoS), tid: 'zp' })
  const headers = { 'x-limit-u': 'zhang', 'x-limit-d': 'phone', 'content-type': 'application/json' }

  test('takes the token as the password of the app, whatever the path, or in the path', async () => {
    const authorization = `Basic ${Buffer.from(`zhang:${field.token}`).toString('base64')}`
    const replies = [
      await owntracks('/pub', { body: message(2), headers: { ...headers, authorization } }),
      await owntracks(`/${field.token}?u=zhang&d=phone`, { body: message(1) }),
      await owntracks(`/${field.token}`, { body: '' }),
    ]
    expect(await Promise.all(replies.map((reply) => reply.json()))).toEqual([[], [], []])
    expect((await field.stored()).map(({ worker_id, protocol }) => [worker_id, protocol])).toEqual(
      [[11, 'owntracks'], [11, 'owntracks']],
    )
  })

  test('answers 401 without one, and 404 for a device that is none', async () => {
    expect((await owntracks('/pub', { body: message(1), headers })).status).toBe(401)
    const nobody = await owntracks(`/${field.token}?u=li&d=phone`, { body: message(1) })
    expect([nobody.status, await nobody.json()]).toMatchObject([404, { field: 'topic', value: 'li/phone' }])
  })
})
