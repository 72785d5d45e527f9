/** `GET /healthz`. 'disk-low' is a warning and answered 200; 'disk-full' and 'database-down' are answered 503. */
export interface HealthReply {
  status: 'ok' | 'disk-low' | 'disk-full' | 'database-down'
  database: 'embedded' | 'server'
  /** Rows from the field that wait for their commit. */
  rowsWaiting: number
  /** Of the last write of positions or of readings, where it failed; the code is PostgreSQL's, null where it did not answer at all. */
  lastWriteError: { at: string; sqlState: string | null } | null
  /** Years for which limits of cases guess the working days, as they have no official calendar. */
  calendarFallbackYears: number[]
  /** Of the disk with the data directory; null where it is not known. */
  diskFreeBytes: number | null
  /** Missing while the database does not answer. */
  workers?: number
  grids?: number
}
