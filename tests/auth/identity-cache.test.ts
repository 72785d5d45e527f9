import { expect, test } from 'vitest'
import type { Identity } from '../../server/auth/identity.ts'
import { IdentityCache } from '../../server/auth/identity-cache.ts'

const wall: Identity = { type: 'wall', label: 'hall', scopeCode: '9901' }

/** A cache over a table of tokens that counts how often it is asked. */
function cacheOver(table: Map<string, Identity>, lifetimeMs: number, capacity?: number) {
  const asked: string[] = []
  const cache = new IdentityCache(
    async (token) => {
      asked.push(token)
      return table.get(token) ?? null
    },
    lifetimeMs,
    capacity,
  )
  return { cache, asked }
}

test('a token is looked up once within its lifetime and again after it', async () => {
  const { cache, asked } = cacheOver(new Map([['a', wall]]), 1000)
  expect(await cache.identify('a', 0)).toEqual(wall)
  expect(await cache.identify('a', 999)).toEqual(wall)
  expect(asked).toEqual(['a'])
  expect(await cache.identify('a', 1000)).toEqual(wall)
  expect(asked).toEqual(['a', 'a'])
})

test('a token that was revoked elsewhere is refused once its lifetime is over', async () => {
  const table = new Map([['a', wall]])
  const { cache } = cacheOver(table, 1000)
  await cache.identify('a', 0)
  table.delete('a')
  expect(await cache.identify('a', 1001)).toBeNull()
})

test('a forgotten token is looked up at once', async () => {
  const table = new Map([['a', wall]])
  const { cache } = cacheOver(table, 1000)
  await cache.identify('a', 0)
  table.delete('a')
  cache.forget('a')
  expect(await cache.identify('a', 1)).toBeNull()
})

test('a failed look-up is not remembered', async () => {
  let broken = true
  const cache = new IdentityCache(async () => {
    if (broken) throw new Error('database gone')
    return wall
  })
  await expect(cache.identify('a', 0)).rejects.toThrow('database gone')
  broken = false
  expect(await cache.identify('a', 1)).toEqual(wall)
})

test('guessing tokens does not let the memory grow', async () => {
  const { cache, asked } = cacheOver(new Map(), 1000, 10)
  for (let i = 0; i < 1000; i++) await cache.identify(`guess-${i}`, 0)
  await cache.identify('guess-0', 1)
  expect(asked.length).toBe(1001)
})
