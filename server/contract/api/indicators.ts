import Type, { type Static } from 'typebox'
import { CaseSummary } from './cases.ts'

const Nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** By what a table of indicators can be broken down. Persons are told apart by what they did with the case: who took
 * it in as a grid worker, who sent it out, who noted it as handled, who watched it, who judged the handling. */
export const INDICATOR_DIMENSIONS = [
  'total', 'district', 'street', 'community', 'kind', 'class', 'item', 'sub-item', 'unit', 'channel', 'template',
  'day', 'week', 'month', 'reporter', 'dispatcher', 'handler', 'watcher', 'checker',
] as const
export type IndicatorDimension = (typeof INDICATOR_DIMENSIONS)[number]

/** The steps of a series: their rows come in order, empty ones too. */
export const INDICATOR_SERIES = ['day', 'week', 'month'] as const

const Day = Type.String({ pattern: '^[1-9]\\d{3}-\\d{2}-\\d{2}$' })

/** Which cases are looked at. Days are the city's; `to` is the last day that belongs to the period. */
const IndicatorFilter = {
  from: Day,
  to: Day,
  area: Type.Optional(Type.String({ description: 'an area code; all below it is included' })),
  category: Type.Optional(Type.String({ description: 'a category code; all below it is included' })),
  unit: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 })),
  channel: Type.Optional(Type.String({ maxLength: 32 })),
  /** What is due by then counts as due; without it the moment of the question. */
  asOf: Type.Optional(Type.String({ format: 'date-time' })),
}

/** `GET /api/indicators`. Without `codes` all of them. */
export const IndicatorsQuery = Type.Object({
  ...IndicatorFilter,
  codes: Type.Optional(Type.String({ description: 'codes of indicators, comma-separated' })),
  by: Type.Optional(Type.Enum([...INDICATOR_DIMENSIONS])),
  /** 环比: the period before; 同比: the same days a year before. */
  compare: Type.Optional(Type.Enum(['previous', 'last-year', 'both', 'none'])),
})
export type IndicatorsQuery = Static<typeof IndicatorsQuery>

/** An indicator of some cases. A count has no denominator; `value` is null where there is nothing to divide by. */
export const IndicatorMeasure = Type.Object({
  numerator: Type.Number(), denominator: Nullable(Type.Number()), value: Nullable(Type.Number()),
})
export type IndicatorMeasure = Static<typeof IndicatorMeasure>

const Measures = Type.Record(Type.String(), IndicatorMeasure)
export type Measures = Static<typeof Measures>

export const IndicatorRow = Type.Object({
  /** A code or an id of the dimension, the first day of a step; '' where a case has none. */
  key: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  values: Measures,
  previous: Type.Optional(Measures),
  lastYear: Type.Optional(Measures),
})
export type IndicatorRow = Static<typeof IndicatorRow>

const Days = Type.Object({ from: Day, to: Day })
export type Days = Static<typeof Days>

export const IndicatorTable = Type.Object({
  from: Day,
  to: Day,
  previous: Nullable(Days),
  lastYear: Nullable(Days),
  asOf: Type.String(),
  by: Type.Enum([...INDICATOR_DIMENSIONS]),
  rows: Type.Array(IndicatorRow),
  /** Of so many rows there are, those with most cases are given. */
  rowCount: Type.Integer(),
})
export type IndicatorTable = Static<typeof IndicatorTable>

/** `GET /api/indicators/:code/cases`: exactly the cases that were counted, newest first; `by` and `key` name a row. */
export const IndicatorCasesQuery = Type.Object({
  ...IndicatorFilter,
  part: Type.Enum(['numerator', 'denominator']),
  by: Type.Optional(Type.Enum([...INDICATOR_DIMENSIONS])),
  key: Type.Optional(Type.String({ maxLength: 200 })),
  before: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
})
export type IndicatorCasesQuery = Static<typeof IndicatorCasesQuery>

