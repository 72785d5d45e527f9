import { useTranslation } from 'react-i18next'
import type { CaseRecord } from '../../../server/contract/api/cases.ts'
import { desksAbove, skippedDesks } from './desk-levels.ts'
import { useEventNames } from './use-event-names.ts'

interface DeskPickerProps {
  /** Where the case is, on whose desk, and which desks there are above the place: only they can hold it. */
  record: Pick<CaseRecord, 'areaCode' | 'deskCode' | 'desks' | 'relatedCases'>
  deskCode: string | undefined
  onChange(deskCode: string): void
}

/** The desks of a place from the province down; says which levels a transfer skips. */
export function DeskPicker({ record, deskCode, onChange }: DeskPickerProps) {
  const { t } = useTranslation('caseWork')
  const { desk: nameOf } = useEventNames(record)
  const { areaCode, deskCode: fromCode } = record
  const skipped = deskCode === undefined ? [] : skippedDesks(areaCode, fromCode, deskCode)
  const wayTo = (code: string) => (code === fromCode ? 'here' : code.length < fromCode.length ? 'up' : 'down')
  return (
    <div className="desk-picker">
      <div role="radiogroup" aria-label={t('form.desk')}>
        {desksAbove(areaCode).map(({ code, level }) => (
          <button
            key={code} type="button" role="radio" aria-checked={code === deskCode} disabled={code === fromCode}
            className={skipped.some((one) => one.code === code) ? 'desk-skipped' : undefined}
            data-testid={`desk-${level}`} onClick={() => onChange(code)}
          >
            <i>{t(`level.${level}`)}</i>
            <span>{nameOf(code)}</span>
            <em>{t(`transfer.${wayTo(code)}`)}</em>
          </button>
        ))}
      </div>
      {deskCode !== undefined && (
        <p className="muted" data-testid="skipped-desks">
          {skipped.length === 0
            ? t('transfer.next')
            : t('transfer.skipped', { names: skipped.map(({ code }) => nameOf(code)).join(t('separator')) })}
        </p>
      )}
    </div>
  )
}
