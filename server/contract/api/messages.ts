import Type, { type Static } from 'typebox'

/** `POST /api/workers/:id/messages`: a text for the worker's phone and the box in his vehicle, which reads it out. */
export const NewMessageBody = Type.Object(
  {
    text: Type.String({ minLength: 1, maxLength: 400 }),
    urgent: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
export type NewMessageBody = Static<typeof NewMessageBody>

/** What was sent to a worker's phone and box, or to a unit's phones. `POST /api/workers/:id/locate` makes one of kind
 * 'locate': the wish to know at once where the vehicle is. */
export const MessageRecord = Type.Object({
  id: Type.Integer(),
  kind: Type.Enum(['text', 'locate']),
  text: Type.String(),
  urgent: Type.Boolean(),
  sentAt: Type.String(),
  sentBy: Type.String(),
  /** When it was given to a box; null as long as none is connected. */
  deliveredAt: Type.Union([Type.String(), Type.Null()]),
  /** When the box said that it has it, or where it is. */
  acknowledgedAt: Type.Union([Type.String(), Type.Null()]),
  /** When a person said on a phone that he has read it. */
  readAt: Type.Union([Type.String(), Type.Null()]),
  readBy: Type.Union([Type.String(), Type.Null()]),
  /** It has waited too long and is not tried any more. */
  expired: Type.Boolean(),
})
export type MessageRecord = Static<typeof MessageRecord>

const Known = Type.Union([Type.Number(), Type.Null()])

/** A box in the worker's vehicle, and what it last said beside where it is; nothing while it is not connected. */
export const BoxRecord = Type.Object({
  key: Type.String(),
  connected: Type.Boolean(),
  mileageKm: Known,
  fuelL: Known,
  /** Of the mobile network, in the measure of its maker. */
  signal: Known,
  satellites: Known,
})
export type BoxRecord = Static<typeof BoxRecord>

/** `GET /api/workers/:id/messages`: the newest 50, newest first, and what takes them: boxes, and phones by the pages of
 * the field where the worker has an account; neither: nothing can be sent. */
export const WorkerMessages = Type.Object({
  boxes: Type.Array(BoxRecord),
  hasPhone: Type.Boolean(),
  messages: Type.Array(MessageRecord),
})
export type WorkerMessages = Static<typeof WorkerMessages>
