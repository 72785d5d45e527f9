import { parse } from 'csv-parse/sync'
import { textOfCell } from '../../geodata/export/csv-line.ts'
import type { CsvFault } from '../contract/api/catalogue.ts'
import { badInput } from '../errors.ts'
import { CATALOGUE_COLUMNS, EXAMPLE_SEPARATOR, type CatalogueColumn, type CatalogueRow } from './catalogue-columns.ts'

const NEEDED: readonly CatalogueColumn[] = ['code', 'name', 'unit_kind']
const LAYERS = ['community', 'street', 'exclusive'] as const
const LAYER_WORDS: Record<string, CatalogueRow['layer']> = {
  社区: 'community', 社区网格: 'community', 街路: 'street', 街路网格: 'street', 专属: 'exclusive', 专属网格: 'exclusive',
}
const YES = new Set(['true', 'yes', '1', '是', 'y'])
const NO = new Set(['false', 'no', '0', '否', 'n', ''])
const DEEPEST = 4
const USUAL_LIMIT_HOURS = 72
const MOST_FAULTS = 100

/** What a table says, by line of its file, and what of it cannot be taken. */
export interface CatalogueTable {
  rows: { line: number; row: CatalogueRow }[]
  faults: CsvFault[]
}

/**
 * Reads a catalogue. What a row does not say, its category keeps (`known`), else: no parent, the level below the parent's,
 * the community grid, not urgent, 72 hours. A fault names line, column, value and what was expected. Throws 400 where it
 * is no table at all, or lacks a column.
 */
export function readCatalogueCsv(
  text: string, known: ReadonlyMap<string, CatalogueRow>, unitKinds: ReadonlySet<string>,
): CatalogueTable {
  const [heading, ...lines] = parseLines(text)
  const columns = columnsOf(heading?.record ?? [])
  const faults: CsvFault[] = []
  const fault = (line: number, column: CatalogueColumn, value: string, expected: string, expectedZh: string): void => {
    if (faults.length < MOST_FAULTS) faults.push({ line, column, value, expected, expectedZh })
  }
  const kinds = [...unitKinds].slice(0, 8).join(', ')

  const cellsByCode = new Map<string, { line: number; cells: Map<CatalogueColumn, string> }>()
  for (const { record, line } of lines) {
    const cells = new Map(columns.flatMap((column, at) => (column === null ? [] : [[column, textOfCell((record[at] ?? '').trim())] as const])))
    const code = cells.get('code')!
    if (!/^[\w.\-\u4e00-\u9fff]{1,32}$/.test(code)) {
      fault(line, 'code', code, '1 to 32 letters, digits, dots or dashes', '1 到 32 个字母、数字、点或短横线')
      continue
    }
    const first = cellsByCode.get(code)
    if (first === undefined) cellsByCode.set(code, { line, cells })
    else fault(line, 'code', code, `each code once; line ${first.line} has it already`, `编码不得重复，第 ${first.line} 行已有`)
  }

  const rows = [...cellsByCode].map(([code, { line, cells }]) => {
    const before = known.get(code)
    const said = (column: CatalogueColumn): string | undefined => cells.get(column)
    const name = said('name')!
    if (name === '' || name.length > 200) fault(line, 'name', name, '1 to 200 characters', '1 到 200 个字')
    const unitKind = said('unit_kind')!
    if (!unitKinds.has(unitKind)) fault(line, 'unit_kind', unitKind, `a kind of unit, such as ${kinds}`, `处置单位类别，例如 ${kinds}`)
    const parent = said('parent')
    const parentCode = parent === undefined ? (before?.parentCode ?? null) : parent === '' ? null : parent
    if (parentCode !== null && !cellsByCode.has(parentCode) && !known.has(parentCode)) {
      fault(line, 'parent', parentCode, 'the code of a category of this file or of the catalogue', '本文件或目录中已有的编码')
    }
    const layerText = said('layer') || (before?.layer ?? 'community')
    const layer = LAYERS.find((one) => one === layerText.toLowerCase()) ?? LAYER_WORDS[layerText]
    if (layer === undefined) fault(line, 'layer', layerText, LAYERS.join(', '), '社区、街路或专属')
    const urgentText = said('urgent')
    const urgent = urgentText === undefined ? (before?.urgent ?? false) : YES.has(urgentText.toLowerCase())
    if (urgentText !== undefined && !urgent && !NO.has(urgentText.toLowerCase())) {
      fault(line, 'urgent', urgentText, 'true or false', '是或否')
    }
    const limitText = said('limit_hours') || String(before?.limitHours ?? USUAL_LIMIT_HOURS)
    if (!/^[1-9]\d{0,4}$/.test(limitText)) fault(line, 'limit_hours', limitText, 'whole hours, 1 to 99999', '整小时数，1 到 99999')
    const sourceText = said('source') || (before?.source ?? 'own')
    if (sourceText !== 'own' && sourceText !== 'transcription') {
      fault(line, 'source', sourceText, 'own or transcription', 'own（自有）或 transcription（转录）')
    }
    const examplesText = said('examples')
    const row: CatalogueRow = {
      code, parentCode, level: levelOf(code), name, nameEn: said('name_en') ?? before?.nameEn ?? '', unitKind,
      layer: layer ?? 'community', urgent, limitHours: Number(limitText),
      examples: examplesText === undefined
        ? (before?.examples ?? [])
        : examplesText.split(EXAMPLE_SEPARATOR).map((example) => example.trim()).filter((example) => example !== ''),
      source: sourceText === 'transcription' ? 'transcription' : 'own',
    }
    const levelText = said('level') ?? ''
    const below = parentCode === null ? null : levelOf(parentCode) + 1
    if (levelText !== '' && !/^[1-4]$/.test(levelText)) fault(line, 'level', levelText, '1, 2, 3 or 4', '1、2、3 或 4')
    else if (!Number.isFinite(row.level)) {
      fault(line, 'parent', parentCode ?? '', 'a category that does not lie below this one', '不得形成循环')
    } else if (row.level > DEEPEST) {
      fault(line, 'parent', parentCode ?? '', `a category of level 1 to 3: there are ${DEEPEST} levels`, '1 至 3 级的编码：目录最多四级')
    } else if (below !== null && row.level !== below) {
      fault(line, 'level', levelText, `${below}, the level below that of ${parentCode}`, `${below}，即 ${parentCode} 的下一级`)
    }
    return { line, row }
  })
  faultsBelow(rows, known, cellsByCode, fault)
  return { rows, faults: faults.toSorted((a, b) => a.line - b.line) }

  /** As the row says, else below its parent, else as it was; infinite where the parents go round in a circle. */
  function levelOf(code: string, steps = 0): number {
    const cells = cellsByCode.get(code)?.cells
    const before = known.get(code)
    const said = cells?.get('level') ?? ''
    if (/^[1-4]$/.test(said)) return Number(said)
    if (steps > DEEPEST * 2) return Number.POSITIVE_INFINITY
    const parent = cells?.get('parent') ?? before?.parentCode ?? ''
    if (cells === undefined && before !== undefined) return before.level
    return parent === '' ? (before?.level ?? 1) : levelOf(parent, steps + 1) + 1
  }
}

