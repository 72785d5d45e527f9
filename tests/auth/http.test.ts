import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { putAccount } from '../../server/auth/accounts.ts'
import { issueToken } from '../../server/auth/tokens.ts'
import type { Database } from '../../server/db/database.ts'
import { insertSmallCity } from '../live/small-city.ts'
import { buildTestApp, type TestApp } from '../support/app.ts'
import { openTestDatabase } from '../support/database.ts'

let database: Database
let city: TestApp

beforeAll(async () => {
  database = await openTestDatabase()
  await insertSmallCity(database)
  await putAccount(database, {
    login: 'night', password: 'at three in the morning', role: 'duty', scopeCode: '990101', displayName: 'Night',
  })
  city = await buildTestApp(database)
})

afterAll(async () => {
  await city?.close()
  await database?.close()
})

const login = (password: string, headers: Record<string, string> = {}) =>
  city.app.inject({ method: 'POST', url: '/api/login', payload: { login: 'night', password }, headers })

describe('without a token', () => {
  test.each([
    ['GET', '/api/me'], ['GET', '/api/city'], ['GET', '/api/cameras'], ['GET', '/api/devices'],
    ['GET', '/api/workers'], ['GET', '/api/workers/11'], ['GET', '/api/workers/11/track'],
    ['GET', '/api/cases'], ['POST', '/api/cases'], ['GET', '/api/cases/1'], ['POST', '/api/cases/1/dispatch'],
    ['GET', '/api/orders/open'], ['POST', '/api/orders/1/done'],
    ['GET', '/api/attachments/00000000-0000-0000-0000-000000000000'],
    ['GET', '/api/alarms'], ['POST', '/api/alarms'], ['POST', '/api/alarms/1/acknowledge'], ['POST', '/api/alarms/1/clear'],
    ['GET', '/api/grids/1'], ['GET', '/api/grids/locate?lng=116.05&lat=40.05'],
    ['GET', '/api/heat/cells'], ['GET', '/api/heat/frames'], ['GET', '/api/heat/top'], ['GET', '/api/reports/counts'],
    ['GET', '/tiles/basemap/10/1/1.pbf'], ['GET', '/tiles/grids/1/10/1/1.pbf'],
    ['GET', '/api/boundaries/versions'], ['POST', '/api/boundaries/versions'], ['DELETE', '/api/boundaries/versions/1'],
    ['POST', '/api/boundaries/switch'], ['POST', '/api/boundaries/rollback'],
    ['GET', '/api/boundaries/versions/1/case-differences'],
    ['POST', '/in/positions'], ['GET', '/in/osmand/no-such-token?id=phone-1&lat=40.05&lon=116.05'],
    ['GET', '/api/tokens'], ['POST', '/api/tokens'], ['DELETE', '/api/tokens/0123456789abcdef'], ['POST', '/api/logout'],
  ] as const)('%s %s answers 401', async (method, url) => {
    const answer = await city.app.inject({ method, url })
    expect(answer.statusCode).toBe(401)
    expect(answer.json().code).toBe('NOT_SIGNED_IN')
  })

  test('the health check answers', async () => {
    const answer = await city.app.inject('/healthz')
    expect(answer.json()).toMatchObject({ status: 'ok', database: database.kind, workers: 3, grids: 2 })
  })
})

describe('behind a proxy', () => {
  const from = (app: TestApp, chain: string) =>
    app.app.inject({
      method: 'POST', url: '/api/login', payload: { login: 'x', password: 'y' }, headers: { 'x-forwarded-for': chain },
    })

  test('whoever tries passwords is known by what the proxy says of him, whatever he says himself', async () => {
    const proxied = await buildTestApp(database, { TRUST_PROXY: 'on' })
    try {
      const statuses: number[] = []
      for (let index = 0; index < 11; index++) {
        statuses.push((await from(proxied, `198.51.100.${index}, 203.0.113.7`)).statusCode)
      }
      expect(statuses).toEqual([...Array<number>(10).fill(401), 429])
      expect((await from(proxied, '198.51.100.1, 203.0.113.8')).statusCode).toBe(401)
    } finally {
      await proxied.close()
    }
  })
})

