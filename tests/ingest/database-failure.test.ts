import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../server/db/database.ts'
import { DatabaseTimeout } from '../../server/db/lend-connection.ts'
import { type DatabaseProxy, startDatabaseProxy } from '../support/database-proxy.ts'
import { describeWithPostgis, openTestDatabase } from '../support/database.ts'
import { type LiveApp, startLiveApp } from '../live/live-app.ts'
import { insertSmallCity } from '../live/small-city.ts'

describeWithPostgis('a position while the database does not do its work', () => {
  let database: Database
  let live: LiveApp
  let token: string
  beforeAll(async () => {
    database = await openTestDatabase()
    await insertSmallCity(database)
    live = await startLiveApp(database)
    token = await live.deviceToken()
    // The day's partition is there, so that only rows are missing.
    expect((await send(60)).statusCode).toBe(200)
  })
  afterAll(async () => {
    await live.close()
    await database.close()
  })

  const send = (agoS: number) => {
    const timestamp = Math.floor(Date.now() / 1000) - agoS
    return live.app.inject(`/in/osmand/${token}?id=phone-1&lat=40.05&lon=116.05${agoS}&timestamp=${timestamp}`)
  }

  /** Runs `work` while nobody else can write positions, once a writer waits for it. */
  async function whileLocked(work: (waitingPid: number) => Promise<void>): Promise<void> {
    const locker = await database.pool.connect()
    try {
      await locker.query('begin')
      await locker.query('lock table positions in access exclusive mode')
      let pid: number | undefined
      while (pid === undefined) {
        const { rows } = await database.query<{ pid: number }>(
          `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        )
        pid = rows[0]?.pid
      }
      await work(pid)
    } finally {
      await locker.query('rollback')
      locker.release()
    }
  }

  test('is not answered, and its marker does not move, before it is committed', async () => {
    let answered = false
    const { slots } = live.app.live
    const reply = send(10).then((reply) => {
      answered = true
      return reply
    })
    await whileLocked(async () => {
      expect([answered, slots.lng[0]]).toEqual([false, 116.056])
    })
    expect((await reply).statusCode).toBe(200)
    expect(slots.lng[0]).toBe(116.051)
  })

  test('is answered 503 with a time to come back if the write fails, and is taken when it comes back', async () => {
    const lost = send(5)
    await whileLocked(async (pid) => {
      await database.query('select pg_terminate_backend($1)', [pid])
      const reply = await lost
      expect([reply.statusCode, reply.headers['retry-after']]).toEqual([503, '1'])
      expect(reply.json()).toMatchObject({ code: 'OVERLOADED' })
    })
    expect(live.app.live.slots.lng[0]).toBe(116.051)
    expect((await send(5)).statusCode).toBe(200)
    expect(live.app.live.slots.lng[0]).toBe(116.055)
  })
})

describeWithPostgis('a database that goes and comes back', () => {
  let behind: Database
  let proxy: DatabaseProxy
  let database: Database
  let live: LiveApp
  beforeAll(async () => {
    behind = await openTestDatabase()
    await insertSmallCity(behind)
    proxy = await startDatabaseProxy(behind.pool.options.connectionString!)
    database = await openDatabase({ databaseUrl: proxy.url, dataDir: '', poolSize: 4 })
    live = await startLiveApp(database)
  })
  afterAll(async () => {
    proxy.restore()
    await live.close()
    await database.close()
    await proxy.close()
    await behind.close()
  })

  test('while it is gone all are told to come back, and then everything that was acknowledged is there once', async () => {
    const token = await live.deviceToken()
    const acknowledged = new Map<string, number>()
    const tally = { ok: 0, refused: 0, going: true, changed: () => {} }
    const until = (holds: () => boolean) => new Promise<void>((resolve) => {
      tally.changed = () => holds() && resolve()
      tally.changed()
    })

    /** A phone: sends what it has until that is taken, then the next. */
    async function phone(id: string, startMs: number): Promise<void> {
      for (let i = 0; tally.going; i++) {
        const atMs = startMs + i * 1000
        for (;;) {
          const { statusCode, headers } = await live.app.inject(
            `/in/osmand/${token}?id=${id}&lat=40.05&lon=116.05&timestamp=${atMs}`,
          )
          if (statusCode === 200) {
            acknowledged.set(`${id} ${atMs}`, 1)
            tally.ok++
            tally.changed()
            break
          }
          expect([statusCode, headers['retry-after']]).toEqual([503, expect.stringMatching(/^[12]$/)])
          tally.refused++
          tally.changed()
        }
      }
    }
    const startMs = Math.floor(Date.now() / 1000) * 1000 - 40_000_000
    const phones = Promise.all(['phone-1', 'phone-2', 'phone-3'].map((id) => phone(id, startMs)))
    await until(() => tally.ok >= 30)
    expect((await live.app.inject('/healthz')).json()).toMatchObject({ status: 'ok', lastWriteError: null })
    proxy.cut()
    await until(() => tally.refused >= 30)
    const down = await live.app.inject('/healthz')
    expect([down.statusCode, down.json()]).toMatchObject([503, { status: 'database-down', lastWriteError: { sqlState: null } }])
    proxy.restore()
    const before = tally.ok
    await until(() => tally.ok >= before + 30)
    tally.going = false
    await phones

    const { rows } = await behind.query<{ name: string; count: number }>(
      `select device_key || ' ' || extract(epoch from recorded_at)::bigint * 1000 as name, count(*)::int as count
         from positions join workers on workers.id = worker_id group by 1`,
    )
    expect(new Map(rows.map(({ name, count }) => [name, count]))).toEqual(acknowledged)
    expect((await live.app.inject('/healthz')).json()).toMatchObject({ status: 'ok', lastWriteError: null, rowsWaiting: 0 })
  })

  test('one that hangs is given up on in time, its connections are thrown away, and it is used again after', async () => {
    proxy.freeze()
    await expect(database.query('select 1', [], { withinMs: 150 })).rejects.toBeInstanceOf(DatabaseTimeout)
    const hung = Array.from({ length: 6 }, () =>
      database.transaction((transaction) => transaction.query('select 1'), { withinMs: 150 }))
    for (const outcome of await Promise.allSettled(hung)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(DatabaseTimeout) })
    }
    proxy.restore()
    const { rows } = await database.transaction((transaction) => transaction.query('select 1 as one'), { withinMs: 5000 })
    expect(rows).toEqual([{ one: 1 }])
  })
})
