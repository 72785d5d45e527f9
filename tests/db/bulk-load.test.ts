import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { binaryArray } from '../../server/db/binary-array.ts'
import { columnsOf, withoutChecks } from '../../server/db/bulk-load.ts'
import type { Database } from '../../server/db/database.ts'
import { openTestDatabase } from '../support/database.ts'

describe('bulk loading', () => {
  let database: Database
  beforeAll(async () => {
    database = await openTestDatabase()
  })
  afterAll(() => database.close())

  it.each([
    ['int4', 'int4', [1, null, -2_147_483_648]],
    ['int8', 'int8', [9_007_199_254_740_993n, null, -1n]],
    ['float8', 'float8', [121.12345678901234, null, -0.1]],
    ['bool', 'bool', [true, null, false]],
    ['text', 'text', ['网格 "{引号}", \\', null, '']],
    ['jsonb', 'jsonb', ['{"文": [1, "\\""]}', null, '[]']],
    ['int4', 'int4', []],
  ] as const)('arrives as it was sent: %s', async (type, sqlType, values) => {
    const { rows } = await database.query(`select to_jsonb($1::${sqlType}[]) as got, $2::text[]::${sqlType}[] = $1 as same`, [
      binaryArray(type, values as never),
      values.map((value) => (value === null ? null : String(value))),
    ])
    expect(rows[0].same).toBe(true)
    expect(rows[0].got).toHaveLength(values.length)
  })

  it('sends instants to the millisecond', async () => {
    const at = Date.UTC(1999, 11, 31, 23, 59, 59, 999)
    const { rows } = await database.query('select $1::timestamptz[] as got', [binaryArray('timestamptz', [at, null])])
    expect(rows).toEqual([{ got: [new Date(at), null] }])
  })

  it('turns rows into columns', () => {
    expect(columnsOf([{ a: 1, b: 'x', c: 0 }, { a: 2, b: 'y', c: 0 }], ['b', 'a'])).toEqual([['x', 'y'], [1, 2]])
  })

  it('leaves the tables with the keys and indexes they had, and checks what was loaded', async () => {
    await database.query(`
      create table parents (id int primary key, name text);
      create index parents_name on parents (name) where name is not null;
      create unique index parents_short on parents (left(name, 1));
      create table children (parent_id int not null references parents on delete cascade, unique (parent_id));
      create table strangers (parent_id int references parents)`)
    const definitions = async (): Promise<unknown> =>
      (
        await database.query(
          `select pg_get_indexdef(indexrelid) as definition from pg_index where indrelid in ('parents'::regclass, 'children'::regclass)
           union all select conname || pg_get_constraintdef(oid) from pg_constraint where conrelid in ('parents'::regclass, 'children'::regclass, 'strangers'::regclass) order by 1`,
        )
      ).rows
    const before = await definitions()
    const load = (parent: number, child: number): Promise<void> =>
      database.transaction((transaction) =>
        withoutChecks(transaction, ['parents', 'children'], async () => {
          await transaction.query('insert into children values ($1)', [child])
          await transaction.query('insert into parents values ($1)', [parent])
        }),
      )

    await load(1, 1)
    expect(await definitions()).toEqual(before)
    await expect(load(2, 3)).rejects.toMatchObject({ code: '23503' })
    await expect(load(1, 3)).rejects.toMatchObject({ code: '23505' })
    expect(await definitions()).toEqual(before)
    expect((await database.query('select parent_id from children')).rows).toEqual([{ parent_id: 1 }])
  })
})
