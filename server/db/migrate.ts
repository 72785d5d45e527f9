import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from '../start/start-error.ts'
import type { Database, Queryable } from './database.ts'

/** sql/migrations of this checkout. */
export const migrationsDirectory = join(import.meta.dirname, '../../sql/migrations')

/** One arbitrary number for all servers on a database: who holds it migrates, the others wait. */
const advisoryLock = 47_678_005

interface Migration {
  name: string
  sql: string
  checksum: string
}

/**
 * Brings the schema up to the newest file of `directory` (NNNN_name.sql, forward only), all in one transaction, so
 * that a failure leaves the schema as it was. Servers that start together do it once. Returns the names applied now.
 * Throws StartError if a file that was applied before has changed or is gone, or if PostGIS may not be created.
 */
export async function migrate(database: Database, directory = migrationsDirectory): Promise<string[]> {
  const files = readMigrations(directory)
  return database.transaction(async (transaction) => {
    await transaction.query('select pg_advisory_xact_lock($1)', [advisoryLock])
    await transaction.query(`create table if not exists schema_migrations (
      name text primary key,
      checksum text not null,
      applied_at timestamptz not null default now()
    )`)
    const { rows } = await transaction.query<{ name: string; checksum: string }>(
      'select name, checksum from schema_migrations order by name',
    )
    compareWithApplied(files, rows)
    const pending = files.slice(rows.length)
    for (const migration of pending) await apply(transaction, migration)
    return pending.map(({ name }) => name)
  })
}

function readMigrations(directory: string): Migration[] {
  return readdirSync(directory)
    .filter((name) => /^\d{4}_.+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(directory, name), 'utf8')
      // Git may write other line ends on other systems; that is no change.
      return { name, sql, checksum: createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex') }
    })
}

function compareWithApplied(files: Migration[], applied: { name: string; checksum: string }[]): void {
  for (const [index, { name, checksum }] of applied.entries()) {
    const file = files.find((candidate) => candidate.name === name)
    if (!file) {
      throw new StartError(
        `The database was migrated by ${name}, which sql/migrations does not have`,
        'This version is older than the database: start the newer one, or use another database',
      )
    }
    if (file.checksum !== checksum) {
      throw new StartError(
        `${name} is not the file that this database was migrated by`,
        'Put the file back as it was and write the change as a new migration, or use another database',
      )
    }
    if (files[index] !== file) {
      throw new StartError(
        `${files[index]!.name} comes before ${name}, which this database was already migrated by`,
        'Give the new migration a number after the last one',
      )
    }
  }
}

async function apply(transaction: Queryable, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await transaction.query(sql)
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    if (code === '42501' && message.includes('extension')) {
      throw new StartError(
        'The database has no PostGIS yet, and this user may not create it',
        'As an administrator of the server, run in this database: create extension postgis',
        { cause: error },
      )
    }
    throw new StartError(`Migration ${name} failed: ${message}`, 'Nothing of it was kept. Please report this', {
      cause: error,
    })
  }
  await transaction.query('insert into schema_migrations (name, checksum) values ($1, $2)', [name, checksum])
}
