import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { DEFAULT_RETENTION } from '../../server/contract/api/retention.ts'
import { RETENTION_RULES } from '../../server/retention/rules.ts'
import { openTestDatabase } from '../support/database.ts'

const text = await readFile(join(import.meta.dirname, '../../docs/retention.md'), 'utf8')
const rows = text.split('\n').filter((line) => line.startsWith('| '))

test('docs/retention.md says of every table of the database what becomes of its rows', async () => {
  const database = await openTestDatabase()
  try {
    const { rows: tables } = await database.query<{ name: string }>(
      `select relname as name from pg_class
        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition order by 1`,
    )
    expect(tables.map(({ name }) => name).filter((name) => !text.includes(`\`${name}\``))).toEqual([])
  } finally {
    await database.close()
  }
})

test('docs/retention.md names every setting with its default, and the tables of every rule', () => {
  for (const [setting, days] of Object.entries(DEFAULT_RETENTION)) {
    const row = rows.find((line) => line.includes(`\`${setting}\``))
    expect([setting, row]).toEqual([setting, expect.stringMatching(new RegExp(`\\| ${days} days\\b`))])
  }
  for (const { table } of RETENTION_RULES) expect(rows.some((line) => line.includes(`\`${table}\``))).toBe(true)
})
