import { useTranslation } from 'react-i18next'
import type { CaseSummary } from '../../../server/contract/api/cases.ts'
import { CaseRow } from './case-row.tsx'
import { useFlashes } from './use-flashes.ts'
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

/** The cases that pass the filter, in step with the map. */
export function CaseList({ cases, total, nowMs, selectedId, onOpen, onHover }: CaseListProps) {
  const { t } = useTranslation('desk')
  const flashes = useFlashes()
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
                onOpen={onOpen} onHover={onHover}
              />
            )}
          </VirtualList>
        )}
      <div className="list-foot" data-testid="case-count">
        {t('filter.showing', { shown: cases.length, total })}
      </div>
    </>
  )
}
