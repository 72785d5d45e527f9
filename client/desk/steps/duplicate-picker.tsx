import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseRecord } from '../../../server/contract/api/cases.ts'
import { useLive } from '../desk-context.ts'
import { CaseSearch } from './case-search.tsx'
import { SimilarList } from './similar-list.tsx'
import { similarCases } from './similar-cases.ts'

interface DuplicatePickerProps {
  record: CaseRecord
  caseId: number | undefined
  onChange(caseId: number): void
}

/** The case that another repeats: one of those suggested, by a click, or any open one by its number. */
export function DuplicatePicker({ record, caseId, onChange }: DuplicatePickerProps) {
  const { t } = useTranslation('caseWork')
  const cases = useLive((live) => live.cases)
  const similar = useMemo(
    () => similarCases(cases.values(), { ...record, category: record.categoryCode }, 9).filter(({ record: one }) => one.id !== record.id),
    [cases, record],
  )
  return (
    <div className="duplicate-picker">
      {similar.length === 0
        ? <p className="muted">{t('merge.none')}</p>
        : <SimilarList similar={similar} chosenId={caseId} onChoose={onChange} />}
      <CaseSearch without={record.id} caseId={caseId} onChange={onChange} />
    </div>
  )
}
