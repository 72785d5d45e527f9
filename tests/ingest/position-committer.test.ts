import { expect, test } from 'vitest'
import { createPositionCommitter } from '../../server/ingest/position-committer.ts'
import type { Position } from '../../server/ingest/position.ts'

function position(workerId: number): Position {
  return { workerId, recordedAtMs: 1, receivedAtMs: 2, lng: 116.4, lat: 39.9, sequence: 0, protocol: 'batch', sos: false }
}

function submission(...workerIds: number[]) {
  return { positions: workerIds.map(position), quarantined: [] }
}

/** A database that answers when it is told to. */
class HeldDatabase {
  writes: { workerIds: number[]; commit(): void; fail(error: Error): void }[] = []
  #arrived: (() => void)[] = []

  write = (positions: readonly Position[]): Promise<void> =>
    new Promise((resolve, reject) => {
      this.writes.push({ workerIds: positions.map(({ workerId }) => workerId), commit: resolve, fail: reject })
      for (const arrived of this.#arrived.splice(0)) arrived()
    })

  async nth(n: number) {
    while (this.writes.length < n) await new Promise<void>((resolve) => this.#arrived.push(resolve))
    return this.writes[n - 1]
  }
}

function committerOn(database: HeldDatabase, options: { flushRows?: number; queueRows?: number } = {}) {
  const committed: number[] = []
  const errors: unknown[] = []
  const committer = createPositionCommitter({
    write: database.write,
    onCommitted: (positions) => committed.push(...positions.map(({ workerId }) => workerId)),
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
  const first = committer.submit(submission(1, 2))
  const second = committer.submit(submission(3))
  const write = await database.nth(1)
  expect(write.workerIds).toEqual([1, 2, 3])
  expect(await isSettled(first)).toBe(false)
  expect(committed).toEqual([])
  write.commit()
  await Promise.all([first, second])
  expect(committed).toEqual([1, 2, 3])
})

test('there is one write at a time: what comes meanwhile waits for the next', async () => {
  const database = new HeldDatabase()
  const { committer } = committerOn(database, { flushRows: 1 })
  const first = committer.submit(submission(1))
  const second = committer.submit(submission(2))
  const third = committer.submit(submission(3))
  expect(await isSettled(third)).toBe(false)
  expect(database.writes).toHaveLength(1)
  for (const n of [1, 2, 3]) (await database.nth(n)).commit()
  await Promise.all([first, second, third])
  expect(database.writes.map(({ workerIds }) => workerIds)).toEqual([[1], [2], [3]])
})

test('a full queue refuses with 503 and a time to come back, and takes again once it has room', async () => {
  const database = new HeldDatabase()
  const { committer } = committerOn(database, { flushRows: 2, queueRows: 4 })
  const taken = [committer.submit(submission(1, 2)), committer.submit(submission(3, 4))]
  await expect(committer.submit(submission(5))).rejects.toMatchObject({ statusCode: 503, retryAfterSeconds: 1 })
  ;(await database.nth(1)).commit()
  ;(await database.nth(2)).commit()
  await Promise.all(taken)
  const later = committer.submit(submission(6))
  ;(await database.nth(3)).commit()
  await later
})

test('a database that fails answers 503 to those of that write, and the next write is a new try', async () => {
  const database = new HeldDatabase()
  const { committer, committed, errors } = committerOn(database)
  const lost = committer.submit(submission(1))
  const failure = Object.assign(new Error('terminating connection'), { code: '57P01' })
  ;(await database.nth(1)).fail(failure)
  await expect(lost).rejects.toMatchObject({ statusCode: 503 })
  expect(errors).toEqual([failure])
  const kept = committer.submit(submission(2))
  ;(await database.nth(2)).commit()
  await kept
  expect(committed).toEqual([2])
})

test('a record that the database refuses fails alone, not with those it came along with', async () => {
  const database = new HeldDatabase()
  const { committer, committed } = committerOn(database)
  const [good, poison, alsoGood] = [1, 666, 3].map((id) => committer.submit(submission(id)))
  const refusal = Object.assign(new Error('value out of range'), { code: '22003' })
  ;(await database.nth(1)).fail(refusal)
  ;(await database.nth(2)).commit()
  ;(await database.nth(3)).fail(refusal)
  ;(await database.nth(4)).commit()
  await Promise.all([good, alsoGood])
  await expect(poison).rejects.toMatchObject({ statusCode: 503 })
  expect(committed).toEqual([1, 3])
})

test('closing writes what waits, then refuses', async () => {
  const database = new HeldDatabase()
  const { committer, committed } = committerOn(database, { flushRows: 1 })
  const waiting = [committer.submit(submission(1)), committer.submit(submission(2))]
  const closed = committer.close()
  ;(await database.nth(1)).commit()
  ;(await database.nth(2)).commit()
  await closed
  await Promise.all(waiting)
  expect(committed).toEqual([1, 2])
  await expect(committer.submit(submission(3))).rejects.toMatchObject({ statusCode: 503 })
})

test('nothing to write is done at once', async () => {
  const database = new HeldDatabase()
  await committerOn(database).committer.submit(submission())
  expect(database.writes).toEqual([])
})
