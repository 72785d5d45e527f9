/** Two imports in a row shall not reload a wall twice. */
const SETTLED_AFTER_MS = 5000
/** Walls of one room must not all go dark in the same second. */
const SPREAD_MS = 5000

/** What the server was heard to have, and since when. */
export interface HeardEdition {
  key: string
  sinceMs: number
}

/** Takes note of what was heard now; `sinceMs` stays while it is the same. */
export function hear(before: HeardEdition | null, key: string, nowMs: number): HeardEdition {
  return before?.key === key ? before : { key, sinceMs: nowMs }
}

export interface ReloadFacts {
  /** The edition that the wall was made with. */
  shown: string
  heard: HeardEdition | null
  /** The last edition for which the wall has reloaded: once is enough, whatever comes of it. */
  reloadedFor: string | null
  /** Without a server a reload would leave an error page on the wall. */
  isLive: boolean
  /** From 0 to 1, this wall's place in the spread. */
  spread: number
  nowMs: number
}

/** Whether the wall reloads now, to show the edition that the server has settled on. */
export function reloadsNow({ shown, heard, reloadedFor, isLive, spread, nowMs }: ReloadFacts): boolean {
  if (heard === null || !isLive || heard.key === shown || heard.key === reloadedFor) return false
  return nowMs - heard.sinceMs >= SETTLED_AFTER_MS + spread * SPREAD_MS
}
