import { useMemo } from 'react'
import { useLanguage } from '../../language/language.ts'
import { useLive } from '../desk-context.ts'

/** An entry of a list to choose workers from; `search` is what it is found by, in small letters. */
export interface WorkerOption {
  value: number
  label: string
  search: string
}

/** All workers of the roster to choose from, in the language shown. */
export function useWorkerOptions(): WorkerOption[] {
  const language = useLanguage()
  const roster = useLive((state) => state.roster)
  return useMemo(() => {
    if (roster === null) return []
    return roster.id.flatMap((id, slot) => {
      if (id === 0) return []
      const name = (language === 'en' ? roster.nameEn[slot] : '') || roster.name[slot]
      const search = `${roster.name[slot]} ${roster.nameEn[slot]} ${roster.number[slot]}`.toLowerCase()
      return [{ value: id, label: `${name} · ${roster.number[slot]}`, search }]
    })
  }, [roster, language])
}
