import { expect, test } from 'vitest'
import { createGroupCommitter } from '../../server/db/group-committer.ts'

/** What is kept or lost as a whole: one row for each name. */
type Item = readonly string[]

/** A database that answers when it is told to. */
class HeldDatabase {
  writes: { names: string[]; commit(): void; fail(error: Error): void }[] = []
  #arrived: (() => void)[] = []

  write = (items: readonly Item[]): Promise<void> =>
    new Promise((resolve, reject) => {
      this.writes.push({ names: items.flat(), commit: resolve, fail: reject })
      for (const arrived of this.#arrived.splice(0)) arrived()
    })

  async nth(n: number) {
    while (this.writes.length < n) await new Promise<void>((resolve) => this.#arrived.push(resolve))
    return this.writes[n - 1]
  }
}

function committerOn(
  database: HeldDatabase, options: { flushRows?: number; queueRows?: number; writesAtOnce?: number } = {},
) {
  const committed: string[] = []
  const errors: unknown[] = []
  const committer = createGroupCommitter<Item>({
    write: database.write,
    rowsOf: (item) => item.length,
    onCommitted: (items) => committed.push(...items.flat()),
    onError: (error) => errors.push(error),
    flushEveryMs: 1,
    ...options,
  })
  return { committer, committed, errors }
}

/** Whether a promise has settled once everything that is due has run. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false
  promise.then(() => { settled = true }, () => { settled = true })
  await new Promise((resolve) => setImmediate(resolve))
  return settled
}

test('what comes together is written together, and nobody is answered before the commit', async () => {
  const database = new HeldDatabase()
  const { committer, committed } = committerOn(database)
  const first = committer.submit(['a', 'b'])
  const second = committer.submit(['c'])
  const write = await database.nth(1)
  expect(write.names).toEqual(['a', 'b', 'c'])
  expect(await isSettled(first)).toBe(false)
  expect(committed).toEqual([])
  expect(committer.rowsWaiting()).toBe(3)
  write.commit()
  await Promise.all([first, second])
  expect(committed).toEqual(['a', 'b', 'c'])
  expect(await isSettled(Promise.resolve()) && committer.rowsWaiting()).toBe(0)
})

test('there is one write at a time: what comes meanwhile waits for the next', async () => {
  const database = new HeldDatabase()
  const { committer } = committerOn(database, { flushRows: 1 })
  const all = ['a', 'b', 'c'].map((name) => committer.submit([name]))
  expect(await isSettled(all[2])).toBe(false)
  expect(database.writes).toHaveLength(1)
  for (const n of [1, 2, 3]) (await database.nth(n)).commit()
  await Promise.all(all)
  expect(database.writes.map(({ names }) => names)).toEqual([['a'], ['b'], ['c']])
})

test('where two writes may be under way, a third waits, and each answers for itself', async () => {
  const database = new HeldDatabase()
  const { committer, committed } = committerOn(database, { flushRows: 1, writesAtOnce: 2 })
  const [first, second, third] = ['a', 'b', 'c'].map((name) => committer.submit([name]))
  expect(await isSettled(third)).toBe(false)
  expect(database.writes).toHaveLength(2)
  ;(await database.nth(2)).commit()
  await second
  expect([await isSettled(first), committed]).toEqual([false, ['b']])
  ;(await database.nth(3)).commit()
  ;(await database.nth(1)).commit()
  await Promise.all([first, third])
})

test('a full queue refuses with 503 and a time to come back, and takes again once it has room', async () => {
  const database = new HeldDatabase()
  const { committer } = committerOn(database, { flushRows: 2, queueRows: 4 })
  const taken = [committer.submit(['a', 'b']), committer.submit(['c', 'd'])]
  await expect(committer.submit(['e'])).rejects.toMatchObject({ statusCode: 503, retryAfterSeconds: 1 })
  ;(await database.nth(1)).commit()
  ;(await database.nth(2)).commit()
  await Promise.all(taken)
  const later = committer.submit(['f'])
  ;(await database.nth(3)).commit()
  await later
})

test('a database that fails answers 503 to those of that write, and the next write is a new try', async () => {
  const database = new HeldDatabase()
  const { committer, committed, errors } = committerOn(database)
  const lost = committer.submit(['a'])
  const failure = Object.assign(new Error('terminating connection'), { code: '57P01' })
  ;(await database.nth(1)).fail(failure)
  await expect(lost).rejects.toMatchObject({ statusCode: 503 })
  expect(errors).toEqual([failure])
  const kept = committer.submit(['b'])
  ;(await database.nth(2)).commit()
  await kept
  expect(committed).toEqual(['b'])
})

test('an item that the database refuses fails alone, not with those it came along with', async () => {
  const database = new HeldDatabase()
  const { committer, committed } = committerOn(database)
  const [good, poison, alsoGood] = ['good', 'poison', 'also good'].map((name) => committer.submit([name]))
  const refusal = Object.assign(new Error('value out of range'), { code: '22003' })
  ;(await database.nth(1)).fail(refusal)
  ;(await database.nth(2)).commit()
  ;(await database.nth(3)).fail(refusal)
  ;(await database.nth(4)).commit()
  await Promise.all([good, alsoGood])
  await expect(poison).rejects.toMatchObject({ statusCode: 503 })
  expect(committed).toEqual(['good', 'also good'])
})

test('closing writes what waits, then refuses', async () => {
  const database = new HeldDatabase()
  const { committer, committed } = committerOn(database, { flushRows: 1 })
  const waiting = [committer.submit(['a']), committer.submit(['b'])]
  const closed = committer.close()
  ;(await database.nth(1)).commit()
  ;(await database.nth(2)).commit()
  await closed
  await Promise.all(waiting)
  expect(committed).toEqual(['a', 'b'])
  await expect(committer.submit(['c'])).rejects.toMatchObject({ statusCode: 503 })
})

test('nothing to write is done at once', async () => {
  const database = new HeldDatabase()
  await committerOn(database).committer.submit([])
  expect(database.writes).toEqual([])
})
