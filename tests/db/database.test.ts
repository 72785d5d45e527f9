import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../server/db/database.ts'
import { dayPartitions } from '../../server/db/day-partitions.ts'
import { openTestDatabase } from '../support/database.ts'

describe('the database', () => {
  let database: Database
  beforeAll(async () => {
    database = await openTestDatabase()
    await database.query('create table marks (id int primary key)')
  })
  afterAll(() => database.close())

  const marks = async (): Promise<number[]> =>
    (await database.query<{ id: number }>('select id from marks order by id')).rows.map(({ id }) => id)

  it('has PostGIS and the migrated schema', async () => {
    const { rows } = await database.query(
      `select st_distance('srid=4326;point(121 31)'::geography, 'srid=4326;point(121 32)'::geography)::int as m,
        (select count(*)::int from cases) as cases`,
    )
    expect(rows).toEqual([{ m: 110878, cases: 0 }])
    expect(database.postgresVersion).toMatch(/^\d+\.\d+$/)
    expect(database.postgisVersion).toMatch(/^3\.\d+\.\d+$/)
  })

  it('cuts days in UTC', async () => {
    const { rows } = await database.query("select date_trunc('day', timestamptz '2026-11-21 03:00+08')::text as day")
    expect(rows).toEqual([{ day: '2026-11-20 00:00:00+00' }])
  })

  it('keeps what a transaction wrote when it returns, and returns its result', async () => {
    const result = await database.transaction(async (transaction) => {
      await transaction.query('insert into marks values (1)')
      return 'done'
    })
    expect(result).toBe('done')
    expect(await marks()).toEqual([1])
  })

  it('keeps nothing of a transaction that throws, and passes the error unchanged', async () => {
    const failure = new Error('changed my mind')
    await expect(
      database.transaction(async (transaction) => {
        await transaction.query('insert into marks values (2)')
        throw failure
      }),
    ).rejects.toBe(failure)
    await expect(
      database.transaction((transaction) => transaction.query('insert into marks values (3), (3)')),
    ).rejects.toMatchObject({ code: '23505' })
    expect(await marks()).toEqual([1])
  })

  it('does not take a transaction for committed in which a statement failed and nobody looked', async () => {
    await expect(
      database.transaction(async (transaction) => {
        await transaction.query('insert into marks values (4)')
        await transaction.query('insert into marks values (1)').catch(() => {})
      }),
    ).rejects.toThrow('rolled back')
    expect(await marks()).toEqual([1])
  })

  it('lets work that a transaction started but that outlives it use the database', async () => {
    let commit!: () => void
    const committed = new Promise<void>((resolve) => {
      commit = resolve
    })
    let later!: Promise<unknown>
    await database.transaction(async () => {
      later = committed.then(() => database.query('select 1'))
    })
    commit()
    await expect(later).resolves.toBeDefined()
  })

  it('refuses a statement in a transaction that is over', async () => {
    const transaction = await database.transaction(async (given) => given)
    await expect(transaction.query('select 1')).rejects.toThrow('The transaction is over')
  })

  it('runs transactions that come at the same time, each by itself', async () => {
    await database.query('create table counter as select 0 as value')
    await Promise.all(
      Array.from({ length: 20 }, () =>
        database.transaction(async (transaction) => {
          const { rows } = await transaction.query<{ value: number }>('select value from counter for update')
          await transaction.query('update counter set value = $1', [rows[0]!.value + 1])
        }),
      ),
    )
    expect((await database.query('select value from counter')).rows).toEqual([{ value: 20 }])
  })

  it('makes the partition of each day once, however many ask at the same time', async () => {
    const insert = (at: string): Promise<unknown> =>
      database.query(
        `insert into positions (worker_id, recorded_at, received_at, point, protocol)
         values (1, $1, now(), 'srid=4326;point(121 31)', 'osmand')`,
        [at],
      )
    await expect(insert('2026-11-21T23:59:59.999Z')).rejects.toThrow('no partition')

    const askers = Array.from({ length: 4 }, () => dayPartitions(database, 'positions'))
    await Promise.all(askers.map(({ ensure }) => ensure(['2026-11-21', '2026-11-22', '2026-11-21'])))
    await insert('2026-11-21T23:59:59.999Z')
    await insert('2026-11-22T00:00:00Z')
    const { rows } = await database.query(
      'select tableoid::regclass::text as part, count(*)::int as points from positions group by 1 order by 1',
    )
    expect(rows).toEqual([
      { part: 'positions_2026_11_21', points: 1 },
      { part: 'positions_2026_11_22', points: 1 },
    ])
  })

  it('makes no partition for what is not a day', async () => {
    const { ensure } = dayPartitions(database, 'positions')
    await expect(ensure(['2026-02-30'])).rejects.toThrow('"2026-02-30"')
    await expect(ensure(["x'; drop table cases; --"])).rejects.toThrow('A partition is for a day')
  })
})
