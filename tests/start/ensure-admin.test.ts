import { afterAll, beforeAll, expect, test } from 'vitest'
import { putAccount } from '../../server/auth/accounts.ts'
import { verifyPassword } from '../../server/auth/passwords.ts'
import type { Database } from '../../server/db/database.ts'
import { ensureAdmin } from '../../server/start/ensure-admin.ts'
import { insertSmallCity } from '../live/small-city.ts'
import { openTestDatabase } from '../support/database.ts'

let database: Database
beforeAll(async () => {
  database = await openTestDatabase()
  await insertSmallCity(database)
})
afterAll(() => database?.close())

async function account(login: string) {
  const { rows } = await database.query(
    'select role, scope_code as scope, password_hash as hash from accounts where login = $1', [login],
  )
  return rows[0]
}

test('a city without an administrator gets one with a password that is told once and kept as a hash only', async () => {
  const first = await ensureAdmin(database, '9901', undefined)
  expect(first.login).toBe('admin')
  expect(first.password).toMatch(/^[\w-]{12}$/)
  const { role, scope, hash } = await account('admin')
  expect([role, scope]).toEqual(['admin', '9901'])
  expect(hash).not.toContain(first.password)
  expect(await verifyPassword(hash, first.password!)).toBe(true)
  expect(await ensureAdmin(database, '9901', undefined)).toEqual({ login: 'admin', password: undefined })
})

test('a password that is asked for is set, and not told', async () => {
  expect(await ensureAdmin(database, '9901', 'my own words')).toEqual({ login: 'admin', password: undefined })
  expect(await verifyPassword((await account('admin')).hash, 'my own words')).toBe(true)
})

test('an administrator of a district is none of the city; one of another name is', async () => {
  await database.query('delete from accounts')
  const person = { password: 'irrelevant', role: 'admin', displayName: '区管理员' } as const
  await putAccount(database, { ...person, login: 'west', scopeCode: '990101' })
  expect((await ensureAdmin(database, '9901', undefined)).password).toBeDefined()
  await database.query(`delete from accounts where login = 'admin'`)
  await putAccount(database, { ...person, login: 'chief', scopeCode: '9901' })
  expect(await ensureAdmin(database, '9901', undefined)).toEqual({ login: 'chief', password: undefined })
  expect(await account('admin')).toBeUndefined()
})
