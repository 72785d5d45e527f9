import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../server/db/database.ts'
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
    return live.app.inject(`/in/osmand/${token}?id=phone-1&lat=40.05&lon=116.${agoS}&timestamp=${timestamp}`)
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
      expect([answered, slots.lng[0]]).toEqual([false, 116.6])
    })
    expect((await reply).statusCode).toBe(200)
    expect(slots.lng[0]).toBe(116.1)
  })

  test('is answered 503 with a time to come back if the write fails, and is taken when it comes back', async () => {
    const lost = send(5)
    await whileLocked(async (pid) => {
      await database.query('select pg_terminate_backend($1)', [pid])
      const reply = await lost
      expect([reply.statusCode, reply.headers['retry-after']]).toEqual([503, '1'])
      expect(reply.json()).toMatchObject({ code: 'OVERLOADED' })
    })
    expect(live.app.live.slots.lng[0]).toBe(116.1)
    expect((await send(5)).statusCode).toBe(200)
    expect(live.app.live.slots.lng[0]).toBe(116.5)
  })
})
