import Type, { type Static } from 'typebox'

/** admin: everything; duty: acts on cases and alarms; leader: reads and reviews. */
export const ROLES = ['admin', 'duty', 'leader'] as const
export type Role = (typeof ROLES)[number]

export const LoginBody = Type.Object({
  login: Type.String({ minLength: 1, maxLength: 64 }),
  password: Type.String({ minLength: 1, maxLength: 256 }),
})
export type LoginBody = Static<typeof LoginBody>

/** A wall's screen trades the token of its address for a cookie. */
export const WallEntryBody = Type.Object({ token: Type.String({ minLength: 20, maxLength: 128 }) })

/** Who is asking. A wall has no login: type 'wall'. */
export const Me = Type.Union([
  Type.Object({
    type: Type.Literal('account'),
    id: Type.Integer(),
    login: Type.String(),
    role: Type.Enum([...ROLES]),
    displayName: Type.String(),
    scopeCode: Type.String(),
  }),
  Type.Object({ type: Type.Literal('wall'), label: Type.String(), scopeCode: Type.String() }),
])
export type Me = Static<typeof Me>
