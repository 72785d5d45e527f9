import { AsyncLocalStorage } from 'node:async_hooks'
import pg from 'pg'
import type { QueryResult, QueryResultRow } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { checkServer } from './check-server.ts'
import { startErrorOf } from './connection-error.ts'
import { keepHouse } from './embedded/keep-house.ts'
import { openEmbedded } from './embedded/open-embedded.ts'
import { lend } from './lend-connection.ts'

/**
 * What runs a statement: a database or a transaction. Take this in a repository, so that both can be given.
 * Values are sent as parameters ($1, $2 …). A bigint comes back as text, as `pg` has it.
 */
export interface Queryable {
  query<Row extends QueryResultRow = any>(text: string, parameters?: readonly unknown[]): Promise<QueryResult<Row>>
}

/** A transaction that runs. */
export interface Transaction extends Queryable {
  /** Runs a `COPY … FROM STDIN` with these bytes. On a server only: the embedded database is asked in other ways. */
  copyIn(text: string, bytes: Buffer): Promise<void>
}

export interface Database extends Queryable {
  /** With `withinMs` it is given up on after so long, as `transaction` says. */
  query<Row extends QueryResultRow = any>(
    text: string, parameters?: readonly unknown[], options?: { withinMs?: number },
  ): Promise<QueryResult<Row>>
  /** 'embedded': in this process, one connection. 'server': a PostGIS of your own. */
  kind: 'embedded' | 'server'
  /** '18.3' and '3.6.2'. */
  postgresVersion: string
  postgisVersion: string
  /** The connections under `query` and `transaction`, which are to be preferred. */
  pool: pg.Pool
  /**
   * Runs `work` in a transaction that commits when it returns and rolls back when it throws; errors pass unchanged.
   * Within `work` use the transaction it is given. On the embedded database `database.query` and `database.transaction`
   * throw there: they would wait for the one connection that the transaction holds, for ever.
   * With `withinMs` it is given up on after so long, waiting for a connection included, and throws DatabaseTimeout:
   * its connection is thrown away, and whether it has committed is then not known.
   */
  transaction<Result>(
    work: (transaction: Transaction) => Promise<Result>, options?: { withinMs?: number },
  ): Promise<Result>
  /** Resolves if the embedded database dies on its own. Never for a server, whose connections are renewed. */
  failed: Promise<Error>
  close(): Promise<void>
}

export interface DatabaseOptions {
  /** postgres://… of a PostGIS server; without it the embedded one is opened in `dataDir`. */
  databaseUrl?: string | undefined
  dataDir: string
  /** Connections to a server. */
  poolSize?: number
  /** False: a commit to the embedded database does not wait for the disk. For tests. */
  durable?: boolean
}

/** Opens the database and makes sure that it is usable. Throws StartError that says what is wrong and what to do. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { databaseUrl, dataDir, poolSize = 10, durable = true } = options
  if (databaseUrl) {
    const pool = new pg.Pool({
      connectionString: databaseUrl,
      max: poolSize,
      connectionTimeoutMillis: 10_000,
      // Of a server that went without a word an idle connection would never know.
      keepAlive: true,
      // Days and hours are cut in UTC unless a query says otherwise, as in the embedded database. PostGIS puts high costs
      // on its functions, for which the server would compile short statements for half a second each.
      // Of a table that is read in many places the pages are asked for ahead, not one after the other.
      options: '-c TimeZone=UTC -c jit=off -c effective_io_concurrency=64',
    })
    outliveConnections(pool)
    const versions = await checkServer(pool).catch(async (error: unknown) => {
      await pool.end()
      throw startErrorOf(error, databaseUrl)
    })
    return databaseOn('server', pool, versions, new Promise<Error>(() => {}), () => pool.end())
  }

  const embedded = await openEmbedded(dataDir, { durable })
  // One connection and kept for good: all connections of the embedded server would share one session.
  const pool = new pg.Pool({ ...embedded.connection, max: 1, idleTimeoutMillis: 0 })
  outliveConnections(pool)
  const versions = await checkServer(pool)
  const stopHousekeeping = keepHouse(pool)
  return databaseOn('embedded', pool, versions, embedded.failed, async () => {
    await stopHousekeeping()
    await pool.end()
    await embedded.close()
  })
}

/** Keeps the process alive when a connection breaks. To be called before the first one is made. */
function outliveConnections(pool: pg.Pool): void {
  // An idle connection that breaks is replaced by the pool; unheard, its error would end the process.
  pool.on('error', () => {})
  // One that breaks while a query holds it tells the query; unheard, its own error would end the process as well.
  pool.on('connect', (client) => client.on('error', () => {}))
}

function databaseOn(
  kind: Database['kind'],
  pool: pg.Pool,
  versions: { postgresVersion: string; postgisVersion: string },
  failed: Promise<Error>,
  close: () => Promise<void>,
): Database {
  // On a server it would only be another connection, and following every promise costs a tenth of what a process can do.
  const inTransaction = kind === 'embedded' ? new AsyncLocalStorage<{ open: boolean }>() : undefined
  const refuseInTransaction = (): void => {
    if (inTransaction?.getStore()?.open) {
      throw new Error('Inside a transaction use the transaction that was given, not the database')
    }
  }

  return {
    kind,
    ...versions,
    pool,
    failed,
    close,
    async query(text, parameters, { withinMs } = {}) {
      refuseInTransaction()
      // pool.query would throw the connection away after any statement that fails; a broken one is replaced anyway.
      const { client, giveBack, expired } = await lend(pool, withinMs)
      let ended: Error | undefined
      try {
        return await client.query(text, parameters as unknown[])
      } catch (error) {
        // The server says so before it hangs up; whoever came next would be given a connection that is no more.
        if ((error as pg.DatabaseError).severity === 'FATAL') ended = error as Error
        throw expired() ?? error
      } finally {
        giveBack(ended)
      }
    },
    async transaction(work, { withinMs } = {}) {
      refuseInTransaction()
      const { client, giveBack, expired } = await lend(pool, withinMs)
      const scope = { open: true }
      const refuseAfter = (): void => {
        if (!scope.open) throw new Error('The transaction is over')
      }
      const transaction: Transaction = {
        async query(text, parameters) {
          refuseAfter()
          return client.query(text, parameters as unknown[])
        },
        async copyIn(text, bytes) {
          refuseAfter()
          if (kind !== 'server') throw new Error('The embedded database takes no COPY from a client')
          await new Promise<void>((resolve, reject) => {
            client.query(copyFrom(text)).on('finish', resolve).on('error', reject).end(bytes)
          })
        },
      }
      let broken: Error | undefined
      try {
        await client.query('begin')
        const result = await (inTransaction?.run(scope, () => work(transaction)) ?? work(transaction))
        scope.open = false
        const { command } = await client.query('commit')
        // After a statement failed PostgreSQL answers a commit by rolling back, and calls that a success.
        if (command !== 'COMMIT') throw new Error('The transaction was rolled back: a statement in it had failed')
        return result
      } catch (error) {
        scope.open = false
        // The first error is the one to tell; a connection that cannot even roll back is thrown away.
        await client.query('rollback').catch((second: Error) => {
          broken = second
        })
        throw expired() ?? error
      } finally {
        giveBack(broken)
      }
    },
  }
}
