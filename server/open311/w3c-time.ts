const W3C = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/

/** Epoch milliseconds of a W3C datetime with its zone; null where it is none. A blank for the plus of the zone, which
 * is what a plus in an address becomes, is taken for it. */
export function parseW3cTime(text: string): number | null {
  const mended = text.replace(/ (\d{2}:?\d{2})$/, '+$1')
  if (!W3C.test(mended)) return null
  const ms = Date.parse(mended)
  return Number.isNaN(ms) ? null : ms
}

/** A time to the second, in UTC: 2026-03-02T02:00:00Z. */
export function formatW3cTime(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`
}
