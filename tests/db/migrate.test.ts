import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../server/db/database.ts'
import { migrate, migrationsDirectory } from '../../server/db/migrate.ts'
import { openTestDatabase } from '../support/database.ts'

describe('migrations', () => {
  let database: Database
  let directory: string
  let real: string[]
  beforeAll(async () => {
    database = await openTestDatabase()
  })
  afterAll(() => database.close())
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'gridwall-migrations-'))
    await cp(migrationsDirectory, directory, { recursive: true })
    real = await applied()
  })
  afterEach(() => rm(directory, { recursive: true }))

  const add = (name: string, sql: string): Promise<void> => writeFile(join(directory, name), sql)
  const applied = async (): Promise<string[]> =>
    (await database.query<{ name: string }>('select name from schema_migrations order by name')).rows.map((row) => row.name)

  it('have all been applied to a new database, and are not applied again', async () => {
    expect(real[0]).toBe('0001_city.sql')
    expect(await migrate(database)).toEqual([])
  })

  it('are applied in the order of their numbers, once', async () => {
    await add('9001_second.sql', 'alter table first add b int')
    await add('9000_first.sql', 'create table first (a int); insert into first values (1)')
    expect(await migrate(database, directory)).toEqual(['9000_first.sql', '9001_second.sql'])
    expect(await migrate(database, directory)).toEqual([])
    expect((await database.query('select * from first')).rows).toEqual([{ a: 1, b: null }])
    await database.query("drop table first; delete from schema_migrations where name like '900%'")
  })

  it('are applied once by servers that start at the same time', async () => {
    await add('9000_once.sql', 'create table once (a int)')
    const names = await Promise.all([migrate(database, directory), migrate(database, directory)])
    expect(names.flat()).toEqual(['9000_once.sql'])
    await database.query("drop table once; delete from schema_migrations where name like '900%'")
  })

  it('leave nothing behind when one of them fails', async () => {
    await add('9000_good.sql', 'create table good (a int)')
    await add('9001_bad.sql', 'create table bad (a int); select nonsense')
    await expect(migrate(database, directory)).rejects.toMatchObject({
      name: 'StartError',
      message: 'Migration 9001_bad.sql failed: column "nonsense" does not exist',
    })
    expect(await applied()).toEqual(real)
    expect((await database.query("select to_regclass('good') as good")).rows).toEqual([{ good: null }])
  })

  it('refuse a database whose applied file has changed', async () => {
    await add('0002_accounts.sql', 'select 1')
    await expect(migrate(database, directory)).rejects.toMatchObject({
      name: 'StartError',
      message: '0002_accounts.sql is not the file that this database was migrated by',
    })
  })

  it('refuse a database that is newer than the files', async () => {
    await rm(join(directory, real.at(-1)!))
    await expect(migrate(database, directory)).rejects.toMatchObject({
      name: 'StartError',
      message: `The database was migrated by ${real.at(-1)}, which sql/migrations does not have`,
    })
  })

  it('refuse a new file that comes before an applied one', async () => {
    await add('0001_zebra.sql', 'select 1')
    await expect(migrate(database, directory)).rejects.toThrow('0001_zebra.sql comes before 0002_accounts.sql')
  })
})
