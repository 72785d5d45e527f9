import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '../../server/db/database.ts'
import { issueKey } from '../../server/open311/key-repository.ts'
import { insertCaseCity, PLACES } from '../cases/case-city.ts'
import { buildTestApp, type TestApp } from '../support/app.ts'
import { openTestDatabase } from '../support/database.ts'
import { describeWithPrograms } from '../support/require-program.ts'
import { commandsOf, patternOf, runInShell } from './run-commands.ts'

const page = join(import.meta.dirname, '../../docs/open311.md')

describeWithPrograms('docs/open311.md', ['bash', 'curl'], () => {
  let database: Database
  let city: TestApp
  let env: Record<string, string>
  beforeAll(async () => {
    database = await openTestDatabase()
    await insertCaseCity(database)
    city = await buildTestApp(database)
    await city.app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = city.app.server.address() as AddressInfo
    const { key } = await issueKey(database, 'docs', '9901', Date.now())
    env = {
      BASE: `http://127.0.0.1:${port}/open311/v2`, KEY: key, SERVICE: 'M06001',
      LAT: String(PLACES.west.lat), LONG: String(PLACES.west.lng),
    }
  })
  afterAll(async () => {
    await city?.close()
    await database?.close()
  })

  it('each command prints what the page says', async () => {
    const commands = commandsOf(await readFile(page, 'utf8'))
    expect(commands).toHaveLength(5)
    const printed = await runInShell(commands.map(({ command }) => command), env)
    for (const [i, { command, expected }] of commands.entries()) expect(printed[i], command).toMatch(patternOf(expected))
  })
})
