import type pg from 'pg'

/** The database took longer than whoever asked would wait. */
export class DatabaseTimeout extends Error {
  constructor(withinMs: number) {
    super(`The database has not answered within ${withinMs} ms`)
  }
}

/** A connection that is lent, and how it is given back: with what broke it where it is of no use any more. */
export interface Loan {
  client: pg.PoolClient
  giveBack(broken?: Error): void
  /** The error where the time is over. */
  expired(): DatabaseTimeout | undefined
}

/**
 * Lends a connection of the pool. With `withinMs` for so long, waiting for one included: then it throws
 * DatabaseTimeout, or, once lent, hangs up, so that the statement that runs on it fails.
 */
export async function lend(pool: pg.Pool, withinMs: number | undefined): Promise<Loan> {
  if (withinMs === undefined) {
    const client = await pool.connect()
    return { client, giveBack: (broken) => client.release(broken), expired: () => undefined }
  }
  const untilMs = performance.now() + withinMs
  const client = await connectWithin(pool, withinMs)
  let isLent = true
  let expired: DatabaseTimeout | undefined
  const giveBack = (broken?: Error): void => {
    clearTimeout(timer)
    if (isLent) client.release(broken)
    isLent = false
  }
  // The pool ends a connection that is given back broken; while a statement runs that cuts it off.
  const timer = setTimeout(() => {
    expired = new DatabaseTimeout(withinMs)
    giveBack(expired)
  }, untilMs - performance.now())
  return { client, giveBack, expired: () => expired }
}

function connectWithin(pool: pg.Pool, withinMs: number): Promise<pg.PoolClient> {
  return new Promise((resolve, reject) => {
    let isLate = false
    const timer = setTimeout(() => {
      isLate = true
      reject(new DatabaseTimeout(withinMs))
    }, withinMs)
    pool.connect().then(
      (client) => {
        clearTimeout(timer)
        // Nobody waits for it any more.
        if (isLate) client.release()
        else resolve(client)
      },
      (error: unknown) => {
        clearTimeout(timer)
        reject(error)
      },
    )
  })
}
