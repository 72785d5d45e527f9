import { useMemo } from 'react'
import { type CaseColour, type CasePhase, type CaseSummary, isFinished, phaseOf } from '../../../server/contract/api/cases.ts'
import { areaPath, categoryCodesBelow, categoryPath, type CityIndex } from '../../city/city-index.ts'
import { listCases, passesFilter, type CaseFilter, type ViewBox } from './case-filter.ts'

/** What a search looks through, made once a case: number, text, address, and the names of its category and area. */
function searchWords(city: CityIndex): (record: CaseSummary) => string {
  const known = new WeakMap<CaseSummary, string>()
  return (record) => {
    const kept = known.get(record)
    if (kept !== undefined) return kept
    const names = [...categoryPath(city, record.categoryCode), ...areaPath(city, record.areaCode)]
    const words = [
      record.number, record.description, record.address, ...names.flatMap((named) => [named.name, named.nameEn]),
    ].join(' ').toLowerCase()
    known.set(record, words)
    return words
  }
}

export interface CaseListing {
  listed: readonly CaseSummary[]
  countByPhase: ReadonlyMap<CasePhase, number>
  /** Of the open ones, whatever the filter. */
  countByColour: ReadonlyMap<CaseColour, number>
  suspendedCount: number
  /** How many cases are open, whatever the filter. */
  openCount: number
  /** For the map: the same filter, but not cut to its own view. */
  passes(record: CaseSummary): boolean
}

/** The listing of the live cases under a filter. */
export function useCaseListing(
  city: CityIndex,
  cases: ReadonlyMap<number, CaseSummary>,
  filter: CaseFilter,
  view: ViewBox | undefined,
  deskCode: string,
): CaseListing {
  const wordsOf = useMemo(() => searchWords(city), [city])
  const categoryCodes = useMemo(
    () => (filter.category === undefined ? undefined : categoryCodesBelow(city, filter.category)),
    [city, filter.category],
  )
  const passes = useMemo(
    () => (record: CaseSummary) =>
      passesFilter(record, filter, { view: undefined, categoryCodes, wordsOf, deskCode }),
    [filter, categoryCodes, wordsOf, deskCode],
  )
  // A list that is not cut to the view need not be made anew when the map moves.
  const listView = filter.inViewOnly ? view : undefined
  const listed = useMemo(
    () => listCases(cases.values(), filter, { view: listView, categoryCodes, wordsOf, deskCode }),
    [cases, filter, listView, categoryCodes, wordsOf, deskCode],
  )
  const counts = useMemo(() => countCases(cases.values()), [cases])
  return { listed, passes, ...counts }
}

function countCases(cases: Iterable<CaseSummary>): Omit<CaseListing, 'listed' | 'passes'> {
  const countByPhase = new Map<CasePhase, number>()
  const countByColour = new Map<CaseColour, number>()
  let [openCount, suspendedCount] = [0, 0]
  for (const { status, colour, suspendedAt } of cases) {
    const phase = phaseOf(status)
    countByPhase.set(phase, (countByPhase.get(phase) ?? 0) + 1)
    if (isFinished(status)) continue
    openCount++
    if (suspendedAt !== null) suspendedCount++
    countByColour.set(colour, (countByColour.get(colour) ?? 0) + 1)
  }
  return { countByPhase, countByColour, openCount, suspendedCount }
}
