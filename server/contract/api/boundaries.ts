import Type, { type Static } from 'typebox'
import { GRID_LAYERS } from './grids.ts'

/** 'draft': may still change; 'in-force': the one that lookups answer by; 'past': was in force. */
export const VERSION_STATES = ['draft', 'in-force', 'past'] as const

/** What one edition of the city's boundaries is. `GET /api/boundaries/versions` lists them, newest first. */
export const VersionRecord = Type.Object({
  id: Type.Integer(),
  state: Type.Enum([...VERSION_STATES]),
  note: Type.String(),
  basedOn: Type.Union([Type.Integer(), Type.Null()]),
  /** Counts the changes of a draft. */
  revision: Type.Integer(),
  createdAt: Type.String(),
  createdBy: Type.String(),
  /** Oldest first; the open one has no `validTo`. Empty for a draft. */
  periods: Type.Array(
    Type.Object({ validFrom: Type.String(), validTo: Type.Union([Type.String(), Type.Null()]), switchedBy: Type.String() }),
  ),
  gridCounts: Type.Object({ community: Type.Integer(), street: Type.Integer(), exclusive: Type.Integer() }),
  areaCount: Type.Integer(),
  /** The import that made it, if one did. */
  importId: Type.Union([Type.Integer(), Type.Null()]),
  findings: Type.Object({ error: Type.Integer(), warning: Type.Integer(), note: Type.Integer() }),
  /** When all of it was last looked through for faults; null: never, and then no finding means nothing. */
  checkedAt: Type.Union([Type.String(), Type.Null()]),
})
export type VersionRecord = Static<typeof VersionRecord>

/** `POST /api/boundaries/versions`: a draft that begins as a copy of a version (of the one in force unless named). */
export const NewDraftBody = Type.Object({
  note: Type.String({ minLength: 1, maxLength: 200 }),
  basedOn: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 })),
})
export type NewDraftBody = Static<typeof NewDraftBody>

/**
 * `POST /api/boundaries/switch` {versionId} puts a draft or a past version in force; answers when lookups use it.
 * A version with findings of severity 'error' is refused with 409.
 */
export const SwitchBody = Type.Object({ versionId: Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }) })
export type SwitchBody = Static<typeof SwitchBody>

export const SwitchResult = Type.Object({
  versionId: Type.Integer(),
  previousVersionId: Type.Union([Type.Integer(), Type.Null()]),
  /** How long the index was built beside the old one, and how long the transaction took. */
  buildMs: Type.Number(),
  commitMs: Type.Number(),
  /** Workers whose grid is gone by its code and who were given the one that now covers the middle of theirs. */
  rehomedWorkers: Type.Integer(),
})
export type SwitchResult = Static<typeof SwitchResult>

/** `GET /api/boundaries/versions/:id/case-differences`: open cases that this version would give another owner. */
export const CaseDifferences = Type.Object({
  versionId: Type.Integer(),
  openCases: Type.Integer(),
  /** All of them; `cases` has the first 500 by id. */
  count: Type.Integer(),
  cases: Type.Array(
    Type.Object({
      id: Type.Integer(),
      number: Type.String(),
      lng: Type.Number(),
      lat: Type.Number(),
      /** null: no grid, the desk of a district. */
      from: Type.Union([Type.Object({ code: Type.String(), name: Type.String(), nameEn: Type.String() }), Type.Null()]),
      to: Type.Union([Type.Object({ code: Type.String(), name: Type.String(), nameEn: Type.String() }), Type.Null()]),
    }),
  ),
})
export type CaseDifferences = Static<typeof CaseDifferences>

export const FINDING_KINDS = [
  // found while a file is read
  'bad-coordinates', 'bad-geometry', 'wrong-geometry', 'unclosed-ring', 'missing-value', 'bad-value',
  // found among the rows
  'duplicate-code', 'missing-parent', 'unknown-grid', 'unknown-unit', 'unknown-category', 'unknown-area', 'outside-city',
  // found in the boundaries
  'self-crossing', 'repaired', 'sliver', 'overlap', 'gap', 'outside-parent', 'no-worker', 'no-grid',
] as const
export type FindingKind = (typeof FINDING_KINDS)[number]

