import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseRecord } from '../../../server/contract/api/cases.ts'
import { unitName } from '../../city/place-names.ts'
import { useLanguage } from '../../language/language.ts'
import { useDesk } from '../desk-context.ts'
import { useWorkerName } from '../use-worker-name.ts'
import { deskName } from './desk-name.ts'
import { skippedDesks } from './desk-levels.ts'
import type { EventNames } from './event-words.ts'

/** The names and texts that the events of a case are told with, in the language shown. */
export function useEventNames(
  { areaCode, desks, relatedCases }: Pick<CaseRecord, 'areaCode' | 'desks' | 'relatedCases'>,
): EventNames {
  const { t } = useTranslation(['caseWork', 'common'])
  const { t: deskText } = useTranslation('desk')
  const language = useLanguage()
  const { city, time } = useDesk()
  const workerName = useWorkerName()
  return useMemo(() => {
    const desk = (code: string) => deskName(city, desks, code, language, t)
    return {
      t, desk,
      case: (id) => relatedCases.find((one) => one.id === id)?.number ?? t('elsewhere'),
      unit: (id) => unitName(city, id, language) ?? deskText('dispatch.gone', { id: String(id) }),
      worker: (id) => workerName(id) ?? deskText('dispatch.workerGone', { id }),
      skipped: (from, to) => skippedDesks(areaCode, from, to).map(({ code }) => desk(code)),
      time: (atMs) => time.dateTime(atMs),
    }
  }, [t, deskText, city, language, time, workerName, areaCode, desks, relatedCases])
}
