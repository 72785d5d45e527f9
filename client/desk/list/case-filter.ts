import { type CaseColour, type CasePhase, type CaseSummary, isFinished, phaseOf } from '../../../server/contract/api/cases.ts'
import { isOverdue } from './time-limit.ts'

export type CaseOrder = 'urgency' | 'newest'

/** What the officer wants to see. Empty `phases` means all that are open. */
export interface CaseFilter {
  phases: readonly CasePhase[]
  category: string | undefined
  /** By the server's colour; empty means any. */
  colours: readonly CaseColour[]
  urgentOnly: boolean
  suspendedOnly: boolean
  /** Held by the officer's own desk, and by none below it. */
  myDeskOnly: boolean
  inViewOnly: boolean
  text: string
  order: CaseOrder
}

export const EVERYTHING: CaseFilter = {
  phases: [], category: undefined, colours: [], urgentOnly: false, suspendedOnly: false, myDeskOnly: false,
  inViewOnly: false, text: '', order: 'urgency',
}

/** Degrees; what the map shows. */
export interface ViewBox {
  west: number
  south: number
  east: number
  north: number
}

/** What a filter is judged against. `categoryCodes` are the chosen category and all below it; `wordsOf` gives what a
 * typed text is looked for in, in lower case. */
export interface FilterContext {
  view: ViewBox | undefined
  categoryCodes: ReadonlySet<string> | undefined
  /** The code of the officer's desk. */
  deskCode: string
  wordsOf(record: CaseSummary): string
}

/** Whether a case passes all of a filter but the view: the map shows what the list could show. */
export function passesFilter(record: CaseSummary, filter: CaseFilter, context: FilterContext): boolean {
  if (filter.phases.length === 0) {
    if (isFinished(record.status)) return false
  } else if (!filter.phases.includes(phaseOf(record.status))) return false
  if (filter.urgentOnly && !record.urgent) return false
  if (filter.colours.length > 0 && !filter.colours.includes(record.colour)) return false
  if (filter.suspendedOnly && record.suspendedAt === null) return false
  if (filter.myDeskOnly && record.deskCode !== context.deskCode) return false
  if (context.categoryCodes !== undefined && !context.categoryCodes.has(record.categoryCode)) return false
  const text = filter.text.trim().toLowerCase()
  if (text === '') return true
  const words = context.wordsOf(record)
  return text.split(/\s+/).every((part) => words.includes(part))
}

/** Whether a case lies in the box, its border included. */
export function isInView(record: { lng: number; lat: number }, view: ViewBox): boolean {
  return record.lng >= view.west && record.lng <= view.east && record.lat >= view.south && record.lat <= view.north
}

/** The cases that pass, in the order asked for. */
export function listCases(
  cases: Iterable<CaseSummary>,
  filter: CaseFilter,
  context: FilterContext,
): CaseSummary[] {
  const listed: CaseSummary[] = []
  for (const record of cases) {
    if (filter.inViewOnly && context.view !== undefined && !isInView(record, context.view)) continue
    if (passesFilter(record, filter, context)) listed.push(record)
  }
  return listed.sort(filter.order === 'newest' ? byNewest : byUrgency)
}

function byNewest(a: CaseSummary, b: CaseSummary): number {
  return b.id - a.id
}

/** Urgent first, then overdue, then whatever is due sooner; after that what is suspended, and what has ended last. Of
 * two equal ones the newer comes first, so that the order never wavers. */
function byUrgency(a: CaseSummary, b: CaseSummary): number {
  // ISO times in UTC sort as they are written.
  return urgencyRank(a) - urgencyRank(b) || (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : b.id - a.id)
}

function urgencyRank(record: CaseSummary): number {
  if (isFinished(record.status)) return 5
  if (record.suspendedAt !== null) return 4
  return (record.urgent ? 0 : 2) + (isOverdue(record) ? 0 : 1)
}
