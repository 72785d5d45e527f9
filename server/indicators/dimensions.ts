import type { FlowTemplate } from '../contract/api/case-steps.ts'
import type { IndicatorDefinition, IndicatorDimension } from '../contract/api/indicators.ts'
import { badInput } from '../errors.ts'
import { calendarEdges, roughStepCount, type Step } from '../heat/periods.ts'
import type { CityFacts } from '../org/city-facts.ts'
import type { CityTime } from '../org/city-time.ts'
import { type Parameters, timeColumn } from './case-set.ts'
import type { Span } from './days.ts'

/** Rows can be broken down by these, and scores by each case as well. */
export type Grouping = IndicatorDimension | 'case'

export interface Names {
  name: string
  nameEn: string
}

/** How cases are told apart: SQL for their key, '' for those that have none, and what else the statement needs. */
export interface GroupKey {
  key: string
  joins: string
  /** SQL for what a key is called, where the database knows it; null: `namesOf` does. */
  names: [name: string, nameEn: string] | null
}

/** What groups are found and named with. */
export interface GroupContext {
  city: CityFacts
  cityTime: CityTime
  templates: ReadonlyMap<string, FlowTemplate>
}

const AREA_DIGITS = { district: 6, street: 9, community: 12 } as const
const CATEGORY_LEVELS = { kind: 1, class: 2, item: 3, 'sub-item': 4 } as const

/** The last of which events tells who did it. */
const EVENTS_OF = {
  dispatcher: ['dispatch', 'forward'], handler: ['handle'], checker: ['check', 'close', 'rework'],
} as const
const WORKER_OF = { reporter: 'cases.reporter_worker_id', watcher: 'cases.watcher_worker_id' } as const

const MOST_STEPS = 1000

/** The key of a grouping, for cases of this basis and span. Throws 400 where it would give too many steps. */
export function groupKeyOf(
  by: Grouping, basis: IndicatorDefinition['basis'], span: Span, parameters: Parameters,
  { city, cityTime }: GroupContext,
): GroupKey {
  const plain = (key: string): GroupKey => ({ key, joins: '', names: null })
  switch (by) {
    case 'total':
      return plain(`''`)
    case 'district':
    case 'street':
    case 'community':
      return plain(areaKey(AREA_DIGITS[by]))
    case 'kind':
    case 'class':
    case 'item':
    case 'sub-item': {
      const [codes, above] = ancestorsAt(CATEGORY_LEVELS[by], city)
      const lists = `unnest(${parameters.add(codes)}::text[], ${parameters.add(above)}::text[])`
      return {
        key: `coalesce(catalogue.above, '')`,
        names: null,
        joins: `left join ${lists} as catalogue (code, above) on catalogue.code = cases.category_code`,
      }
    }
    case 'unit':
      return plain(`coalesce(cases.unit_id::text, '')`)
    case 'case':
      return { key: 'cases.id::text', joins: '', names: ['cases.number', 'cases.number'] }
    case 'channel':
      return {
        key: 'cases.channel', joins: 'left join channels on channels.code = cases.channel',
        names: ['channels.name', 'channels.name_en'],
      }
    case 'template':
      return plain('cases.template')
    case 'day':
    case 'week':
    case 'month': {
      const days = seriesDays(by, span, cityTime)
      const edges = days.map(({ atMs }) => new Date(atMs).toISOString())
      const names = parameters.add(days.map(({ day }) => day))
      return plain(`(${names}::text[])[width_bucket(${timeColumn(basis)}, ${parameters.add(edges)}::timestamptz[])]`)
    }
    case 'reporter':
    case 'watcher':
      return {
        key: `coalesce(${WORKER_OF[by]}::text, '')`,
        joins: `left join workers as person on person.id = ${WORKER_OF[by]}`,
        names: ['person.name', 'person.name_en'],
      }
    case 'dispatcher':
    case 'handler':
    case 'checker':
      return {
        key: `coalesce(person.key, '')`,
        joins: `left join lateral (
          select actor_type || ':' || coalesce(actor_id::text, actor) as key, actor as name from case_events
           where case_id = cases.id and kind = any(${parameters.add(EVENTS_OF[by])}::text[])
           order by case_events.id desc limit 1) as person on true`,
        names: ['person.name', 'person.name'],
      }
  }
}

/** The steps of a series that lie in a span, by their first days. Throws 400 where they are too many. */
export function seriesDays(
  step: Exclude<Step, 'hour'>, { fromMs, toMs }: Span, cityTime: CityTime,
): { day: string; atMs: number }[] {
  if (roughStepCount(fromMs, toMs, step) > MOST_STEPS) {
    throw badInput('by', step, `a longer step: this period has more than ${MOST_STEPS} of these`)
  }
  return calendarEdges(fromMs, toMs, step, cityTime).slice(0, -1).map((atMs) => ({ day: cityTime.dayKey(atMs), atMs }))
}

/** What a key is called where the city knows it; the key itself where it does not. */
export function namesOf(by: Grouping, key: string, { city, templates }: GroupContext): Names {
  const known = recordOf(by, key, city, templates)
  return known === undefined ? { name: key, nameEn: key } : { name: known.name, nameEn: known.nameEn }
}

function recordOf(by: Grouping, key: string, city: CityFacts, templates: GroupContext['templates']): Names | undefined {
  switch (by) {
    case 'district':
    case 'street':
    case 'community':
      return city.areaByCode.get(key)
    case 'kind':
    case 'class':
    case 'item':
    case 'sub-item':
      return city.categoryByCode.get(key)
    case 'unit':
      return city.unitById.get(Number(key))
    case 'template':
      return templates.get(key)
    default:
      return undefined
  }
}

/** A case that no area of this level holds has none. */
function areaKey(digits: number): string {
  return `case when length(cases.area_code) >= ${digits} then left(cases.area_code, ${digits}) else '' end`
}

/** Each category's code beside that of the one above it, or itself, at a level; those that stand above it have none. */
function ancestorsAt(level: number, { categoryByCode }: CityFacts): [codes: string[], above: string[]] {
  const codes: string[] = []
  const above: string[] = []
  for (const category of categoryByCode.values()) {
    let at: typeof category | undefined = category
    while (at !== undefined && at.level > level) at = categoryByCode.get(at.parentCode ?? '')
    if (at?.level !== level) continue
    codes.push(category.code)
    above.push(at.code)
  }
  return [codes, above]
}