export const IndicatorCases = Type.Object({
  /** With how much each counts: 1, or the times or the milliseconds that are added up. */
  cases: Type.Array(Type.Object({ case: CaseSummary, amount: Type.Number() })),
  nextBefore: Nullable(Type.Integer()),
})
export type IndicatorCases = Static<typeof IndicatorCases>

const Words = Type.Object({ zh: Type.String(), en: Type.String() })

/** `GET /api/indicators/definitions`. */
export const IndicatorDefinition = Type.Object({
  code: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  unit: Type.Enum(['count', '%', 'days', 'hours']),
  /** Cases of a period are those reported in it, or those closed in it. */
  basis: Type.Enum(['reported', 'closed']),
  better: Type.Enum(['more', 'less', 'neither']),
  /** Whether a score may weigh it. */
  scored: Type.Boolean(),
  numerator: Words,
  denominator: Nullable(Words),
  rounding: Type.Enum(['none', 'down', 'up', 'half-up']),
  digits: Type.Integer(),
  source: Words,
})
export type IndicatorDefinition = Static<typeof IndicatorDefinition>

/** Who or what is scored: 考人, 考事, 考单位; streets for the contest of a month; a single case. */
export const SCORE_SUBJECTS = ['person', 'matter', 'case', 'unit', 'street', 'district'] as const
export type ScoreSubject = (typeof SCORE_SUBJECTS)[number]
export const PERSON_ROLES = ['reporter', 'dispatcher', 'handler', 'watcher', 'checker'] as const

const Weights = Type.Array(
  Type.Object(
    { code: Type.String(), weight: Type.Number({ exclusiveMinimum: 0, maximum: 1000 }) },
    { additionalProperties: false },
  ),
  { minItems: 1, maxItems: 20 },
)

/** `GET` and `PUT /api/indicators/weights`, `DELETE` for those of the beginning; row 'indicatorWeights' of table settings.
 * Shares in per cent only. */
export const ScoreWeights = Type.Object(
  {
    person: Weights, matter: Weights, case: Weights, unit: Weights, street: Weights, district: Weights,
  },
  { additionalProperties: false },
)
export type ScoreWeights = Static<typeof ScoreWeights>

/** `GET /api/indicators/scores`. */
export const ScoresQuery = Type.Object({
  ...IndicatorFilter,
  subject: Type.Enum([...SCORE_SUBJECTS]),
  /** Of persons: by what they did. */
  role: Type.Optional(Type.Enum([...PERSON_ROLES])),
  /** Who has fewer cases is left out. */
  fewest: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
  order: Type.Optional(Type.Enum(['best', 'worst'])),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
})
export type ScoresQuery = Static<typeof ScoresQuery>

export const ScoreRow = Type.Object({
  rank: Type.Integer(),
  key: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  cases: Type.Integer(),
  /** 0 to 100, rounded down to two digits. */
  score: Type.Number(),
  /** In the order of the weights; `points` of `weight`, null where the share has no denominator and does not count. */
  parts: Type.Array(Type.Object({
    code: Type.String(), weight: Type.Number(), measure: IndicatorMeasure, points: Nullable(Type.Number()),
  })),
})
export type ScoreRow = Static<typeof ScoreRow>

export const Scores = Type.Object({
  subject: Type.Enum([...SCORE_SUBJECTS]), rows: Type.Array(ScoreRow), ranked: Type.Integer(),
})
export type Scores = Static<typeof Scores>

/** `GET /api/indicators/bulletin`: of `months` months that end with `month`, of one's area or one in it. */
export const BulletinQuery = Type.Object({
  month: Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$' }),
  months: Type.Optional(Type.Integer({ minimum: 1, maximum: 12 })),
  area: Type.Optional(Type.String()),
})
export type BulletinQuery = Static<typeof BulletinQuery>

export const Bulletin = Type.Object({
  area: Type.Object({ code: Type.String(), name: Type.String(), nameEn: Type.String() }),
  headline: IndicatorTable,
  units: Scores,
  streets: Scores,
  matters: Scores,
  categories: IndicatorTable,
})
export type Bulletin = Static<typeof Bulletin>
