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
    /** What people call it; without it, `name`. */
    label: Type.Optional(Type.String({ maxLength: 32 })),
    labelEn: Type.Optional(Type.String({ maxLength: 32 })),
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

/** A kind as `GET /api/device-kinds` lists it. `alarmType` with its names and severity is the alarm that devices of the
 * kind may raise by themselves; rules have their own. */
export const DeviceKindEntry = Type.Object({
  kind: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  alarmType: Type.String(),
  alarmName: Type.String(),
  alarmNameEn: Type.String(),
  severity: Type.Enum([...SEVERITIES]),
  definition: SensorDefinition,
  /** Registered and not retired. */
  devices: Type.Integer(),
})
export type DeviceKindEntry = Static<typeof DeviceKindEntry>

const kindFields = {
  name: Type.String({ minLength: 1, maxLength: 64 }),
  nameEn: Type.String({ minLength: 1, maxLength: 64 }),
  alarmType: Type.String({ minLength: 1, maxLength: 64 }),
  alarmName: Type.String({ minLength: 1, maxLength: 64 }),
  alarmNameEn: Type.String({ minLength: 1, maxLength: 64 }),
  severity: Type.Enum([...SEVERITIES]),
  definition: SensorDefinition,
}

/** `PUT /api/device-kinds/:kind`. */
export const DeviceKindBody = Type.Object(kindFields, { additionalProperties: false })
export type DeviceKindBody = Static<typeof DeviceKindBody>

/** `POST /api/device-kinds`. */
export const NewDeviceKindBody = Type.Object(
  { kind: Type.String({ pattern: '^[a-z][a-z0-9_]{0,31}$' }), ...kindFields },
  { additionalProperties: false },
)
export type NewDeviceKindBody = Static<typeof NewDeviceKindBody>

/** `POST /api/device-kinds/:kind/try`: a payload as a device would send it, a text or JSON, by the kind's definition or
 * by one that is still being written. */
export const TryPayloadBody = Type.Object(
  { payload: Type.Unknown(), definition: Type.Optional(SensorDefinition) },
  { additionalProperties: false },
)
export type TryPayloadBody = Static<typeof TryPayloadBody>

/** What would come of it. `reason`: why nothing can be read; the other fields are empty then. */
export const TryPayloadReply = Type.Object({
  reason: Type.Union([Type.String(), Type.Null()]),
  recordedAt: Type.Union([Type.String(), Type.Null()]),
  sequence: Type.Union([Type.Integer(), Type.Null()]),
  values: Type.Array(
    Type.Object({ measure: Type.String(), value: Type.Number(), unit: Type.Union([Type.String(), Type.Null()]) }),
  ),
  /** Whether each rule's conditions hold for these values, whatever their durations. */
  rules: Type.Array(
    Type.Object({
      alarmType: Type.String(),
      name: Type.String(),
      nameEn: Type.String(),
      verdict: Type.Enum(['raises', 'clears', 'between', 'not-measured']),
    }),
  ),
})
export type TryPayloadReply = Static<typeof TryPayloadReply>

/** Unheard: never yet. Silent: for longer than its kind allows. */
export const DEVICE_CONDITIONS = ['heard', 'silent', 'unheard', 'alarm', 'retired'] as const

/** `GET /api/devices/list`: by id, those after `after`. `area` is the prefix of an area code; `state` 'alarm' are those
 * with an uncleared alarm; retired ones are listed only where asked for. */
