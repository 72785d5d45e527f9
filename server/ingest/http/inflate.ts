import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { badInput, ReplyError } from '../../errors.ts'

const gunzipOf = promisify(gunzip)

/** 413: more than is read at once. */
export function tooLarge(mostBytes: number): ReplyError {
  const expected = `at most ${mostBytes / 1024 / 1024} MB`
  const message = `body: expected ${expected}, also once inflated.`
  return new ReplyError(413, 'TOO_LARGE', message, { field: 'body', expected })
}

/** A body as it was before its Content-Encoding. Throws ReplyError: 413 where it would grow beyond `mostBytes`, 400
 * where it is broken, 415 for an encoding other than gzip. */
export async function inflate(body: Buffer, encoding: string | undefined, mostBytes: number): Promise<Buffer> {
  if (encoding === undefined || encoding === 'identity' || body.length === 0) return body
  if (encoding.toLowerCase() !== 'gzip' && encoding.toLowerCase() !== 'x-gzip') {
    const expected = 'gzip or none'
    throw new ReplyError(415, 'UNSUPPORTED_ENCODING', `content-encoding: got ${encoding}, expected ${expected}.`, {
      field: 'content-encoding', value: encoding, expected,
    })
  }
  try {
    return await gunzipOf(body, { maxOutputLength: mostBytes })
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(mostBytes)
    throw badInput('body', `${body.length} bytes`, 'a whole gzip stream, as content-encoding says')
  }
}