/** `GET /api/boundaries/versions/:id/findings` and `GET /api/imports/:id/findings`. */
export const Finding = Type.Object({
  id: Type.Integer(),
  kind: Type.Enum([...FINDING_KINDS]),
  /** 'error' keeps a version or an import from being switched to. */
  severity: Type.Enum(['error', 'warning', 'note']),
  /** An import layer: 'areas', 'community', … */
  layer: Type.Union([Type.String(), Type.Null()]),
  /** Where the row came from, for one found in a file. */
  file: Type.Union([Type.String(), Type.Null()]),
  row: Type.Union([Type.Integer(), Type.Null()]),
  /** The areas or grids concerned. */
  codes: Type.Array(Type.String()),
  areaM2: Type.Union([Type.Number(), Type.Null()]),
  /** In words, whole sentences. */
  text: Type.String(),
  textEn: Type.String(),
  /** Where to look: west, south, east, north. */
  bounds: Type.Union([Type.Tuple([Type.Number(), Type.Number(), Type.Number(), Type.Number()]), Type.Null()]),
})
export type Finding = Static<typeof Finding>

/** `kind`, `severity` and `layer` narrow the list; it comes in pages of `limit` after the id `after`. */
export const FindingsQuery = Type.Object({
  kind: Type.Optional(Type.Enum([...FINDING_KINDS])),
  severity: Type.Optional(Type.Enum(['error', 'warning', 'note'])),
  layer: Type.Optional(Type.String({ maxLength: 20 })),
  after: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
})
export type FindingsQuery = Static<typeof FindingsQuery>

export const FindingsPage = Type.Object({
  /** Of all that the question matches, by kind. */
  counts: Type.Array(
    Type.Object({
      kind: Type.Enum([...FINDING_KINDS]),
      severity: Type.Enum(['error', 'warning', 'note']),
      count: Type.Integer(),
      areaM2: Type.Number(),
    }),
  ),
  findings: Type.Array(Finding),
})
export type FindingsPage = Static<typeof FindingsPage>

/**
 * `GET /api/boundaries/versions/:id/grids?layer=&west=&south=&east=&north=`: the grids that reach into a box, with every
 * digit, as GeoJSON; at most 3,000, else 413. `properties` = EditableGrid.
 */
export const EditableGrid = Type.Object({
  id: Type.Integer(),
  layer: Type.Enum([...GRID_LAYERS]),
  code: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  areaCode: Type.String(),
  unitId: Type.Union([Type.Integer(), Type.Null()]),
})
export type EditableGrid = Static<typeof EditableGrid>

const MultiPolygon = Type.Object({
  type: Type.Literal('MultiPolygon'),
  coordinates: Type.Array(Type.Array(Type.Array(Type.Array(Type.Number(), { minItems: 2, maxItems: 3 }), { minItems: 4 }), { minItems: 1 }), { minItems: 1 }),
})

/**
 * `POST /api/boundaries/versions/:id/edits`: changes of one layer of a draft, all or none. A grid may change its boundary,
 * its name or its code. 409 where `revision` is not the draft's, with the newer one in the message.
 */
export const EditBody = Type.Object({
  revision: Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1 }),
  changed: Type.Array(
    Type.Object({
      id: Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }),
      code: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
      name: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
      nameEn: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
      boundary: Type.Optional(MultiPolygon),
    }),
  ),
  added: Type.Array(
    Type.Object({
      layer: Type.Enum([...GRID_LAYERS]),
      code: Type.String({ minLength: 1, maxLength: 40 }),
      name: Type.String({ minLength: 1, maxLength: 100 }),
      nameEn: Type.String({ minLength: 1, maxLength: 100 }),
      areaCode: Type.String(),
      /** The unit of a street or exclusive grid. */
      unitId: Type.Optional(Type.Union([Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }), Type.Null()])),
      boundary: MultiPolygon,
    }),
  ),
  removed: Type.Array(Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 })),
})
export type EditBody = Static<typeof EditBody>

export const EditResult = Type.Object({
  revision: Type.Integer(),
  /** The ids that the added ones were given, in their order. */
  addedIds: Type.Array(Type.Integer()),
  /** What is found now in and around the grids that changed. */
  findings: Type.Array(Finding),
})
export type EditResult = Static<typeof EditResult>
