import { jsonText } from './json-text.ts'

/** Errors that a user may see. Everything else becomes a 500 that says nothing. */

/** An error with an HTTP status and what ErrorReply carries. */
export class ReplyError extends Error {
  readonly statusCode: number
  readonly code: string
  readonly detail: { field?: string; value?: unknown; expected?: string }
  readonly retryAfterSeconds: number | undefined

  constructor(
    statusCode: number,
    code: string,
    message: string,
    detail: { field?: string; value?: unknown; expected?: string } = {},
    retryAfterSeconds?: number,
  ) {
    super(message)
    this.statusCode = statusCode
    this.code = code
    this.detail = detail
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** The longest piece of somebody's input that an error repeats. */
const SHOWN_CHARACTERS = 120

/** A value as an error may repeat it: long ones cut. */
export function shown(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.length > SHOWN_CHARACTERS ? `${value.slice(0, SHOWN_CHARACTERS)}…` : value
  }
  if (typeof value === 'object' && value !== null) {
    const text = jsonText(value)
    if (text === undefined) return '…'
    return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : value
  }
  return value
}

/** 400: one input is to blame. Names it, repeats it, says what was expected. */
export function badInput(field: string, value: unknown, expected: string): ReplyError {
  const text = value === undefined ? 'nothing' : JSON.stringify(shown(value))
  return new ReplyError(400, 'BAD_INPUT', `${field}: got ${text}, expected ${expected}.`, {
    field,
    value: shown(value),
    expected,
  })
}

/** 401: nobody we know is asking. */
export function notSignedIn(): ReplyError {
  return new ReplyError(401, 'NOT_SIGNED_IN', 'Sign in first, or send a valid token.')
}

/** 403: whoever is asking may not. */
export function notAllowed(what: string): ReplyError {
  return new ReplyError(403, 'NOT_ALLOWED', `Not allowed: ${what}.`)
}

/** 404: there is no such thing, or none that the asker may see. */
export function notFound(what: string, id: string | number): ReplyError {
  return new ReplyError(404, 'NOT_FOUND', `There is no ${what} ${id}.`, { field: what, value: id })
}

/** 409: the thing is no longer in the state that the asker believes. */
export function conflict(code: string, message: string): ReplyError {
  return new ReplyError(409, code, message)
}

/** 503 with Retry-After: nothing was taken, send it again. */
export function overloaded(retryAfterSeconds: number): ReplyError {
  return new ReplyError(503, 'OVERLOADED', `Try again in ${retryAfterSeconds} s.`, {}, retryAfterSeconds)
}
