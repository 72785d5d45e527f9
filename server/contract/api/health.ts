import Type, { type Static } from 'typebox'

/** `GET /healthz`, for anybody: 200 while what is acknowledged can be kept ('disk-low' warns), else 503. */
export const Health = Type.Object({
  status: Type.Enum(['ok', 'disk-low', 'disk-full', 'database-down']),
  database: Type.Enum(['embedded', 'server']),
  workers: Type.Integer(),
  grids: Type.Integer(),
  /** Positions and other records that are not yet committed, and so not yet acknowledged. */
  rowsWaiting: Type.Integer(),
  /** The newest failure to write, by its SQLSTATE or the system's code, until a write succeeds again. */
  lastWriteError: Type.Union([Type.Null(), Type.Object({ at: Type.String(), code: Type.String() })]),
  /** Of the disk with the data directory; null where the system does not say. */
  diskFreeBytes: Type.Union([Type.Null(), Type.Number()]),
})
export type Health = Static<typeof Health>
