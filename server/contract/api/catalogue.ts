import Type, { type Static } from 'typebox'
import { CategoryRecord } from './city.ts'

const Nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const Id = Type.Integer({ minimum: 1, maximum: 2_147_483_647 })
const Code = Type.String({ minLength: 1, maxLength: 32 })
const AreaPrefix = Type.String({ maxLength: 32 })
const Instant = Type.String({ format: 'date-time' })
const UnitIds = Type.Array(Id, { maxItems: 10, uniqueItems: true })
const Examples = Type.Array(Type.String({ minLength: 1, maxLength: 400 }), { maxItems: 50 })

/** Which cases the server sends out by itself: none, those of the express lane, or all whose rule is sure; no urgent ones. */
export const AUTO_DISPATCH = ['none', 'express', 'routine'] as const
export type AutoDispatch = (typeof AUTO_DISPATCH)[number]

export const AutoDispatchBody = Type.Object(
  { autoDispatch: Type.Enum([...AUTO_DISPATCH]) }, { additionalProperties: false },
)
export type AutoDispatchBody = Static<typeof AutoDispatchBody>

/** 'transcription': of the national code dictionary as a public table has it, no certified copy. */
export const CATEGORY_SOURCES = ['own', 'transcription'] as const
export type CategorySource = (typeof CATEGORY_SOURCES)[number]

/** A category with what pages other than the catalogue do not need. */
export const CatalogueEntry = Type.Intersect([
  CategoryRecord,
  Type.Object({ examples: Type.Array(Type.String()), source: Type.Enum([...CATEGORY_SOURCES]) }),
])
export type CatalogueEntry = Static<typeof CatalogueEntry>

/** `GET /api/catalogue`: how large it is. */
export const CatalogueSummary = Type.Object({
  /** How many categories level 1, 2, 3 and 4 have. */
  levels: Type.Array(Type.Integer()),
  /** How many have nothing below them: what a case can be. */
  leaves: Type.Integer(),
  /** How many are a transcription of the code dictionary. */
  transcribed: Type.Integer(),
  rulesInForce: Type.Integer(),
  autoDispatch: Type.Enum([...AUTO_DISPATCH]),
})
export type CatalogueSummary = Static<typeof CatalogueSummary>

/** `GET /api/catalogue/search`: the best first; only what a case can be. */
export const CatalogueQuery = Type.Object({
  q: Type.String({ minLength: 1, maxLength: 100 }),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
})
export const CatalogueHit = Type.Object({
  code: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  /** Names of the categories above it, the topmost first. */
  path: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), nameEn: Type.String() })),
  source: Type.Enum([...CATEGORY_SOURCES]),
  /** Where it was found, and the example by which, if it was one. */
  by: Type.Enum(['code', 'name', 'path', 'example']),
  example: Nullable(Type.String()),
})
export type CatalogueHit = Static<typeof CatalogueHit>

export const CatalogueImportBody = Type.Object(
  { csv: Type.String({ minLength: 1, maxLength: 8_000_000 }), dryRun: Type.Optional(Type.Boolean()) },
  { additionalProperties: false },
)
/** A cell that cannot be taken: `line` is that of the file, its heading being line 1. */
export const CsvFault = Type.Object({
  line: Type.Integer(), column: Type.String(), value: Type.String(), expected: Type.String(), expectedZh: Type.String(),
})
export type CsvFault = Static<typeof CsvFault>
export const CatalogueImportReply = Type.Object({
  applied: Type.Boolean(),
  rows: Type.Integer(),
  added: Type.Integer(),
  changed: Type.Integer(),
  unchanged: Type.Integer(),
  /** The first hundred. Where there is one, nothing is applied. */
  faults: Type.Array(CsvFault),
})
export type CatalogueImportReply = Static<typeof CatalogueImportReply>

export const RULE_PROVENANCES = ['rule', 'agreed', 'designated'] as const

/** A rule of the catalogue 法定拍. */
export const DutyRuleRecord = Type.Object({
  id: Type.Integer(),
  category: Type.String(),
  /** A prefix of area and grid codes; '' is everywhere. */
  area: Type.String(),
  unitId: Nullable(Type.Integer()),
  unitKind: Nullable(Type.String()),
  assistUnitIds: Type.Array(Type.Integer()),
  assistUnitKinds: Type.Array(Type.String()),
  express: Type.Boolean(),
  examples: Type.Array(Type.String()),
  validFrom: Type.String(),
  validTo: Nullable(Type.String()),
  provenance: Type.Enum([...RULE_PROVENANCES]),
  consultationId: Nullable(Type.Integer()),
  note: Type.String(),
  createdAt: Type.String(),
  createdBy: Type.String(),
})
export type DutyRuleRecord = Static<typeof DutyRuleRecord>

