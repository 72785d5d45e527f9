export const channels = ['12345', 'patrol', 'app', 'iot', 'ai', 'visit', '110'] as const
export const statuses = ['reported', 'dispatched', 'handled', 'closed'] as const
export type Channel = (typeof channels)[number]
export type HistoryStatus = (typeof statuses)[number]

/**
 * A year of cases as a struct of arrays, oldest first. Times are epoch milliseconds, NaN where the step has not happened.
 * Texts are made when asked for, so that 100,000 cases cost no 200,000 strings until somebody reads them.
 */
export interface History {
  count: number
  reportedAt: Float64Array
  dispatchedAt: Float64Array
  handledAt: Float64Array
  closedAt: Float64Array
  /** When it should be handled: reportedAt + the category's limit. */
  dueAt: Float64Array
  /** Index into city.categories; always an item (level 3). */
  category: Uint16Array
  /** Index into `channels`. */
  channel: Uint8Array
  /** Index into `statuses`. */
  status: Uint8Array
  /** 1 where it was handled after dueAt, or is still open after it. */
  late: Uint8Array
  lng: Float64Array
  lat: Float64Array
  description(index: number): string
  address(index: number): string
}
