import Type, { type Static } from 'typebox'
import { SEVERITIES } from './alarms.ts'

/** How one value is found in a payload, for instance `{"name": "smoke", "path": "$.data.smoke", "unit": "%/m"}`. A text is
 * looked up in `words`; the number is then multiplied by `scale` and `offset` is added. */
export const Measure = Type.Object(
  {
    name: Type.String({ pattern: '^[a-z][a-z0-9_]{0,31}$' }),
    /** RFC 9535; the first match counts. */
    path: Type.String({ minLength: 1, maxLength: 200 }),
    unit: Type.Optional(Type.String({ maxLength: 16 })),
    scale: Type.Optional(Type.Number()),
    offset: Type.Optional(Type.Number()),
    words: Type.Optional(Type.Record(Type.String({ maxLength: 64 }), Type.Number())),
  },
  { additionalProperties: false },
)
export type Measure = Static<typeof Measure>

/** A comparison that holds for `forSeconds` by the device's clock (0: at once) and in `times` readings on end (1). */
export const Condition = Type.Object(
  {
    comparison: Type.Enum(['>', '>=', '<', '<=', '=', '!=']),
    value: Type.Number(),
    forSeconds: Type.Optional(Type.Number({ minimum: 0, maximum: 86_400 })),
    times: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  },
  { additionalProperties: false },
)
export type Condition = Static<typeof Condition>

/** What an alarm does to a case: one of `category` is raised with it, at once or after a person has said that it is
 * real. Where `clearsCase`, a case that nobody has been sent to ends when the alarm clears. */
export const CaseRule = Type.Object(
  {
    category: Type.String({ minLength: 1, maxLength: 32 }),
    needsConfirmation: Type.Boolean(),
    clearsCase: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
export type CaseRule = Static<typeof CaseRule>

/** Raises `alarmType` when `raise` holds, clears it when `clear` does: without `clear` as soon as `raise` fails, with it
 * there is a band between in which nothing changes. */
export const SensorRule = Type.Object(
  {
    alarmType: Type.String({ minLength: 1, maxLength: 64 }),
    name: Type.String({ minLength: 1, maxLength: 64 }),
    nameEn: Type.String({ minLength: 1, maxLength: 64 }),
    severity: Type.Enum([...SEVERITIES]),
    measure: Type.String({ minLength: 1, maxLength: 32 }),
    raise: Condition,
    clear: Type.Optional(Condition),
    case: Type.Optional(CaseRule),
  },
  { additionalProperties: false },
)
export type SensorRule = Static<typeof SensorRule>

/** What a kind of device says and means; all of it data. */
export const SensorDefinition = Type.Object(
  {
    measures: Type.Optional(Type.Array(Measure, { maxItems: 32 })),
    /** When it was measured; without it, when it came. */
    time: Type.Optional(
      Type.Object(
        { path: Type.String({ maxLength: 200 }), format: Type.Enum(['seconds', 'milliseconds', 'iso']) },
        { additionalProperties: false },
      ),
    ),
    /** The device's own number of the record; without it a checksum of the payload. */
    sequence: Type.Optional(Type.String({ maxLength: 200 })),
    rules: Type.Optional(Type.Array(SensorRule, { maxItems: 32 })),
    /** Silence is an alarm too: of type 'silent' after so many seconds. */
    silence: Type.Optional(
      Type.Object(
        { afterSeconds: Type.Integer({ minimum: 10, maximum: 30 * 86_400 }), severity: Type.Enum([...SEVERITIES]) },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
)
export type SensorDefinition = Static<typeof SensorDefinition>
