import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Location } from '../../../server/contract/api/grids.ts'
import { withQuery } from '../../api/query-string.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import { useLanguage } from '../../language/language.ts'
import { useDesk } from '../desk-context.ts'
import { deskName } from '../steps/desk-name.ts'
import { desksAbove } from '../steps/desk-levels.ts'

/** The desks that may take a case at a place, from the province down; none while the place is being looked up. */
export function useDeskOptions(lng: number, lat: number): { value: string; label: string }[] {
  const { t } = useTranslation(['caseWork', 'common'])
  const language = useLanguage()
  const { city } = useDesk()
  const location = valueOf(useJson<Location>(withQuery('/api/grids/locate', { lng, lat })).state)
  const areaCode = location?.chain[0]?.code ?? ''
  return useMemo(
    () => desksAbove(areaCode).map(({ code, level }) => ({
      value: code, label: `${t(`level.${level}`)} · ${deskName(city, [], code, language, t)}`,
    })),
    [areaCode, city, language, t],
  )
}
