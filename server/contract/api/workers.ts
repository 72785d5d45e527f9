import Type, { type Static } from 'typebox'
import { CaseSummary, OrderRecord } from './cases.ts'
import { WorkerDuty } from './duty.ts'

/** `GET /api/workers`: who sits in which slot of the live lane; index i of each array is slot i. A worker outside the
 * asker's scope has id 0 and empty strings. `rosterVersion` changes whenever a slot changes hands. */
export const RosterColumns = Type.Object({
  rosterVersion: Type.String(),
  id: Type.Array(Type.Integer()),
  number: Type.Array(Type.String()),
  name: Type.Array(Type.String()),
  nameEn: Type.Array(Type.String()),
  gridId: Type.Array(Type.Integer()),
  areaCode: Type.Array(Type.String()),
})
export type RosterColumns = Static<typeof RosterColumns>

/** `GET /api/workers/:id`. */
export const WorkerRecord = Type.Object({
  id: Type.Integer(),
  slot: Type.Integer(),
  number: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  employment: Type.Enum(['full', 'part']),
  phone: Type.String(),
  gridId: Type.Integer(),
  gridCode: Type.String(),
  gridName: Type.String(),
  gridNameEn: Type.String(),
  areaCode: Type.String(),
  duty: WorkerDuty,
  last: Type.Union([
    Type.Null(),
    Type.Object({
      recordedAt: Type.String(),
      lng: Type.Number(),
      lat: Type.Number(),
      speedMps: Type.Union([Type.Number(), Type.Null()]),
      batteryPercent: Type.Union([Type.Number(), Type.Null()]),
      /** The community grid where the worker has settled, by the boundaries in force; null outside all. */
      settledGrid: Type.Union([
        Type.Null(),
        Type.Object({ id: Type.Integer(), name: Type.String(), nameEn: Type.String() }),
      ]),
      /** Whether the circle of the last fix's accuracy crosses an edge; null where the device gave no accuracy. */
      uncertain: Type.Union([Type.Boolean(), Type.Null()]),
    }),
  ]),
  casesFound: Type.Array(CaseSummary),
  orders: Type.Array(Type.Intersect([OrderRecord, Type.Object({ case: CaseSummary })])),
})
export type WorkerRecord = Static<typeof WorkerRecord>