/** `POST /api/duty-rules`. Either `unitId` or `unitKind`; without `validFrom` it is in force at once. */
export const NewDutyRule = Type.Object(
  {
    category: Code,
    area: Type.Optional(AreaPrefix),
    unitId: Type.Optional(Id),
    unitKind: Type.Optional(Code),
    assistUnitIds: Type.Optional(UnitIds),
    assistUnitKinds: Type.Optional(Type.Array(Code, { maxItems: 10, uniqueItems: true })),
    express: Type.Optional(Type.Boolean()),
    examples: Type.Optional(Examples),
    validFrom: Type.Optional(Instant),
    validTo: Type.Optional(Instant),
    note: Type.Optional(Type.String({ maxLength: 500 })),
  },
  { additionalProperties: false },
)
export type NewDutyRule = Static<typeof NewDutyRule>

/** `POST /api/duty-rules/:id/end`; without `at` now. */
export const EndRuleBody = Type.Object({ at: Type.Optional(Instant) }, { additionalProperties: false })

export const DutyRulesQuery = Type.Object({
  /** A category: its own rules, and those of the categories above and below it. */
  category: Type.Optional(Code),
})

export const ResolveQuery = Type.Object({
  category: Code, area: Type.String({ minLength: 1, maxLength: 32 }), at: Type.Optional(Instant),
})
/** `GET /api/duty-rules/resolve`: who would handle it; the rule is null where the catalogue's own kind of unit decides. */
export const ResolveReply = Type.Object({
  rule: Nullable(DutyRuleRecord),
  unitId: Nullable(Type.Integer()),
  assistUnitIds: Type.Array(Type.Integer()),
})
export type ResolveReply = Static<typeof ResolveReply>

/** Who handles for a unit in a grid, or in an area and all below it. */
export const GridHandler = Type.Object({
  id: Type.Integer(),
  gridCode: Nullable(Type.String()),
  areaCode: Nullable(Type.String()),
  unitId: Type.Integer(),
  accountId: Nullable(Type.Integer()),
  name: Type.String(),
  phone: Type.String(),
})
export type GridHandler = Static<typeof GridHandler>

/** `POST /api/grid-handlers`: either `gridCode` or `areaCode`; an account's name, or `name`. One for a unit and place. */
export const NewGridHandler = Type.Object(
  {
    gridCode: Type.Optional(Code),
    areaCode: Type.Optional(Code),
    unitId: Id,
    accountId: Type.Optional(Id),
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    phone: Type.Optional(Type.String({ maxLength: 32, pattern: '^[0-9+() -]*$' })),
  },
  { additionalProperties: false },
)
export type NewGridHandler = Static<typeof NewGridHandler>

/** What a unit that is invited says: it leads, it assists, or it is not its matter. */
export const STANCES = ['lead', 'assist', 'decline'] as const
export type Stance = (typeof STANCES)[number]

export const ConsultationRecord = Type.Object({
  id: Type.Integer(),
  caseId: Type.Integer(),
  caseNumber: Type.String(),
  categoryCode: Type.String(),
  areaCode: Type.String(),
  deskCode: Type.String(),
  round: Type.Integer(),
  unitIds: Type.Array(Type.Integer()),
  reason: Type.String(),
  openedAt: Type.String(),
  openedBy: Type.String(),
  state: Type.Enum(['open', 'agreed', 'designated', 'superseded', 'abandoned']),
  leadUnitId: Nullable(Type.Integer()),
  assistUnitIds: Type.Array(Type.Integer()),
  decidedBy: Nullable(Type.String()),
  closedAt: Nullable(Type.String()),
  closedBy: Nullable(Type.String()),
  statements: Type.Array(Type.Object({
    id: Type.Integer(),
    unitId: Type.Integer(),
    stance: Type.Enum([...STANCES]),
    text: Type.String(),
    at: Type.String(),
    saidBy: Type.String(),
    onBehalf: Type.Boolean(),
  })),
})
export type ConsultationRecord = Static<typeof ConsultationRecord>

