import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readTemplates } from '../../server/cases/template-repository.ts'
import { CASE_STATUSES, isFinished, phaseOf } from '../../server/contract/api/cases.ts'
import { common } from '../../client/language/common.ts'
import { TEMPLATES } from '../cases/flow/templates.ts'
import { openTestDatabase } from '../support/database.ts'
import { sideStepRows, templateRow } from './case-tables.ts'

const text = await readFile(join(import.meta.dirname, '../../docs/cases.md'), 'utf8')
const lines = text.split('\n')

test('docs/cases.md names every status as the product does', () => {
  for (const status of CASE_STATUSES) {
    const { zh, en } = common
    const row = `| \`${status}\` ${zh.status[status]} · ${en.status[status]} | ${phaseOf(status)} | ${isFinished(status) ? 'yes' : ''} |`
    expect(lines).toContain(row)
  }
})

test('docs/cases.md has every step beside the line with where it is open, for whom, and whether it needs a reason', () => {
  for (const row of sideStepRows(TEMPLATES[0])) expect(lines).toContain(row)
})

test('docs/cases.md has the templates of a new database, which are those that the core is tested with', async () => {
  const database = await openTestDatabase()
  try {
    const templates = [...(await readTemplates(database)).values()]
    for (const template of templates) expect(lines).toContain(templateRow(template))
    const plain = (steps: readonly { step: string }[]) => steps.map(({ step }) => step)
    expect(templates.map(({ code, steps }) => [code, plain(steps)])).toEqual(TEMPLATES.map(({ code, steps }) => [code, plain(steps)]))
  } finally {
    await database.close()
  }
})
