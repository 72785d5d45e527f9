import {
  CASE_COLOURS, CASE_STATUSES, type CaseColour, type CaseStatus, type CasesQuery, FINISHED_STATUSES, isFinished,
} from '../contract/api/cases.ts'
import type { AreaRecord, CategoryRecord } from '../contract/api/city.ts'
import { badInput } from '../errors.ts'
import { categoriesUnder } from './category-tree.ts'
import { descendantRange } from './cell-range.ts'

/** Conditions of SQL over the table `cases`, and the values of their parameters $1, $2 … */
export interface CaseFilter {
  conditions: string[]
  values: unknown[]
}

/** What names in a filter are checked against. */
export interface FilterFacts {
  categoryByCode: ReadonlyMap<string, CategoryRecord>
  areaByCode: ReadonlyMap<string, AreaRecord>
}

const OPEN_STATUSES: readonly CaseStatus[] = CASE_STATUSES.filter((status) => !isFinished(status))

/** Spelt as the partial index on open cases is, so that it can be used. */
export const IS_OPEN = `cases.status not in (${FINISHED_STATUSES.map((status) => `'${status}'`).join(', ')})`

/** The filter of a list of cases within a scope. Throws 400 that names the field of what it cannot understand. */
export function caseFilter(query: CasesQuery, scopeCode: string, facts: FilterFacts): CaseFilter {
  const conditions: string[] = []
  const values: unknown[] = []
  const parameter = (value: unknown) => `$${values.push(value)}`

  conditions.push(`cases.area_code like ${parameter(scopeCode)} || '%'`)
  if (query.status !== undefined) {
    const statuses = statusesOf(query.status)
    if (!statuses.some(isFinished)) conditions.push(IS_OPEN)
    conditions.push(`cases.status = any(${parameter(statuses)})`)
  }
  if (query.category !== undefined) {
    const codes = categoriesUnder(query.category, facts.categoryByCode)
    if (codes.size === 0) throw badInput('category', query.category, 'a code of the catalogue')
    conditions.push(`cases.category_code = any(${parameter([...codes])})`)
  }
  if (query.area !== undefined) {
    if (!facts.areaByCode.has(query.area)) throw badInput('area', query.area, 'the code of an area of this city')
    conditions.push(`cases.area_code like ${parameter(query.area)} || '%'`)
  }
  if (query.cell !== undefined) {
    const range = descendantRange(query.cell)
    if (range === null) throw badInput('cell', query.cell, 'an H3 cell of resolution 5 to 10')
    conditions.push(`cases.cell_r10 between ${parameter(String(range.first))} and ${parameter(String(range.last))}`)
  }
  const { desk, mine, unit, template, colour, mode, round, suspended, merged } = query
  if (desk !== undefined) conditions.push(`cases.desk_code = ${parameter(desk)}`)
  if (mine !== undefined) conditions.push(`cases.desk_code ${mine ? '=' : '<>'} ${parameter(scopeCode)}`)
  if (unit !== undefined) {
    const id = parameter(unit)
    // each half by an index of its own
    conditions.push(
      `(cases.unit_id = ${id} or cases.assist_unit_ids <> '{}' and cases.assist_unit_ids @> array[${id}]::int[])`,
    )
  }
  if (template !== undefined) conditions.push(`cases.template = ${parameter(template)}`)
  if (colour !== undefined) conditions.push(`cases.colour = any(${parameter(coloursOf(colour))})`)
  if (mode !== undefined) conditions.push(`cases.mode = ${parameter(mode)}`)
  if (round !== undefined) conditions.push(`cases.round >= ${parameter(round)}`)
  if (suspended !== undefined) conditions.push(`cases.suspended_at is ${suspended ? 'not ' : ''}null`)
  if (merged !== undefined) conditions.push(`cases.merged_into is ${merged ? 'not ' : ''}null`)
  if (query.from !== undefined) conditions.push(`cases.reported_at >= ${parameter(new Date(query.from))}`)
  if (query.to !== undefined) conditions.push(`cases.reported_at < ${parameter(new Date(query.to))}`)
  if (query.before !== undefined) conditions.push(`cases.id < ${parameter(query.before)}`)
  return { conditions, values }
}

/** The statuses of a comma-separated list, 'open' being all that are not finished. Throws 400 that names what is none. */
export function statusesOf(list: string): CaseStatus[] {
  const known: readonly string[] = CASE_STATUSES
  return list.split(',').flatMap((status) => {
    if (status === 'open') return OPEN_STATUSES
    if (!known.includes(status)) {
      throw badInput('status', status, `open, or some of ${CASE_STATUSES.join(', ')}, comma-separated`)
    }
    return [status as CaseStatus]
  })
}

/** The colours of a comma-separated list. Throws 400 that names what is none. */
export function coloursOf(list: string): CaseColour[] {
  const known: readonly string[] = CASE_COLOURS
  return list.split(',').map((colour) => {
    if (!known.includes(colour)) throw badInput('colour', colour, `some of ${CASE_COLOURS.join(', ')}, comma-separated`)
    return colour as CaseColour
  })
}
