import Type, { type Static } from 'typebox'

/** Every answer of 400 and above. `field`, `value` and `expected` are there where one input is to blame. */
export const ErrorReply = Type.Object({
  code: Type.String(),
  message: Type.String(),
  field: Type.Optional(Type.String()),
  value: Type.Optional(Type.Unknown()),
  expected: Type.Optional(Type.String()),
})
export type ErrorReply = Static<typeof ErrorReply>