describe('a person', () => {
  test('signs in with the right password, is known by the cookie, and is not after signing out', async () => {
    const answer = await login('at three in the morning')
    expect(answer.statusCode).toBe(200)
    const setCookie = String(answer.headers['set-cookie'])
    expect(setCookie).toMatch(/HttpOnly/)
    expect(setCookie).toMatch(/SameSite=Strict/)
    const headers = { cookie: setCookie.split(';')[0] }

    const me = await city.app.inject({ url: '/api/me', headers })
    expect(me.json()).toMatchObject({ type: 'account', login: 'night', role: 'duty', scopeCode: '990101' })

    await city.app.inject({ method: 'POST', url: '/api/logout', headers })
    expect((await city.app.inject({ url: '/api/me', headers })).statusCode).toBe(401)
  })

  test('gets the same answer for a wrong password as for a login that does not exist', async () => {
    const wrong = await login('at noon')
    const unknown = await city.app.inject({ method: 'POST', url: '/api/login', payload: { login: 'x', password: 'y' } })
    expect(wrong.statusCode).toBe(401)
    expect(unknown.json()).toEqual(wrong.json())
  })

  test('never sees the password again in an error', async () => {
    const answer = await city.app.inject({ method: 'POST', url: '/api/login', payload: { login: 'night', password: 12345 } })
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ field: 'password', expected: 'type string' })
    expect(answer.body).not.toContain('12345')
  })

  test('is asked to wait after ten tries in a minute', async () => {
    const answers = []
    for (let i = 0; i < 11; i++) answers.push(await login('guess', { 'x-forwarded-for': '203.0.113.9' }))
    const last = answers.at(-1)!
    expect(last.statusCode).toBe(429)
    expect(Number(last.headers['retry-after'])).toBeGreaterThan(0)
  })

  test('whose browser is sent by a page of another site is refused', async () => {
    const headers = await city.headersFor('duty')
    const answer = await city.app.inject({
      method: 'POST', url: '/api/logout', headers: { ...headers, host: 'wall.city', origin: 'https://evil.example' },
    })
    expect(answer.statusCode).toBe(403)
    expect((await city.app.inject({ url: '/api/me', headers })).statusCode).toBe(200)
  })

  test('sees the areas of the own scope and those above it, no others', async () => {
    const headers = await city.headersFor('leader', '990101')
    const { areas } = (await city.app.inject({ url: '/api/city', headers })).json()
    expect(areas.map((area: { code: string }) => area.code)).toEqual(['9901', '990101', '990101001', '990101001001'])
  })
})

describe('a token', () => {
  test('of a wall looks and does not act', async () => {
    const headers = await city.headersFor('wall')
    expect((await city.app.inject({ url: '/api/city', headers })).statusCode).toBe(200)
    const act = await city.app.inject({ method: 'POST', url: '/api/cases/1/dispatch', headers, payload: {} })
    expect(act.statusCode).toBe(403)
  })

  test('of a device sends and does not look', async () => {
    const headers = await city.deviceHeaders()
    expect((await city.app.inject({ url: '/api/city', headers })).statusCode).toBe(403)
    expect((await city.app.inject({ url: '/api/cases', headers })).statusCode).toBe(403)
  })

  test('of a wall is traded for a cookie; one of a device is not', async () => {
    const wall = await issueToken(database, { kind: 'wall', label: 'hall', scopeCode: '9901' })
    const entered = await city.app.inject({ method: 'POST', url: '/api/walls/enter', payload: { token: wall } })
    expect(entered.json()).toEqual({ type: 'wall', label: 'hall', scopeCode: '9901' })
    expect(String(entered.headers['set-cookie'])).toContain(wall)

    const device = await issueToken(database, { kind: 'device', label: 'phone', scopeCode: '9901' })
    const refused = await city.app.inject({ method: 'POST', url: '/api/walls/enter', payload: { token: device } })
    expect(refused.statusCode).toBe(401)
  })

  test('is not in the database as it is', async () => {
    const token = await issueToken(database, { kind: 'wall', label: 'hall', scopeCode: '9901' })
    const { rows } = await database.query('select t::text as row from access_tokens t')
    expect(rows.some(({ row }) => row.includes(token))).toBe(false)
  })

  test('is made by an administrator within the own scope only', async () => {
    const headers = await city.headersFor('admin', '990101')
    const body = (scopeCode: string) => ({ kind: 'device', label: 'gateway', scopeCode })
    const ask = (payload: object) => city.app.inject({ method: 'POST', url: '/api/tokens', headers, payload })
    expect((await ask(body('990101'))).statusCode).toBe(201)
    expect((await ask(body('990102'))).statusCode).toBe(403)
  })

  test('is listed without itself, and once revoked opens nothing any more', async () => {
    const headers = await city.headersFor('admin', '990101')
    const made = await city.app.inject({
      method: 'POST', url: '/api/tokens', headers, payload: { kind: 'device', label: 'old gateway' },
    })
    const device = { authorization: `Bearer ${made.json().token}` }
    const send = () => city.app.inject({ method: 'POST', url: '/in/positions', headers: device, payload: {} })
    expect((await send()).statusCode).toBe(400)

    const listed = await city.app.inject({ url: '/api/tokens', headers })
    expect(listed.body).not.toContain(made.json().token)
    const tokens: { id: string; label: string; scopeCode: string }[] = listed.json()
    expect(tokens.every(({ scopeCode }) => scopeCode.startsWith('990101'))).toBe(true)
    const { id } = tokens.find(({ label }) => label === 'old gateway')!

    const foreign = await city.headersFor('admin', '990102')
    const remove = (of: object) => city.app.inject({ method: 'DELETE', url: `/api/tokens/${id}`, headers: { ...of } })
    expect((await remove(foreign)).statusCode).toBe(404)
    expect((await remove(headers)).statusCode).toBe(204)
    expect((await send()).statusCode).toBe(401)
    expect((await remove(headers)).statusCode).toBe(404)
  })
})
