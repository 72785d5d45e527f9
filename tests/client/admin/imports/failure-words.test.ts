import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { failureReason } from '../../../../client/admin/imports/failure-words.ts'

const directory = new URL('../../../../server/imports/', import.meta.url)
const server = readdirSync(directory, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(new URL(name, directory), 'utf8'))
  .join('\n')

describe('why an import failed', () => {
  it('is recognised in the words that the server has for it', () => {
    const words = {
      interrupted: 'interrupted: the process that read it has ended',
      noRows: 'no row of it can be used',
      noCity: 'The database holds no city yet: the first import has to bring areas and community grids',
      noCityArea: 'No area can be the city: see the findings of layer areas',
      noGrids: 'A first import has to bring community grids as well: without them no point has an owner',
    }
    for (const [reason, text] of Object.entries(words)) {
      expect(server, 'the server says it otherwise now').toContain(text)
      expect(failureReason(text)).toBe(reason)
    }
    const other = 'The city of these files is 12, but the database holds 海东 (99); import it elsewhere'
    expect(server).toContain('but the database holds ')
    expect(failureReason(other)).toBe('otherCity')
  })

  it('stays in the server’s own words where it is another one', () => {
    expect(failureReason('grid.csv: row 3 ends in the middle of a value')).toBeUndefined()
  })
})
