import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { issueToken } from '../../server/auth/tokens.ts'
import type { Database } from '../../server/db/database.ts'
import { insertCaseCity } from '../cases/case-city.ts'
import { buildTestApp, type TestApp } from '../support/app.ts'
import { openTestDatabase } from '../support/database.ts'
import { describeWithPrograms } from '../support/require-program.ts'
import { commandsOf, patternOf, runInShell } from './run-commands.ts'

const page = join(import.meta.dirname, '../../docs/channels.md')

describeWithPrograms('docs/channels.md', ['bash', 'curl', 'grep', 'cut'], () => {
  let database: Database
  let city: TestApp
  beforeAll(async () => {
    database = await openTestDatabase()
    await insertCaseCity(database)
    city = await buildTestApp(database)
    await city.app.listen({ host: '127.0.0.1', port: 0 })
  })
  afterAll(async () => {
    await city?.close()
    await database?.close()
  })

  it('each command prints what the page says, and the cases are there', async () => {
    const commands = commandsOf(await readFile(page, 'utf8'))
    expect(commands.length).toBeGreaterThan(5)
    const printed = await runInShell(commands.map(({ command }) => command), {
      HOST: '127.0.0.1', HTTP_PORT: String((city.app.server.address() as AddressInfo).port),
      TOKEN: await issueToken(database, { kind: 'device', label: 'docs', scopeCode: '9901' }),
      COOKIE: (await city.headersFor('admin')).cookie,
    })
    for (const [i, { heading, expected }] of commands.entries()) {
      expect(printed[i], heading).toMatch(patternOf(expected))
    }
    const { rows } = await database.query<{ channel: string; n: number }>(
      'select channel, count(*)::int as n from cases group by 1 order by 1',
    )
    expect(rows).toEqual([{ channel: '110', n: 1 }, { channel: '12345', n: 2 }, { channel: 'import', n: 1 }])
  })
})
