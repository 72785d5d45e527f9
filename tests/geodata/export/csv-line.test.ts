import fc from 'fast-check'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { csvLine, textOfCell } from '../../../geodata/export/csv-line.ts'

const cellsOf = (line: string): string[] => (parse(line, { relax_column_count: true }) as string[][])[0] ?? ['']

describe('a line of a table', () => {
  it.each([
    '=1+1', '+SUM(A1)', '-2+3', '@now', '\t=1', '\r=1', '\n=1', '=HYPERLINK("http://x";"y")', '＝1+1', '＋1', '-', '+86 138',
  ])('makes no formula of %j, and says the same when it is read', (text) => {
    const [first, second] = cellsOf(csvLine([text, 'x']))
    expect(first).toBe(`'${text}`)
    expect(textOfCell(first)).toBe(text)
    expect(second).toBe('x')
  })

  it('leaves numbers, negative ones too, and every other text as they are', () => {
    const plain = [-12.5, '-12.5', '+8613800000000', '-1e-7', 0, true, '西一格', 'a=b', "'quoted'", 'POINT(-1 -2)', 'x@y']
    expect(csvLine(plain)).toBe(`${plain.join(',')}\r\n`)
    expect(csvLine([null, undefined, ''])).toBe(',,\r\n')
  })

  it('keeps what would break it in quotation marks', () => {
    expect(csvLine(['a,b', 'say "x"', ' edge ', 'two\r\nlines', 'a;b'])).toBe(
      '"a,b","say ""x"""," edge ","two\r\nlines","a;b"\r\n',
    )
  })

  it('says whatever was written when it is read, and no text begins as a formula', () => {
    const sign = fc.constantFrom('=', '+', '-', '@', "'", '＝', '\t', '\r', '\n', '"', ',', ';', ' ', '1', 'e', '.', '格')
    const text = fc.string({ unit: sign, maxLength: 8 })
    fc.assert(fc.property(fc.array(text, { minLength: 2, maxLength: 5 }), (texts) => {
      const cells = cellsOf(csvLine(['first', ...texts])).slice(1)
      expect(cells.map(textOfCell)).toEqual(texts)
      for (const cell of cells) expect(/^[=+\-@＝\t\r\n]/.test(cell) && Number.isNaN(Number(cell))).toBe(false)
    }), { seed: 7, numRuns: 500 })
  })
})