export const DevicesQuery = Type.Object({
  kind: Type.Optional(Type.String({ maxLength: 32 })),
  area: Type.Optional(Type.String({ pattern: '^[0-9]{1,12}$' })),
  text: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  state: Type.Optional(Type.Enum([...DEVICE_CONDITIONS])),
  after: Type.Optional(Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
})
export type DevicesQuery = Static<typeof DevicesQuery>

export const DeviceEntry = Type.Object({
  id: Type.Integer(),
  key: Type.String(),
  kind: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  areaCode: Type.String(),
  lng: Type.Number(),
  lat: Type.Number(),
  retired: Type.Boolean(),
  registeredAt: Type.String(),
  heardAt: Type.Union([Type.String(), Type.Null()]),
  silentSince: Type.Union([Type.String(), Type.Null()]),
  /** Uncleared alarms. */
  alarms: Type.Integer(),
})
export type DeviceEntry = Static<typeof DeviceEntry>

export const DevicePage = Type.Object({
  devices: Type.Array(DeviceEntry),
  nextAfter: Type.Union([Type.Integer(), Type.Null()]),
})
export type DevicePage = Static<typeof DevicePage>

/** `POST /api/devices`: it belongs to the community that covers its place. */
export const NewDeviceBody = Type.Object(
  {
    key: Type.String({ minLength: 1, maxLength: 64 }),
    kind: Type.String({ minLength: 1, maxLength: 32 }),
    name: Type.String({ minLength: 1, maxLength: 64 }),
    nameEn: Type.Optional(Type.String({ maxLength: 64 })),
    lng: Type.Number({ minimum: -180, maximum: 180 }),
    lat: Type.Number({ minimum: -90, maximum: 90 }),
  },
  { additionalProperties: false },
)
export type NewDeviceBody = Static<typeof NewDeviceBody>

/** `PATCH /api/devices/:id`: what is given is changed. A place needs both numbers. */
export const DevicePatch = Type.Object(
  { ...Type.Partial(NewDeviceBody).properties, retired: Type.Optional(Type.Boolean()) },
  { additionalProperties: false },
)
export type DevicePatch = Static<typeof DevicePatch>

/** `GET /api/devices/:id`. */
export const DeviceRecord = Type.Object({
  ...DeviceEntry.properties,
  /** What its kind measures, by which readings can be asked for, with the newest of each; null: never sent. `word` is
   * what the device says for this value, where it says words. */
  measures: Type.Array(
    Type.Object({
      name: Type.String(),
      label: Type.String(),
      labelEn: Type.String(),
      unit: Type.Union([Type.String(), Type.Null()]),
      newest: Type.Union([
        Type.Object({ value: Type.Number(), word: Type.Union([Type.String(), Type.Null()]), at: Type.String() }),
        Type.Null(),
      ]),
    }),
  ),
  rules: Type.Array(
    Type.Object({ alarmType: Type.String(), name: Type.String(), nameEn: Type.String(), raised: Type.Boolean() }),
  ),
})
export type DeviceRecord = Static<typeof DeviceRecord>

/** `GET /api/devices/:id/readings`: from `from` (inclusive) to `to`, at most 31 days. */
export const ReadingsQuery = Type.Object({
  measure: Type.String({ minLength: 1, maxLength: 32 }),
  from: Type.String({ format: 'date-time' }),
  to: Type.String({ format: 'date-time' }),
})
export type ReadingsQuery = Static<typeof ReadingsQuery>

/** In order of time. More than about 2,000 are given as means of spans of `bucketMs`, each at the start of its span,
 * with the least and the most in it; `bucketMs` null: every reading as it is, and no `least` and `most`. */
export const ReadingColumns = Type.Object({
  measure: Type.String(),
  unit: Type.Union([Type.String(), Type.Null()]),
  bucketMs: Type.Union([Type.Integer(), Type.Null()]),
  atMs: Type.Array(Type.Number()),
  value: Type.Array(Type.Number()),
  least: Type.Array(Type.Number()),
  most: Type.Array(Type.Number()),
})
export type ReadingColumns = Static<typeof ReadingColumns>

/** `POST /in/sensors/:device`. 'quarantined': kept aside, `reason` says why; to send it again would not help. */
export const SensorReceipt = Type.Object({
  status: Type.Enum(['accepted', 'quarantined']),
  reason: Type.Union([Type.String(), Type.Null()]),
})
export type SensorReceipt = Static<typeof SensorReceipt>

/** `POST /in/sensors`, NDJSON: each line is `{"device": key, "payload": what the device sent}`. */
export const SensorBatchReply = Type.Object({ accepted: Type.Integer(), quarantined: Type.Integer() })
export type SensorBatchReply = Static<typeof SensorBatchReply>
