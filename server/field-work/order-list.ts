import type { CaseStep, FlowTemplate } from '../contract/api/case-steps.ts'
import { isFinished, type OrderRecord } from '../contract/api/cases.ts'
import type { FieldOrder, FieldOrderState } from '../contract/api/field-work.ts'
import { caseStateColumns, type CaseStateRow, toCaseState } from '../cases/case-columns.ts'
import { caseSummaryColumns, type CaseSummaryRow, toCaseSummary } from '../cases/case-summary.ts'
import type { CaseState } from '../cases/flow/case-state.ts'
import { openSteps } from '../cases/flow/open-steps.ts'
import { standingsOf, type Taker } from '../cases/flow/standing.ts'
import type { Queryable } from '../db/database.ts'
import type { CityFacts } from '../org/city-facts.ts'
import { caseWords } from './case-words.ts'
import type { FieldPerson } from './field-person.ts'

/** What was done lately stays to be looked up. */
const NEWEST = 60
const MOST_OPEN = 300

/** The steps that move a case on from the field, in the order in which they come. */
const MOVING_STEPS = ['confirm', 'accept', 'handle', 'assist-done', 'reply', 'check', 'revisit', 'close', 'rework'] as const

type OrderRow = CaseSummaryRow & CaseStateRow & {
  order_id: string
  order_role: OrderRecord['role']
  order_round: number
  sent_at: Date
  order_accepted_at: Date | null
  done_at: Date | null
}

/** The orders of a unit or a worker, the newest of each case: all that are open and the newest of the rest. */
export async function listFieldOrders(
  database: Queryable, person: FieldPerson, taker: Taker, templates: ReadonlyMap<string, FlowTemplate>, city: CityFacts,
): Promise<FieldOrder[]> {
  const { unitId, workerId } = person
  if (unitId === null && workerId === null) return []
  const mine = unitId === null ? 'worker_id' : 'unit_id'
  const { rows } = await database.query<OrderRow>(
    `with mine as (
       (select id from orders where ${mine} = $1 and done_at is null and revoked_at is null
         order by id desc limit ${MOST_OPEN})
       union (select id from orders where ${mine} = $1 and revoked_at is null order by sent_at desc limit ${NEWEST})
       union (select orders.id from cases join orders on orders.case_id = cases.id
               where cases.status = 'handled' and cases.unit_id = $1 and orders.unit_id = $1 and ${unitId !== null}
                 and orders.revoked_at is null order by orders.id desc limit ${MOST_OPEN})
     ), latest as (
       select distinct on (case_id) orders.* from orders join mine using (id) order by case_id, orders.id desc
     )
     select ${caseStateColumns}, ${caseSummaryColumns}, latest.id as order_id, latest.role as order_role,
            latest.round as order_round, latest.sent_at, latest.accepted_at as order_accepted_at, latest.done_at
       from latest join cases on cases.id = latest.case_id`,
    [unitId ?? workerId],
  )
  return rows.map((row) => orderOf(row, taker, templates, city)).sort(byUrgency)
}

function orderOf(
  row: OrderRow, taker: Taker, templates: ReadonlyMap<string, FlowTemplate>, city: CityFacts,
): FieldOrder {
  const state = toCaseState(row, templates)
  const steps = movingStepsOf(state, taker)
  const summary = toCaseSummary(row)
  return {
    id: Number(row.order_id),
    role: row.order_role,
    round: row.order_round,
    sentAt: row.sent_at.toISOString(),
    acceptedAt: row.order_accepted_at?.toISOString() ?? null,
    doneAt: row.done_at?.toISOString() ?? null,
    state: orderState(state, steps, row.done_at !== null),
    steps,
    stepName: nameOfStep(state, steps[0]),
    case: summary,
    words: caseWords(city, summary.categoryCode, summary.areaCode),
  }
}

function nameOfStep({ template }: CaseState, step: CaseStep | undefined): FieldOrder['stepName'] {
  const named = template.steps.find((one) => one.step === step)
  return named === undefined ? null : { name: named.name, nameEn: named.nameEn }
}

/** The steps that the taker can take now and that move the case on, the next one first. */
export function movingStepsOf(state: CaseState, taker: Taker): CaseStep[] {
  const standings = standingsOf(taker, state)
  const mine = openSteps(state).filter(({ by }) => by.some((one) => standings.has(one)))
  const open = new Set(mine.map(({ step }) => step))
  return MOVING_STEPS.filter((step) => open.has(step))
}

function orderState(state: CaseState, steps: readonly CaseStep[], isDone: boolean): FieldOrderState {
  if (isFinished(state.status)) return 'done'
  if (steps.some((step) => step !== 'rework')) return 'mine'
  return isDone ? 'done' : 'waiting'
}

const STATE_RANK: Record<FieldOrderState, number> = { mine: 0, waiting: 1, done: 2 }
const COLOUR_RANK = { red: 0, yellow: 1, green: 2 }

/** What waits for me first; in it the urgent, then red before yellow before green, then by due time; done ones last,
 * newest first. */
function byUrgency(a: FieldOrder, b: FieldOrder): number {
  if (a.state !== b.state) return STATE_RANK[a.state] - STATE_RANK[b.state]
  if (a.state === 'done') return Date.parse(b.case.updatedAt) - Date.parse(a.case.updatedAt) || b.id - a.id
  return Number(b.case.urgent) - Number(a.case.urgent)
    || COLOUR_RANK[a.case.colour] - COLOUR_RANK[b.case.colour]
    || Date.parse(a.case.dueAt) - Date.parse(b.case.dueAt) || a.id - b.id
}
