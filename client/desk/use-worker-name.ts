import { useMemo } from 'react'
import { useLanguage } from '../language/language.ts'
import { useLive } from './desk-context.ts'

/** Gives a function that says who a worker is; undefined for one who is not in the roster. */
export function useWorkerName(): (workerId: number) => string | undefined {
  const roster = useLive((state) => state.roster)
  const language = useLanguage()
  const slotById = useMemo(() => new Map(roster?.id.map((id, slot) => [id, slot])), [roster])
  return (workerId) => {
    const slot = slotById.get(workerId)
    if (slot === undefined || roster === null) return undefined
    return (language === 'en' ? roster.nameEn[slot] : '') || roster.name[slot]
  }
}