/** Categories that the table does not name stay where they are, so what it says of those above them has to fit them. */
function faultsBelow(
  rows: CatalogueTable['rows'], known: ReadonlyMap<string, CatalogueRow>, named: ReadonlyMap<string, unknown>,
  fault: (line: number, column: CatalogueColumn, value: string, expected: string, expectedZh: string) => void,
): void {
  const byCode = new Map(rows.map((one) => [one.row.code, one]))
  const told = new Set<string>()
  for (const child of known.values()) {
    const above = child.parentCode === null ? undefined : byCode.get(child.parentCode)
    if (above === undefined || named.has(child.code) || above.row.level === child.level - 1 || told.has(above.row.code)) continue
    told.add(above.row.code)
    fault(
      above.line, 'level', String(above.row.level), `${child.level - 1}, since ${child.code} below it is of level ${child.level}`,
      `${child.level - 1}，因为其下的 ${child.code} 为 ${child.level} 级`,
    )
  }
}

function parseLines(text: string): { record: string[]; line: number }[] {
  try {
    const parsed = parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true, info: true }) as unknown as
      { record: string[]; info: { lines: number } }[]
    return parsed.map(({ record, info }) => ({ record, line: info.lines }))
  } catch (error) {
    throw badInput('csv', text, `a table in CSV (${(error as Error).message})`)
  }
}

/** What each column of the heading is; null for one that the catalogue does not know. */
function columnsOf(heading: readonly string[]): (CatalogueColumn | null)[] {
  const names = Object.entries(CATALOGUE_COLUMNS) as [CatalogueColumn, readonly string[]][]
  const columns = heading.map((title) => {
    const wanted = title.trim().toLowerCase()
    return names.find(([name, others]) => name === wanted || others.includes(wanted))?.[0] ?? null
  })
  const missing = NEEDED.find((name) => !columns.includes(name))
  if (missing === undefined) return columns
  const expected = `a heading with the column ${missing} (${CATALOGUE_COLUMNS[missing][0]}), among ${Object.keys(CATALOGUE_COLUMNS).join(', ')}`
  throw badInput('csv', heading.join(','), expected)
}
