import type { ErrorReply } from '../../contract/api/errors.ts'
import { ReplyError } from '../../errors.ts'

/** What an error is answered as. */
export interface FailedReply {
  status: number
  retryAfterSeconds: number | undefined
  body: ErrorReply
}

/** The answer to an error; of one that is not meant for users it says nothing, and `unexpected` is told. */
export function failedReply(error: unknown, unexpected: (error: unknown) => void): FailedReply {
  if (error instanceof ReplyError) {
    const { statusCode, code, message, detail, retryAfterSeconds } = error
    return { status: statusCode, retryAfterSeconds, body: { code, message, ...detail } }
  }
  unexpected(error)
  return { status: 500, retryAfterSeconds: undefined, body: { code: 'INTERNAL', message: 'Internal Server Error' } }
}
