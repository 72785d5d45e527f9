import { useTranslation } from 'react-i18next'
import type { Duplicate } from '../../../server/contract/api/case-links.ts'
import type { CaseRecord } from '../../../server/contract/api/cases.ts'
import { useJson } from '../../api/use-json.ts'
import { useLanguage } from '../../language/language.ts'
import { Asked } from '../detail/panel.tsx'
import { CaseSearch } from './case-search.tsx'
import { SimilarList } from './similar-list.tsx'

interface DuplicatePickerProps {
  record: CaseRecord
  caseId: number | undefined
  onChange(caseId: number): void
}

/** The case that another repeats: one of those that the server suggests, by a click, or any open one by its number. */
export function DuplicatePicker({ record, caseId, onChange }: DuplicatePickerProps) {
  const { t } = useTranslation('caseWork')
  const language = useLanguage()
  const { state, reload } = useJson<Duplicate[]>(`/api/cases/${record.id}/duplicates`)
  return (
    <div className="duplicate-picker">
      <Asked state={state} onRetry={reload}>
        {(duplicates) => (duplicates.length === 0
          ? <p className="muted">{t('merge.none')}</p>
          : (
            <SimilarList
              chosenId={caseId} onChoose={onChange}
              similar={duplicates.map(({ case: one, distanceM, reason, reasonEn, attachmentId }) => ({
                record: one, distanceM, attachmentId, reason: language === 'en' ? reasonEn : reason,
              }))}
            />
          ))}
      </Asked>
      <CaseSearch without={record.id} caseId={caseId} onChange={onChange} />
    </div>
  )
}
