import { gbk } from './gbk.ts'

type Ring = readonly (readonly number[])[]

export interface DbfColumn {
  name: string
  type: string
  bytes: number
}

/** A dBASE table, its names and texts in `encode`; `language` is the byte that states a code page. */
export function dbfBytes(
  columns: readonly DbfColumn[],
  rows: readonly (readonly (string | Buffer)[])[],
  {
    encode = gbk,
    language = 0,
    deleted = [],
  }: { encode?: (text: string) => Buffer; language?: number; deleted?: readonly number[] } = {},
): Buffer {
  const head = Buffer.alloc(32 + columns.length * 32 + 1)
  head[0] = 3
  head.writeUInt32LE(rows.length, 4)
  head.writeUInt16LE(head.length, 8)
  head.writeUInt16LE(1 + columns.reduce((sum, { bytes }) => sum + bytes, 0), 10)
  head[29] = language
  for (const [index, { name, type, bytes }] of columns.entries()) {
    encode(name).copy(head, 32 + index * 32, 0, 11)
    head.write(type, 32 + index * 32 + 11, 'latin1')
    head[32 + index * 32 + 16] = bytes
  }
  head[head.length - 1] = 0x0d
  const records = rows.map((row, number) => {
    const cells = row.map((value, index) => {
      const { type, bytes } = columns[index]!
      const cell = Buffer.alloc(bytes, ' ')
      const text = typeof value === 'string' ? encode(value) : value
      text.copy(cell, type === 'N' ? Math.max(0, bytes - text.length) : 0, 0, bytes)
      return cell
    })
    return Buffer.concat([Buffer.from(deleted.includes(number) ? '*' : ' '), ...cells])
  })
  return Buffer.concat([head, ...records, Buffer.from([0x1a])])
}

/** A .shp of polygons: each record its rings as they come, or null for a record without a shape. `z` adds heights. */
export function polygonShp(records: readonly (readonly Ring[] | null)[], z = false): Buffer {
  return shpBytes(z ? 15 : 5, records.map((rings) => (rings === null ? nullShape() : polygonContent(rings, z))))
}

/** A .shp of points. */
export function pointShp(points: readonly (readonly number[])[]): Buffer {
  return shpBytes(1, points.map(([x, y]) => {
    const content = Buffer.alloc(20)
    content.writeInt32LE(1, 0)
    content.writeDoubleLE(x!, 4)
    content.writeDoubleLE(y!, 12)
    return content
  }))
}

function shpBytes(type: number, contents: readonly Buffer[]): Buffer {
  const records = contents.map((content, index) => {
    const head = Buffer.alloc(8)
    head.writeInt32BE(index + 1, 0)
    head.writeInt32BE(content.length / 2, 4)
    return Buffer.concat([head, content])
  })
  const header = Buffer.alloc(100)
  header.writeInt32BE(9994, 0)
  header.writeInt32BE((100 + records.reduce((sum, { length }) => sum + length, 0)) / 2, 24)
  header.writeInt32LE(1000, 28)
  header.writeInt32LE(type, 32)
  return Buffer.concat([header, ...records])
}

function nullShape(): Buffer {
  return Buffer.alloc(4)
}

function polygonContent(rings: readonly Ring[], z: boolean): Buffer {
  const points = rings.flat()
  const content = Buffer.alloc(44 + rings.length * 4 + points.length * 16 + (z ? 16 + points.length * 8 : 0))
  content.writeInt32LE(z ? 15 : 5, 0)
  content.writeInt32LE(rings.length, 36)
  content.writeInt32LE(points.length, 40)
  let first = 0
  for (const [index, ring] of rings.entries()) {
    content.writeInt32LE(first, 44 + index * 4)
    first += ring.length
  }
  for (const [index, [x, y]] of points.entries()) {
    content.writeDoubleLE(x!, 44 + rings.length * 4 + index * 16)
    content.writeDoubleLE(y!, 44 + rings.length * 4 + index * 16 + 8)
  }
  return content
}
