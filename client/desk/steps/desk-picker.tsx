import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../language/language.ts'
import { useDesk } from '../desk-context.ts'
import { deskName } from './desk-name.ts'
import { desksAbove, skippedDesks } from './desk-levels.ts'

interface DeskPickerProps {
  /** The place of the case: only desks above it can hold it. */
  areaCode: string
  /** Where it is now. */
  fromCode: string
  deskCode: string | undefined
  onChange(deskCode: string): void
}

/** The desks of a place from the province down; says which levels a transfer skips. */
export function DeskPicker({ areaCode, fromCode, deskCode, onChange }: DeskPickerProps) {
  const { t } = useTranslation(['caseWork', 'common'])
  const language = useLanguage()
  const { city } = useDesk()
  const name = (code: string) => deskName(city, code, language, t)
  const skipped = deskCode === undefined ? [] : skippedDesks(areaCode, fromCode, deskCode)
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
            <span>{name(code)}</span>
            <em>
              {code === fromCode ? t('transfer.here') : t(code.length < fromCode.length ? 'transfer.up' : 'transfer.down')}
            </em>
          </button>
        ))}
      </div>
      {deskCode !== undefined && (
        <p className="muted" data-testid="skipped-desks">
          {skipped.length === 0
            ? t('transfer.next')
            : t('transfer.skipped', { names: skipped.map(({ code }) => name(code)).join(t('separator')) })}
        </p>
      )}
    </div>
  )
}
