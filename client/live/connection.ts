/** What a page may believe of what it shows. 'stale': connected, yet nothing was heard; 'offline': not connected. */
export type Connection =
  | { type: 'connecting' }
  | { type: 'live' }
  | { type: 'stale'; sinceMs: number }
  | { type: 'offline'; sinceMs: number }

/** The server pulses every second. Silence this long is no hiccup; the screen must say so within five seconds. */
export const STALE_AFTER_MS = 4000
/** A socket that says it is open and has been silent this long is dropped and opened anew. */
export const RECONNECT_AFTER_MS = 15_000

/** What is known of the link. Times are Unix milliseconds of this machine; `lastHeardMs` 0 = never heard. */
export interface LinkFacts {
  open: boolean
  lastHeardMs: number
}

/** The state of the connection at `nowMs`. `sinceMs` is when the server was last heard. */
export function connectionAt(nowMs: number, { open, lastHeardMs }: LinkFacts): Connection {
  if (lastHeardMs === 0) return { type: 'connecting' }
  if (!open) return { type: 'offline', sinceMs: lastHeardMs }
  if (nowMs - lastHeardMs >= STALE_AFTER_MS) return { type: 'stale', sinceMs: lastHeardMs }
  return { type: 'live' }
}

/** True where two states look the same, so that nobody is told of a change that is none. */
export function sameConnection(a: Connection, b: Connection): boolean {
  if (a.type !== b.type) return false
  return 'sinceMs' in a && 'sinceMs' in b ? a.sinceMs === b.sinceMs : true
}
