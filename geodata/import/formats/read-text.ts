import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'

const CHUNK_BYTES = 64 * 1024

/** Labels of TextDecoder. GB 18030 has all of GBK and GB 2312. */
export type TextEncodingName = 'utf-8' | 'utf-16le' | 'gb18030'

/**
 * The encoding of a text file: as stated, else by its byte order mark, else UTF-8 if every byte of it is, else GBK.
 * Reads the whole file for that, a piece at a time.
 */
export async function encodingOf(path: string, stated: 'utf-8' | 'gbk' | undefined): Promise<TextEncodingName> {
  if (stated !== undefined) return stated === 'gbk' ? 'gb18030' : 'utf-8'
  const check = new Utf8Check()
  const file = await open(path)
  try {
    const buffer = Buffer.alloc(CHUNK_BYTES)
    for (let first = true; check.holds; first = false) {
      const { bytesRead } = await file.read(buffer, 0, CHUNK_BYTES)
      if (first && bytesRead >= 2 && buffer.readUInt16LE(0) === 0xfeff) return 'utf-16le'
      if (bytesRead === 0) break
      check.add(buffer.subarray(0, bytesRead))
    }
  } finally {
    await file.close()
  }
  return check.holds ? 'utf-8' : 'gb18030'
}

/** Whether bytes that come in pieces are UTF-8; a character cut off at the very end is let pass. */
export class Utf8Check {
  holds = true
  private rest: Buffer = Buffer.alloc(0)

  add(piece: Uint8Array): void {
    const bytes = Buffer.concat([this.rest, piece])
    const whole = bytes.length - unfinishedBytes(bytes)
    this.holds &&= isUtf8(bytes.subarray(0, whole))
    // Copied: the caller may fill its buffer anew.
    this.rest = Buffer.from(bytes.subarray(whole))
  }
}

/** How many bytes at the end begin a character of UTF-8 that is longer than what is there; 0 to 3. */
export function unfinishedBytes(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0
  }
  return 0
}

/** A file as text, in pieces, without a byte order mark. `onBytes` hears how many bytes each piece took. */
export async function* readText(
  path: string,
  encoding: TextEncodingName,
  onBytes: (count: number) => void = () => {},
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
    onBytes((chunk as Buffer).length)
    yield decoder.decode(chunk as Buffer, { stream: true })
  }
  yield decoder.decode()
}