export const ConsultationsQuery = Type.Object({
  state: Type.Optional(Type.Enum(['open', 'agreed', 'designated', 'superseded', 'abandoned'])),
  caseId: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })),
})

/** `POST /api/consultations/:id/statements`. A unit speaks for itself; a desk names the unit that it writes for. */
export const StatementBody = Type.Object(
  {
    unitId: Type.Optional(Id),
    stance: Type.Enum([...STANCES]),
    text: Type.String({ minLength: 1, maxLength: 2000 }),
  },
  { additionalProperties: false },
)
export type StatementBody = Static<typeof StatementBody>

/** What a case is counted by for a discipline rule; 'person': somebody puts it there. */
export const DISCIPLINE_TRIGGERS = ['person', 'refusals', 'returns', 'reworks', 'urges', 'reopens'] as const

export const DisciplineRule = Type.Object({
  code: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  trigger: Type.Enum([...DISCIPLINE_TRIGGERS]),
  threshold: Type.Integer(),
  enabled: Type.Boolean(),
})
export type DisciplineRule = Static<typeof DisciplineRule>

/** `PUT /api/discipline-rules/:code`. */
export const DisciplineRuleBody = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100 }),
    nameEn: Type.String({ minLength: 1, maxLength: 100 }),
    trigger: Type.Enum([...DISCIPLINE_TRIGGERS]),
    threshold: Type.Integer({ minimum: 1, maximum: 1000 }),
    enabled: Type.Boolean(),
  },
  { additionalProperties: false },
)
export type DisciplineRuleBody = Static<typeof DisciplineRuleBody>

export const DisciplineFlag = Type.Object({
  id: Type.Integer(),
  rule: Type.String(),
  caseId: Type.Integer(),
  caseNumber: Type.String(),
  areaCode: Type.String(),
  unitId: Nullable(Type.Integer()),
  at: Type.String(),
  raisedBy: Type.String(),
  note: Type.String(),
  state: Type.Enum(['open', 'upheld', 'dismissed']),
  resolvedAt: Nullable(Type.String()),
  resolvedBy: Nullable(Type.String()),
  resolution: Nullable(Type.String()),
})
export type DisciplineFlag = Static<typeof DisciplineFlag>

export const DisciplineFlagsQuery = Type.Object({
  state: Type.Optional(Type.Enum(['open', 'upheld', 'dismissed'])),
  before: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })),
})
/** `POST /api/discipline-flags`: put there by a person, under a rule that is switched on. */
export const NewDisciplineFlag = Type.Object(
  {
    caseId: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }), rule: Code, unitId: Type.Optional(Id),
    note: Type.String({ minLength: 1, maxLength: 500 }),
  },
  { additionalProperties: false },
)
/** `POST /api/discipline-flags/:id/resolve`. */
export const ResolveFlagBody = Type.Object(
  { outcome: Type.Enum(['upheld', 'dismissed']), note: Type.String({ minLength: 1, maxLength: 500 }) },
  { additionalProperties: false },
)

/** `GET /api/catalogue/proposals?month=2026-11`: what the month's agreements and decisions would make of the catalogue. */
export const ProposalsQuery = Type.Object({ month: Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$' }) })
export const CatalogueProposal = Type.Object({
  id: Type.Integer(),
  month: Type.String(),
  category: Type.String(),
  area: Type.String(),
  unitId: Type.Integer(),
  assistUnitIds: Type.Array(Type.Integer()),
  provenance: Type.Enum(['agreed', 'designated']),
  caseIds: Type.Array(Type.Integer()),
  state: Type.Enum(['proposed', 'accepted', 'rejected']),
  ruleId: Nullable(Type.Integer()),
  decidedAt: Nullable(Type.String()),
  decidedBy: Nullable(Type.String()),
  reason: Nullable(Type.String()),
  /** Others of the month that name another unit for the same category and area. */
  contested: Type.Boolean(),
})
export type CatalogueProposal = Static<typeof CatalogueProposal>
/** `POST /api/catalogue/proposals/:id/accept`; without `validFrom` it is in force at once. */
export const AcceptProposalBody = Type.Object(
  { validFrom: Type.Optional(Instant), express: Type.Optional(Type.Boolean()) }, { additionalProperties: false },
)
/** `POST /api/catalogue/proposals/:id/reject`. */
export const RejectProposalBody = Type.Object(
  { reason: Type.String({ minLength: 1, maxLength: 500 }) }, { additionalProperties: false },
)
