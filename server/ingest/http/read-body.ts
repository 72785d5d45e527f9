import type { IncomingMessage } from 'node:http'
import { badInput } from '../../errors.ts'
import { inflate, tooLarge } from './inflate.ts'

const NOTHING = Buffer.alloc(0)

/** The whole body of a request, inflated. Throws ReplyError 413 where it is larger than `mostBytes`, 400 where it is
 * cut off, and as `inflate` does. */
export async function readBody(request: IncomingMessage, mostBytes: number): Promise<Buffer> {
  const { 'content-length': length, 'transfer-encoding': chunked, 'content-encoding': encoding } = request.headers
  if (chunked === undefined && (length === undefined || length === '0')) return NOTHING
  if (Number(length ?? 0) > mostBytes) throw tooLarge(mostBytes)
  const body = await gather(request, mostBytes)
  return encoding === undefined ? body : inflate(body, encoding, mostBytes)
}

function gather(request: IncomingMessage, mostBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > mostBytes) reject(tooLarge(mostBytes))
      else chunks.push(chunk)
    })
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)))
    request.on('error', () => reject(badInput('body', `${bytes} bytes`, 'a whole body')))
  })
}
