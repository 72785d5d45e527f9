import { Select } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isFinished } from '../../../server/contract/api/cases.ts'
import { categoryName } from '../../city/place-names.ts'
import { useLanguage } from '../../language/language.ts'
import { useDesk, useLive } from '../desk-context.ts'

const AT_MOST = 30

/** Another open case, found by its number or text. */
export function CaseSearch({ without, caseId, onChange }: {
  without: number
  caseId: number | undefined
  onChange(caseId: number): void
}) {
  const { t } = useTranslation('caseWork')
  const language = useLanguage()
  const { city } = useDesk()
  const cases = useLive((live) => live.cases)
  const [text, setText] = useState('')
  const options = useMemo(() => {
    const wanted = text.trim().toLowerCase()
    const found: { value: number; label: string }[] = []
    for (const record of cases.values()) {
      if (record.id === without || isFinished(record.status)) continue
      if (record.id !== caseId) {
        if (wanted === '' || !`${record.number} ${record.description}`.toLowerCase().includes(wanted)) continue
        if (found.length >= AT_MOST) continue
      }
      const name = categoryName(city, record.categoryCode, language)
      found.push({ value: record.id, label: `${record.number} · ${name} · ${record.description}` })
    }
    return found
  }, [cases, text, without, caseId, city, language])
  return (
    <Select
      value={options.some(({ value }) => value === caseId) ? caseId : undefined} options={options} onChange={onChange}
      showSearch={{ filterOption: false, onSearch: setText }} placeholder={t('merge.byNumber')} notFoundContent={null}
      placement="topLeft" data-testid="merge-search"
    />
  )
}
