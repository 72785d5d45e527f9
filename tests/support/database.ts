import { createHash, randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, readdir, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { describe } from 'vitest'
import { type Database, openDatabase } from '../../server/db/database.ts'
import { migrate, migrationsDirectory } from '../../server/db/migrate.ts'

const serverUrl = process.env.TEST_DATABASE_URL
const repository = join(import.meta.dirname, '../..')

/**
 * A migrated, empty database of the caller's own; closing it removes it. One for each test file is right:
 * `beforeAll(async () => { database = await openTestDatabase() })`, `afterAll(() => database.close())`.
 * With TEST_DATABASE_URL (postgres://… of a PostGIS server where databases may be created) it is a clone of a
 * migrated template there (0.1 s), else an embedded one on a copy of a migrated data directory (2 s).
 */
export async function openTestDatabase(): Promise<Database> {
  return serverUrl ? openOnServer(serverUrl) : openEmbeddedCopy()
}

/** As `describe`, for what only a real PostGIS server can show; skipped without TEST_DATABASE_URL, and says so. */
export function describeWithPostgis(name: string, suite: () => void): void {
  if (!serverUrl) {
    console.warn(`Skipped: ${name}. Set TEST_DATABASE_URL=postgres://user:password@host:5432/postgres to run it`)
  }
  describe.skipIf(!serverUrl)(name, suite)
}

async function openOnServer(url: string): Promise<Database> {
  const template = `gridwall_template_${await schemaKey()}`
  const name = `gridwall_test_${randomUUID().replaceAll('-', '')}`
  const administrator = new pg.Client({ connectionString: url })
  await administrator.connect()
  try {
    // Test files run at the same time: one makes the template, the others wait for it.
    await administrator.query("select pg_advisory_lock(hashtext('gridwall template'))")
    const { rowCount } = await administrator.query('select 1 from pg_database where datname = $1', [template])
    if (rowCount === 0) {
      const unfinished = `${template}_${process.pid}`
      await administrator.query(`create database ${unfinished}`)
      const database = await openDatabase({ databaseUrl: withName(url, unfinished), dataDir: '' })
      await migrate(database)
      await database.close()
      await administrator.query(`alter database ${unfinished} rename to ${template}`)
    }
    await administrator.query(`create database ${name} template ${template}`)
    await administrator.query("select pg_advisory_unlock(hashtext('gridwall template'))")
  } finally {
    await administrator.end()
  }

  const database = await openDatabase({ databaseUrl: withName(url, name), dataDir: '', poolSize: 4 })
  return {
    ...database,
    async close() {
      await database.close()
      const last = new pg.Client({ connectionString: url })
      await last.connect()
      await last.query(`drop database if exists ${name} with (force)`)
      await last.end()
    },
  }
}

async function openEmbeddedCopy(): Promise<Database> {
  const dataDir = await copyOfDataDirectory()
  const database = await openDatabase({ dataDir, durable: false })
  return {
    ...database,
    async close() {
      await database.close()
      await rm(dataDir, { recursive: true })
    },
  }
}

/** A new data directory in the temporary folder that holds a migrated, empty embedded database. The caller removes it. */
export async function copyOfDataDirectory(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'gridwall-test-'))
  await cp(await embeddedTemplate(), dataDir, { recursive: true, mode: constants.COPYFILE_FICLONE })
  return dataDir
}

/** The data directory of a migrated database, made once for each state of the migrations and of PGlite. */
async function embeddedTemplate(): Promise<string> {
  const cache = join(repository, 'node_modules/.cache/gridwall')
  const template = join(cache, `data-${await schemaKey()}`)
  const exists = await readdir(template).then(() => true, () => false)
  if (exists) return template

  await mkdir(cache, { recursive: true })
  const unfinished = await mkdtemp(`${template}-`)
  const database = await openDatabase({ dataDir: unfinished, durable: false })
  await migrate(database)
  await database.close()
  // Another test file may have been quicker: then its directory stays, and this one goes.
  await rename(unfinished, template).catch(() => rm(unfinished, { recursive: true }))
  return template
}

async function schemaKey(): Promise<string> {
  const hash = createHash('sha256')
  for (const name of (await readdir(migrationsDirectory)).sort()) {
    hash.update(name).update(await readFile(join(migrationsDirectory, name)))
  }
  for (const name of ['pglite', 'pglite-postgis']) {
    hash.update(await readFile(join(repository, 'node_modules/@electric-sql', name, 'package.json')))
  }
  return hash.digest('hex').slice(0, 16)
}

function withName(url: string, name: string): string {
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}
