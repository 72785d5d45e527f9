import Type, { type Static } from 'typebox'

const Named = { name: Type.String(), nameEn: Type.String() }

export const AreaRecord = Type.Object({
  code: Type.String(),
  level: Type.Enum(['city', 'district', 'street', 'community']),
  ...Named,
  parentCode: Type.Union([Type.String(), Type.Null()]),
  /** A point inside, to fly to and to hang a label on. */
  lng: Type.Number(),
  lat: Type.Number(),
})
export type AreaRecord = Static<typeof AreaRecord>

export const UnitRecord = Type.Object({
  id: Type.Integer(),
  kind: Type.String(),
  ...Named,
  areaCode: Type.String(),
})
export type UnitRecord = Static<typeof UnitRecord>

export const CategoryRecord = Type.Object({
  code: Type.String(),
  parentCode: Type.Union([Type.String(), Type.Null()]),
  level: Type.Integer(),
  ...Named,
  unitKind: Type.String(),
  layer: Type.Enum(['community', 'street', 'exclusive']),
  urgent: Type.Boolean(),
  limitHours: Type.Integer(),
})
export type CategoryRecord = Static<typeof CategoryRecord>

export const DeviceKindRecord = Type.Object({
  kind: Type.String(),
  ...Named,
  alarmType: Type.String(),
  alarmName: Type.String(),
  alarmNameEn: Type.String(),
  severity: Type.String(),
  /** The alarms that its rules raise. */
  rules: Type.Array(Type.Object({ alarmType: Type.String(), ...Named })),
})
export type DeviceKindRecord = Static<typeof DeviceKindRecord>

/** What a channel is, for whoever chooses among them; 'file': tables that are imported. */
export const CHANNEL_KINDS = [
  'hotline', 'emergency', 'public', 'patrol', 'device', 'visit', 'partner', 'file',
] as const
export type ChannelKind = (typeof CHANNEL_KINDS)[number]

/** By which way cases come. */
export const ChannelRecord = Type.Object({
  code: Type.String(),
  ...Named,
  kind: Type.Enum([...CHANNEL_KINDS]),
  /** The template of its cases; null: the standard one, unless something else names one. */
  template: Type.Union([Type.String(), Type.Null()]),
  /** 未诉先办: the city finds it before anybody complains; else 接诉即办. */
  proactive: Type.Boolean(),
  /** One that is not takes no new cases. */
  enabled: Type.Boolean(),
})
export type ChannelRecord = Static<typeof ChannelRecord>

/** `GET /api/city`: what a page needs once, before anything moves. Cut to the asker's scope. */
export const CityRecord = Type.Object({
  ...Named,
  code: Type.String(),
  simulated: Type.Boolean(),
  timeZone: Type.String(),
  bounds: Type.Tuple([Type.Number(), Type.Number(), Type.Number(), Type.Number()]),
  centre: Type.Tuple([Type.Number(), Type.Number()]),
  gridVersionId: Type.Integer(),
  /** Counts the imports that were applied: with another number the ground, the people or the things may be others. */
  baseRevision: Type.Integer(),
  gridCounts: Type.Object({ community: Type.Integer(), street: Type.Integer(), exclusive: Type.Integer() }),
  areas: Type.Array(AreaRecord),
  units: Type.Array(UnitRecord),
  categories: Type.Array(CategoryRecord),
  deviceKinds: Type.Array(DeviceKindRecord),
  channels: Type.Array(ChannelRecord),
})
export type CityRecord = Static<typeof CityRecord>

/** `GET /api/grids/:id`: one grid as people ask for it. */
export const GridRecord = Type.Object({
  id: Type.Integer(),
  layer: Type.Enum(['community', 'street', 'exclusive']),
  code: Type.String(),
  ...Named,
  areaCode: Type.String(),
  unitId: Type.Union([Type.Integer(), Type.Null()]),
  workers: Type.Array(Type.Object({ id: Type.Integer(), number: Type.String(), ...Named, phone: Type.String() })),
  openCases: Type.Integer(),
})
export type GridRecord = Static<typeof GridRecord>

/** `GET /api/cameras` and `GET /api/devices`: struct of arrays, one index one thing. */
export const CameraColumns = Type.Object({
  id: Type.Array(Type.Integer()),
  name: Type.Array(Type.String()),
  source: Type.Array(Type.String()),
  lng: Type.Array(Type.Number()),
  lat: Type.Array(Type.Number()),
})
export type CameraColumns = Static<typeof CameraColumns>

export const DeviceColumns = Type.Object({
  id: Type.Array(Type.Integer()),
  name: Type.Array(Type.String()),
  kind: Type.Array(Type.String()),
  lng: Type.Array(Type.Number()),
  lat: Type.Array(Type.Number()),
})
export type DeviceColumns = Static<typeof DeviceColumns>
