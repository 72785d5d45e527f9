/** What arrives within this time of being done was done when it came: a slow network is not worth a word. */
export const AT_ONCE_MS = 60_000
/** Of longer ago than this a phone's word is not taken. */
export const LONGEST_AGO_MS = 7 * 86_400_000

/**
 * When something was done by the word of the phone that brings it (epoch ms), where it comes later than that; undefined
 * where it came at once, and where it cannot be so: longer ago than 7 days, or before `sinceMs`. The phone says how
 * long ago it was, so that a clock that is wrong does no harm; nothing it says can lie in the future.
 */
export function madeAt(agoMs: number | undefined, sinceMs: number, nowMs: number): number | undefined {
  if (agoMs === undefined || agoMs < AT_ONCE_MS || agoMs > LONGEST_AGO_MS) return undefined
  const atMs = nowMs - agoMs
  return atMs >= sinceMs ? atMs : undefined
}
