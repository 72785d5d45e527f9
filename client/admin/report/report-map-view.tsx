import { useEffect, useEffectEvent, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CityRecord } from '../../../server/contract/api/city.ts'
import { useLanguage } from '../../language/language.ts'
import { ReportMap, type ReportPick } from './report-map.ts'

interface ReportMapViewProps {
  city: CityRecord
  versionId: number
  onMap(map: ReportMap | null): void
  onPick(pick: ReportPick): void
  /** What lies over the map. */
  children: ReactNode
}

/** Holds the map of a report: makes it once, and takes it away with itself. */
export function ReportMapView({ city, versionId, onMap, onPick, children }: ReportMapViewProps) {
  const { t } = useTranslation('adminReport')
  const language = useLanguage()
  const container = useRef<HTMLDivElement>(null)
  const map = useRef<ReportMap>(null)
  const pick = useEffectEvent(onPick)
  const start = useEffectEvent((id: number) => new ReportMap({
    container: container.current!, city, versionId: id, language, onPick: (picked) => pick(picked),
  }))
  const tell = useEffectEvent(onMap)
  useEffect(() => {
    const made = start(versionId)
    map.current = made
    const observer = new ResizeObserver(() => made.resize())
    observer.observe(container.current!)
    tell(made)
    return () => {
      tell(null)
      observer.disconnect()
      made.destroy()
    }
  }, [versionId])
  useEffect(() => map.current?.setLanguage(language), [language])
  return (
    <div className="report-map">
      <div ref={container} className="city-map" role="region" aria-label={t('map.label')} data-testid="report-map" />
      {children}
    </div>
  )
}
