import { useTranslation } from 'react-i18next'
import { type DatumChoice, datumChoiceOf } from './datum-choices.ts'

/** Words by code: a key of texts cannot hold a colon. */
const NAMED = {
  wgs84: 'wgs84', 'EPSG:4490': 'cgcs2000', gcj02: 'gcj02', bd09: 'bd09', 'EPSG:3857': 'webMercator',
} as const

/** Gives a function that names a datum by its code; one that only a file can name keeps the name that it has there. */
export function useDatumText(): (code: string) => string {
  const { t } = useTranslation('adminImport')
  const textOf = (choice: DatumChoice): string => {
    if (choice.type === 'named') return t(`mapping.datums.${NAMED[choice.code as keyof typeof NAMED]}`)
    const { group, zone, meridianDeg: meridian, code } = choice
    return group === 'zone'
      ? t('mapping.datums.zone', { zone, meridian, code })
      : t('mapping.datums.meridian', { meridian, code })
  }
  return (code) => {
    const choice = datumChoiceOf(code)
    return choice === undefined ? code : textOf(choice)
  }
}
