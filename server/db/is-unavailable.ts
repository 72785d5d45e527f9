import { DatabaseTimeout } from './lend-connection.ts'

/** What the network says of a server that is not there. */
const NETWORK_CODES = new Set([
  'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN', 'ENOENT',
])
/** SQLSTATE classes 08 (connection), 53 (no room left of some kind), 57P0 (shut down, or still starting), 25006 (a standby). */
const UNAVAILABLE_STATE = /^(08|53|57P0|25006)/
/** What `pg` says without a code. */
const UNAVAILABLE_WORDS = /^(Connection terminated|timeout exceeded when trying to connect|Client (was closed|has encountered))/

/** Whether an error says that the database cannot do its work now, and may be able to later: not that a statement or its
 * data are at fault. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof DatabaseTimeout) return true
  const { code, message = '', syscall } = (error ?? {}) as { code?: unknown; message?: string; syscall?: string }
  if (typeof code === 'string') {
    return UNAVAILABLE_STATE.test(code) || (NETWORK_CODES.has(code) && (syscall === undefined || isOfSocket(syscall)))
  }
  return UNAVAILABLE_WORDS.test(message)
}

function isOfSocket(syscall: string): boolean {
  return ['connect', 'read', 'write', 'getaddrinfo'].includes(syscall)
}
