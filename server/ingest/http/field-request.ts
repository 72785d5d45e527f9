import type { IncomingHttpHeaders } from 'node:http'

/** A request of a device whose token is known, whatever server it came by. */
export interface FieldRequest {
  /** Where its token reaches: an area code. */
  scopeCode: string
  method: string
  /** As it stands behind the question mark; '' where there is none. */
  query: string
  headers: IncomingHttpHeaders
  /** As it was before any Content-Encoding; empty where there is none. */
  body: Buffer
  /** The address that it came from. */
  address: string
}

/** A good answer. All others are thrown, as ReplyError. */
export interface FieldReply {
  /** undefined where the body is empty. */
  type: 'application/json' | 'application/octet-stream' | undefined
  body: string | Buffer
}

/** What answers requests of devices, once all that they brought is committed. Throws ReplyError: 400 for what cannot be
 * read, naming the field, the value and what was expected; 503 for what cannot be kept now. */
export type TakeRequest = (request: FieldRequest) => Promise<FieldReply>

/** Taken, and there is nothing to say. */
export const NOTHING_TO_SAY: FieldReply = { type: undefined, body: '' }

/** An answer in JSON. */
export function jsonReply(value: unknown): FieldReply {
  return { type: 'application/json', body: JSON.stringify(value) }
}

/** The media type of the body in lower case, without its parameters; '' where it is not said. */
export function mediaTypeOf({ headers }: FieldRequest): string {
  const type = headers['content-type'] ?? ''
  const end = type.indexOf(';')
  return (end === -1 ? type : type.slice(0, end)).trim().toLowerCase()
}

/** The body as text, without a byte order mark. */
export function textOf({ body }: FieldRequest): string {
  const text = body.toString()
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}
