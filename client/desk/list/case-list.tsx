import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseSummary } from '../../../server/contract/api/cases.ts'
import { CaseBulkBar } from '../bulk/case-bulk-bar.tsx'
import { CaseRow } from './case-row.tsx'
import { chosenOf, NONE_CHOSEN, toggleChosen } from './chosen-rows.ts'
import { useFlashes } from './use-flashes.ts'
import { useLatest } from './use-latest.ts'
import { VirtualList } from './virtual-list.tsx'

export const CASE_ROW_PX = 82

interface CaseListProps {
  cases: readonly CaseSummary[]
  total: number
  nowMs: number
  selectedId: number | undefined
  onOpen(record: CaseSummary): void
  onHover(record: CaseSummary | undefined): void
}

const idOf = (record: CaseSummary) => record.id

/** The cases that pass the filter, in step with the map; several can be chosen and dealt with together. */
export function CaseList({ cases, total, nowMs, selectedId, onOpen, onHover }: CaseListProps) {
  const { t } = useTranslation('desk')
  const flashes = useFlashes()
  const [chosen, setChosen] = useState(NONE_CHOSEN)
  const listed = useLatest(cases)
  // the same function for as long as the list is there, so that a row is drawn again only when it changes
  const choose = useCallback(
    (record: CaseSummary, range: boolean) =>
      setChosen((before) => toggleChosen(before, listed.current, record.id, range)),
    [listed],
  )
  return (
    <>
      {cases.length === 0
        ? <div className="list-empty">{t(total === 0 ? 'list.empty' : 'list.emptyFiltered')}</div>
        : (
          <VirtualList
            items={cases} rowPx={CASE_ROW_PX} keyOf={idOf} shownKey={selectedId} testId="case-list"
            label={t('tabs.cases')}
          >
            {(record) => (
              <CaseRow
                record={record} nowMs={nowMs} selected={record.id === selectedId} flash={flashes.get(record.id)}
                chosen={chosen.ids.has(record.id)} onOpen={onOpen} onHover={onHover} onChoose={choose}
              />
            )}
          </VirtualList>
        )}
      {chosen.ids.size > 0 && (
        <CaseBulkBar
          chosen={chosenOf(chosen, cases)} onNone={() => setChosen(NONE_CHOSEN)}
          onAll={() => setChosen({ ids: new Set(cases.map(idOf)), lastId: undefined })}
        />
      )}
      <div className="list-foot" data-testid="case-count">
        {t('filter.showing', { shown: cases.length, total })}
      </div>
    </>
  )
}
