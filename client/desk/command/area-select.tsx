import { Select } from 'antd'
import { useMemo } from 'react'
import { areaName } from '../../city/place-names.ts'
import { useLanguage } from '../../language/language.ts'
import { useDesk } from '../desk-context.ts'

/** An area of the desk, found by its name or code. */
export function AreaSelect({ value, onChange, id }: { value?: string; onChange?(code: string): void; id?: string }) {
  const language = useLanguage()
  const { city, scopeCode } = useDesk()
  const options = useMemo(
    () => city.record.areas
      .filter(({ code }) => code.startsWith(scopeCode))
      .map(({ code }) => ({ value: code, label: `${areaName(city, code, language)} ${code}` })),
    [city, scopeCode, language],
  )
  return (
    <Select<string>
      {...(id !== undefined && { id })} value={value ?? ''} options={options} showSearch={{ optionFilterProp: 'label' }}
      onChange={(code) => onChange?.(code)}
    />
  )
}
