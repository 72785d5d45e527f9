const W3C = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/

/** Epoch milliseconds of a W3C datetime with its zone; null where it is none. A blank for the plus of the zone, which
 * is what a plus in an address becomes, is taken for it. */
export function parseW3cTime(text: string): number | null {
  const mended = text.replace(/ (\d{2}:?\d{2})$/, '+$1')
  const day = W3C.exec(mended)?.[1]
  if (day === undefined || !isDay(day)) return null
  const ms = Date.parse(mended)
  return Number.isNaN(ms) ? null : ms
}

/** Whether a month has so many days: 30 February would be read as 2 March. */
function isDay(day: string): boolean {
  const ms = Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day)
}

/** A time to the second, in UTC: 2026-03-02T02:00:00Z. */
export function formatW3cTime(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`
}
