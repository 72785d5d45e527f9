import { useTranslation } from 'react-i18next'
import { adminImport } from '../../language/admin-import.ts'

type FieldName = keyof typeof adminImport.zh.field

/** Gives a function that says one of our fields in words; one without words keeps its key. */
export function useFieldText(): (field: string) => string {
  const { t } = useTranslation('adminImport')
  return (field) => (field in adminImport.zh.field ? t(`field.${field as FieldName}`) : field)
}
