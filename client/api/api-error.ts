import type { ErrorReply } from '../../server/contract/api/errors.ts'

/** What a request failed with. `status` 0 means that no answer came: the server cannot be reached. */
export class ApiError extends Error {
  readonly status: number
  readonly reply: ErrorReply

  constructor(status: number, reply: ErrorReply) {
    super(reply.message)
    this.name = 'ApiError'
    this.status = status
    this.reply = reply
  }
}

/** Reads the error out of an answer's body, whatever it is: a proxy's page has no ErrorReply in it. */
export function errorOfBody(status: number, body: string): ApiError {
  try {
    const parsed: unknown = JSON.parse(body)
    if (isErrorReply(parsed)) return new ApiError(status, parsed)
  } catch {
    // Not JSON: the status alone has to say it.
  }
  return new ApiError(status, { code: `HTTP_${status}`, message: `HTTP ${status}` })
}

function isErrorReply(value: unknown): value is ErrorReply {
  return typeof value === 'object' && value !== null && 'code' in value && 'message' in value
    && typeof value.code === 'string' && typeof value.message === 'string'
}
