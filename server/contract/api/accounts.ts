import Type, { type Static } from 'typebox'

/** admin: everything; duty: acts on cases and alarms; leader: reads, reviews, approves; unit: handles what its unit was
 * sent; worker: watches over the cases of a grid. The last two use the pages of the field. */
export const ROLES = ['admin', 'duty', 'leader', 'unit', 'worker'] as const
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
    unitId: Type.Optional(Type.Integer()),
    workerId: Type.Optional(Type.Integer()),
  }),
  Type.Object({ type: Type.Literal('wall'), label: Type.String(), scopeCode: Type.String() }),
])
export type Me = Static<typeof Me>

/** `POST /api/tokens`: a wall's may only look, a device's may only send. The answer, `{token}`, is the only time that the
 * token is told. */
export const NewTokenBody = Type.Object(
  {
    kind: Type.Enum(['wall', 'device']),
    label: Type.String({ minLength: 1, maxLength: 64 }),
    scopeCode: Type.Optional(Type.String({ minLength: 2, maxLength: 12 })),
  },
  { additionalProperties: false },
)
export type NewTokenBody = Static<typeof NewTokenBody>

/** `GET /api/tokens`: walls and devices within the scope, newest first. `id` is the beginning of the token's hash. */
export const TokenRecord = Type.Object({
  id: Type.String(),
  kind: Type.Enum(['wall', 'device']),
  label: Type.String(),
  scopeCode: Type.String(),
  createdAt: Type.String(),
})
export type TokenRecord = Static<typeof TokenRecord>
