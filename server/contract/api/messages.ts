import Type, { type Static } from 'typebox'

/** `POST /api/workers/:id/messages`: a text for the box in the worker's vehicle, which shows it and reads it out. */
export const NewMessageBody = Type.Object(
  {
    text: Type.String({ minLength: 1, maxLength: 400 }),
    urgent: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
export type NewMessageBody = Static<typeof NewMessageBody>

/** What was sent to a worker's box, `GET /api/workers/:id/messages`, newest first, at most 50. `POST
 * /api/workers/:id/locate` makes one of kind 'locate': the wish to know at once where the vehicle is. */
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
  /** It has waited too long and is not tried any more. */
  expired: Type.Boolean(),
})
export type MessageRecord = Static<typeof MessageRecord>
