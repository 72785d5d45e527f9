import { Select } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { nameOf, useLanguage } from '../../language/language.ts'
import { useDesk } from '../desk-context.ts'

interface UnitOptions {
  /** The unit that the case was routed to: marked as suggested. */
  suggestedId?: number | null
  /** Units to leave out. */
  without?: readonly (number | undefined)[]
}

interface UnitPickerProps extends UnitOptions {
  unitId: number | undefined
  placeholder?: string
  testId: string
  onChange(unitId: number): void
}

/** One unit of the city, found by name. */
export function UnitPicker({ unitId, placeholder, testId, onChange, ...which }: UnitPickerProps) {
  const { t } = useTranslation('desk')
  return (
    <Select
      value={unitId} options={useUnitOptions(which)} showSearch={{ optionFilterProp: 'search' }} onChange={onChange}
      placeholder={placeholder ?? t('dispatch.chooseUnit')} data-testid={testId} placement="topLeft"
    />
  )
}

interface UnitsPickerProps extends UnitOptions {
  unitIds: readonly number[]
  placeholder: string
  testId: string
  onChange(unitIds: number[]): void
}

/** Any number of units of the city, ten at most as the server takes no more. */
export function UnitsPicker({ unitIds, placeholder, testId, onChange, ...which }: UnitsPickerProps) {
  return (
    <Select
      mode="multiple" value={[...unitIds]} options={useUnitOptions(which)} showSearch={{ optionFilterProp: 'search' }}
      onChange={onChange} placeholder={placeholder} data-testid={testId} placement="topLeft" maxCount={10}
    />
  )
}

function useUnitOptions({ suggestedId = null, without = [] }: UnitOptions) {
  const { t } = useTranslation('desk')
  const language = useLanguage()
  const { city } = useDesk()
  const all = useMemo(
    () => city.record.units.map((unit) => ({
      value: unit.id,
      label: nameOf(unit, language) + (unit.id === suggestedId ? ` · ${t('dispatch.routed')}` : ''),
      search: `${unit.name} ${unit.nameEn}`.toLowerCase(),
    })),
    [city, language, suggestedId, t],
  )
  return without.length === 0 ? all : all.filter(({ value }) => !without.includes(value))
}
