import Type, { type Static } from 'typebox'

/** The main line in its order. A template holds some of them, always report, dispatch, handle and close. */
export const LINE_STEPS = [
  'report', 'register', 'dispatch', 'handle', 'reply', 'check', 'revisit', 'close', 'archive',
] as const
export type LineStep = (typeof LINE_STEPS)[number]

/** Steps beside the main line. */
export const SIDE_STEPS = [
  'verify', 'confirm', 'reject', 'accept', 'assist-done', 'refuse', 'recall', 'forward', 'transfer', 'suspend', 'resume',
  'ask-extension', 'approve-extension', 'refuse-extension', 'appeal', 'grant-appeal', 'refuse-appeal', 'merge', 'split',
  'rework', 'reopen', 'note', 'urge', 'supervise', 'card', 'consult', 'agree', 'designate',
] as const
export type SideStep = (typeof SIDE_STEPS)[number]

/** Whatever moves a case or is written down about it by somebody. */
export type CaseStep = LineStep | SideStep

/** What the log of a case holds: the steps, and what the server notes by itself. */
export const CASE_EVENT_KINDS = [
  ...LINE_STEPS, ...SIDE_STEPS, 'imported', 'colour', 'escalate', 'copy', 'mode', 'check-in', 'message', 'lookback', 'flag', 'outcome',
  'acknowledge',
] as const
export type CaseEventKind = (typeof CASE_EVENT_KINDS)[number]

/** Who a step is for: the desk that holds the case or one above it, a leader above it, the leading or an assisting unit,
 * the worker who watches or verifies, the citizen who reported it, the server itself. */
export const STANDINGS = ['desk', 'leader', 'unit', 'assist', 'worker', 'citizen', 'system'] as const
export type Standing = (typeof STANDINGS)[number]

/** A step that is open now. */
export const OpenStep = Type.Object({
  step: Type.Enum([...LINE_STEPS, ...SIDE_STEPS]),
  /** As the template calls it; of side steps the page's own words. */
  name: Type.Union([Type.String(), Type.Null()]),
  nameEn: Type.Union([Type.String(), Type.Null()]),
  /** To whom. */
  by: Type.Array(Type.Enum([...STANDINGS])),
  /** Whether that is also whoever asks. */
  mine: Type.Boolean(),
  needsReason: Type.Boolean(),
})
export type OpenStep = Static<typeof OpenStep>

const Id = Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 })

/** A file in base64; where (WGS-84) and when it was taken, as the phone says. */
export const PhotoBody = Type.Object(
  {
    mediaType: Type.Enum(['image/jpeg', 'image/png', 'image/webp']),
    base64: Type.String({ minLength: 4, maxLength: 8_000_000, pattern: '^[A-Za-z0-9+/]+={0,2}$' }),
    lng: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
    lat: Type.Optional(Type.Number({ minimum: -90, maximum: 90 })),
    takenAt: Type.Optional(Type.String({ format: 'date-time' })),
  },
  { additionalProperties: false },
)
export type PhotoBody = Static<typeof PhotoBody>

/**
 * `POST /api/cases/:id/steps/:step`. `version` is the one that whoever acts has seen: with another now, 409 CASE_CHANGED
 * says who changed it. Which of the rest is needed depends on the step; what a step does not know is refused.
 */
export const StepBody = Type.Object(
  {
    version: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 })),
    /** Whoever may have to send it again names it: of the same actor, case and key a step is taken once. */
    key: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    /** How long ago it was done, by the clock of the phone that did it without a network. */
    madeAgoMs: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
    /** A reason where one is due, else a remark. */
    note: Type.Optional(Type.String({ maxLength: 2000 })),
    /** dispatch, forward, agree, designate. */
    unitId: Type.Optional(Id),
    assistUnitIds: Type.Optional(Type.Array(Id, { maxItems: 10, uniqueItems: true })),
    /** dispatch, verify. */
    workerId: Type.Optional(Id),
    /** transfer. */
    deskCode: Type.Optional(Type.String({ minLength: 2, maxLength: 12 })),
    /** merge. */
    intoCaseId: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })),
    /** ask-extension: further hours of the limit's own kind of time. */
    hours: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 10_000 })),
    /** confirm: whether it is as reported. */
    real: Type.Optional(Type.Boolean()),
    /** revisit: 三率. */
    responded: Type.Optional(Type.Boolean()),
    solved: Type.Optional(Type.Boolean()),
    satisfied: Type.Optional(Type.Boolean()),
    rating: Type.Optional(Type.Integer({ minimum: 1, maximum: 5 })),
    /** supervise: which of the four kinds, and which of the three stages; card: which colour. */
    kind: Type.Optional(Type.Enum(['instant', 'written', 'on-site', 'referral', 'yellow', 'red'])),
    stage: Type.Optional(Type.Integer({ minimum: 1, maximum: 3 })),
    /** split: what becomes of it, each routed as a report of the same place is; a unit that is named gets its part. */
    parts: Type.Optional(Type.Array(Type.Object({
      description: Type.String({ minLength: 1, maxLength: 4000 }),
      category: Type.Optional(Type.String({ minLength: 1, maxLength: 32 })),
      unitId: Type.Optional(Id),
    }, { additionalProperties: false }), { minItems: 2, maxItems: 5 })),
    /** consult: the units invited; designate: the leader who decided. */
    unitIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 10, uniqueItems: true })),
    decidedBy: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    photos: Type.Optional(Type.Array(PhotoBody, { maxItems: 9 })),
  },
  { additionalProperties: false },
)
export type StepBody = Static<typeof StepBody>

const Name = Type.String({ minLength: 1, maxLength: 64 })

/** A template of the main line. */
export const FlowTemplate = Type.Object(
  {
    code: Type.String({ pattern: '^[a-z][a-z0-9-]{1,31}$' }),
    name: Name,
    nameEn: Name,
    /** Whether such cases are sent out as they come, without a desk. */
    express: Type.Boolean(),
    steps: Type.Array(
      Type.Object({ step: Type.Enum([...LINE_STEPS]), name: Name, nameEn: Name }, { additionalProperties: false }),
      { minItems: 1, maxItems: LINE_STEPS.length },
    ),
  },
  { additionalProperties: false },
)
export type FlowTemplate = Static<typeof FlowTemplate>

/** `PUT /api/flow-templates/:code`. */
export const FlowTemplateBody = Type.Omit(FlowTemplate, ['code'])
export type FlowTemplateBody = Static<typeof FlowTemplateBody>
