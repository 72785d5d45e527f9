import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { FileSink } from './file-sink.ts'

const MOST_NAME_BYTES = 10
const MOST_TEXT_BYTES = 254
const MOST_FIELDS = 255

/** Widest of what a field has to hold. */
interface Column {
  name: string
  /** undefined while it has had no value. One text among numbers makes all of them texts. */
  type: 'C' | 'N' | 'L' | undefined
  textBytes: number
  /** Digits (and the sign) before and after the point. */
  wholes: number
  decimals: number
}

/**
 * Writes a .dbf in UTF-8 whose fields are as wide as their widest value. Rows are kept in a file beside it until all
 * widths are known, so that memory does not grow with them.
 */
export class DbfFile {
  private readonly path: string
  private readonly rows: FileSink
  private readonly columns = new Map<string, Column>()
  private count = 0

  private constructor(path: string, rows: FileSink) {
    this.path = path
    this.rows = rows
  }

  static async create(path: string): Promise<DbfFile> {
    return new DbfFile(path, await FileSink.create(rowsPath(path)))
  }

  /** Throws RangeError for a name or a value that the format cannot hold. */
  async append(properties: Readonly<Record<string, unknown>>): Promise<void> {
    for (const [name, value] of Object.entries(properties)) this.widen(name, value)
    this.count++
    await this.rows.append(Buffer.from(`${JSON.stringify(properties)}\n`))
  }

  /** Writes the file. Call it once, or `discard`. */
  async finish(): Promise<void> {
    await this.rows.close()
    // A table has to have a field.
    const columns = this.columns.size > 0 ? [...this.columns.values()] : [emptyColumn('ID')]
    const sink = await FileSink.create(this.path)
    try {
      await sink.append(headOf(columns, this.count))
      for await (const line of createInterface({ input: createReadStream(rowsPath(this.path)) })) {
        const properties = JSON.parse(line) as Record<string, unknown>
        await sink.append(recordOf(columns, properties))
      }
      await sink.append(Buffer.from([0x1a]))
    } finally {
      await sink.close()
      await rm(rowsPath(this.path))
    }
  }

  async discard(): Promise<void> {
    await this.rows.close()
    await rm(rowsPath(this.path), { force: true })
  }

  private widen(name: string, value: unknown): void {
    let column = this.columns.get(name)
    if (!column) {
      if (!/^[A-Z][A-Z0-9_]*$/i.test(name) || name.length > MOST_NAME_BYTES || this.columns.size === MOST_FIELDS) {
        throw new RangeError(
          `a dbf cannot have the field ${name}, expected up to ${MOST_NAME_BYTES} letters, digits and _`,
        )
      }
      column = emptyColumn(name)
      this.columns.set(name, column)
    }
    if (value === null || value === undefined) return
    const text = textOf(value)
    const bytes = Buffer.byteLength(text)
    if (bytes > MOST_TEXT_BYTES) {
      throw new RangeError(
        `${name} is ${JSON.stringify(text.slice(0, 60))}… of ${bytes} bytes, a dbf holds ${MOST_TEXT_BYTES}`,
      )
    }
    const number = typeof value === 'number' ? /^(-?\d+)(?:\.(\d+))?$/.exec(text) : null
    const type = number ? 'N' : typeof value === 'boolean' ? 'L' : 'C'
    column.type = column.type === undefined || column.type === type ? type : 'C'
    column.textBytes = Math.max(column.textBytes, bytes)
    column.wholes = Math.max(column.wholes, number?.[1]!.length ?? 0)
    column.decimals = Math.max(column.decimals, number?.[2]?.length ?? 0)
  }
}

function emptyColumn(name: string): Column {
  return { name, type: undefined, textBytes: 1, wholes: 1, decimals: 0 }
}

function widthOf({ type, textBytes, wholes, decimals }: Column): number {
  if (type !== 'N') return textBytes
  return decimals === 0 ? wholes : wholes + 1 + decimals
}

function rowsPath(path: string): string {
  return `${path}.rows`
}

function headOf(columns: readonly Column[], count: number): Buffer {
  const head = Buffer.alloc(32 + columns.length * 32 + 1)
  const now = new Date()
  head[0] = 3
  head.set([now.getUTCFullYear() - 1900, now.getUTCMonth() + 1, now.getUTCDate()], 1)
  head.writeUInt32LE(count, 4)
  head.writeUInt16LE(head.length, 8)
  head.writeUInt16LE(1 + columns.reduce((sum, column) => sum + widthOf(column), 0), 10)
  for (const [index, column] of columns.entries()) {
    const at = 32 + index * 32
    head.write(column.name, at, 'latin1')
    head.write(column.type ?? 'C', at + 11, 'latin1')
    head.set([widthOf(column), column.type === 'N' ? column.decimals : 0], at + 16)
  }
  head[head.length - 1] = 0x0d
  return head
}

function recordOf(columns: readonly Column[], properties: Readonly<Record<string, unknown>>): Buffer {
  const pieces = columns.map((column) => {
    const { name, type, decimals } = column
    const bytes = widthOf(column)
    const value = properties[name]
    if (value === null || value === undefined) return Buffer.alloc(bytes, type === 'L' ? '?' : ' ')
    if (type === 'N') return Buffer.from((value as number).toFixed(decimals).padStart(bytes))
    const text = textOf(value)
    return Buffer.concat([Buffer.from(text), Buffer.alloc(bytes - Buffer.byteLength(text), ' ')])
  })
  return Buffer.concat([Buffer.from(' '), ...pieces])
}

function textOf(value: unknown): string {
  return typeof value === 'boolean' ? (value ? 'T' : 'F') : String(value)
}
