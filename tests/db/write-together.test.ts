import { expect, test } from 'vitest'
import { writeTogether } from '../../server/db/write-together.ts'

/** A write that is settled by hand. */
function byHand() {
  const writes: { items: readonly number[]; resolve(): void; reject(error: unknown): void }[] = []
  let arrived: (() => void) | undefined
  const write = (items: readonly number[]) =>
    new Promise<string[]>((resolve, reject) => {
      writes.push({ items, resolve: () => resolve(items.map((item) => `#${item}`)), reject })
      arrived?.()
    })
  const next = async (count: number) => {
    while (writes.length < count) await new Promise<void>((resolve) => { arrived = resolve })
    return writes[count - 1]
  }
  return { write, writes, next }
}

test('one that comes alone is written at once; those that come meanwhile go together, and each gets its own result', async () => {
  const { write, next, writes } = byHand()
  const submit = writeTogether({ write })
  const answers = [1, 2, 3].map((item) => submit(item))
  expect((await next(1)).items).toEqual([1])
  writes[0].resolve()
  expect((await next(2)).items).toEqual([2, 3])
  writes[1].resolve()
  expect(await Promise.all(answers)).toEqual(['#1', '#2', '#3'])
})

test('a write takes no more than it may', async () => {
  const { write, next, writes } = byHand()
  const submit = writeTogether({ write, most: 2 })
  const answers = [1, 2, 3, 4].map((item) => submit(item))
  for (let count = 1; count <= 3; count++) (await next(count)).resolve()
  await Promise.all(answers)
  expect(writes.map(({ items }) => items)).toEqual([[1], [2, 3], [4]])
})

test('where one of several is at fault only that one fails', async () => {
  const fault = new Error('two is refused')
  const submit = writeTogether({
    write: async (items: readonly number[]) => {
      await Promise.resolve()
      if (items.includes(2)) throw fault
      return [...items]
    },
  })
  const outcomes = await Promise.allSettled([1, 2, 3].map((item) => submit(item)))
  expect(outcomes).toEqual([
    { status: 'fulfilled', value: 1 }, { status: 'rejected', reason: fault }, { status: 'fulfilled', value: 3 },
  ])
})

test('a database that is away is not asked once for each', async () => {
  const { write, next, writes } = byHand()
  const submit = writeTogether({ write })
  const outcomes = Promise.allSettled([1, 2, 3].map((item) => submit(item)))
  writes[0].resolve()
  const away = Object.assign(new Error('away'), { code: 'ECONNREFUSED' })
  ;(await next(2)).reject(away)
  expect((await outcomes).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
  expect(writes).toHaveLength(2)
})

test('more than may wait are told to come back', async () => {
  const { write, next } = byHand()
  const submit = writeTogether({ write, waiting: 1 })
  const first = submit(1)
  const second = submit(2)
  await expect(submit(3)).rejects.toMatchObject({ statusCode: 503 })
  ;(await next(1)).resolve()
  ;(await next(2)).resolve()
  expect(await Promise.all([first, second])).toEqual(['#1', '#2'])
})
