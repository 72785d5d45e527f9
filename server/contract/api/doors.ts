import Type, { type Static } from 'typebox'

/** `GET /api/field/doors`: the ports of the field. `port` is null where it does not listen, and `trouble` says why; both
 * are null where nobody opened it. */
export const DoorRecord = Type.Object({
  name: Type.String(),
  port: Type.Union([Type.Integer(), Type.Null()]),
  connections: Type.Integer(),
  trouble: Type.Union([Type.String(), Type.Null()]),
})
export type DoorRecord = Static<typeof DoorRecord>
