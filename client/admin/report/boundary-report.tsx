import { Button, Segmented } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseDifferences, Finding } from '../../../server/contract/api/boundaries.ts'
import type { CityRecord } from '../../../server/contract/api/city.ts'
import { GRID_LAYERS } from '../../../server/contract/api/grids.ts'
import { useErrorText } from '../../api/use-error-text.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import { CaseDifferencesList, type DifferingCase } from './case-differences.tsx'
import { findingOf, type FindingCollection, NO_FINDINGS } from './finding-places.ts'
import { FindingsPanel } from './findings-panel.tsx'
import { ReportLegend } from './report-legend.tsx'
import { ReportMapView } from './report-map-view.tsx'
import type { ReportMap, ReportPick } from './report-map.ts'
import { fileNameOf, geoJsonPath, NO_FILTER, type ReportFilter, type ReportOf } from './report-question.ts'
import '../../theme/states.css'
import './boundary-report.css'

interface BoundaryReportProps {
  of: ReportOf
  /** The version whose outlines lie under the findings; null: that in force. */
  versionId: number | null
  city: CityRecord
  /** Given where nobody has looked for faults yet: what looks for them. */
  onCheck?: () => void
}

/** About a hundred metres: what is seen around a case. */
const AROUND_DEG = 0.001

/** What is wrong or strange in a version or an import, as a list and on the map, and which open cases another version
 * would give another owner. Fills what it lies in. Asked once: draw it anew (by its key) after a new check. */
export function BoundaryReport({ of, versionId, city, onCheck }: BoundaryReportProps) {
  const { t } = useTranslation(['adminReport', 'common'])
  const errorText = useErrorText()
  const [filter, setFilter] = useState<ReportFilter>(NO_FILTER)
  const [finding, setFinding] = useState<Finding>()
  const [caseId, setCaseId] = useState<number>()
  const [tab, setTab] = useState<'findings' | 'cases'>('findings')
  const [map, setMap] = useState<ReportMap | null>(null)
  const comparable = versionId !== null && versionId !== city.gridVersionId
  const onCases = comparable && tab === 'cases'

  const shapes = useJson<FindingCollection>(geoJsonPath(of, filter))
  const collection = valueOf(shapes.state) ?? NO_FINDINGS
  const differences = useJson<CaseDifferences>(
    onCases ? `/api/boundaries/versions/${versionId}/case-differences` : undefined,
  )
  const cases = useMemo(() => (onCases ? valueOf(differences.state)?.cases ?? [] : []), [onCases, differences.state])
  const shown = onCases ? NO_FINDINGS : collection
  const gridLayer = GRID_LAYERS.find((layer) => layer === (finding?.layer ?? filter.layer)) ?? 'community'

  useEffect(() => map?.setFindings(shown), [map, shown])
  useEffect(() => map?.setCases(cases), [map, cases])
  useEffect(() => map?.setGridLayer(onCases ? 'community' : gridLayer), [map, onCases, gridLayer])
  useEffect(() => {
    if (onCases) {
      const marked = cases.find(({ id }) => id === caseId)
      map?.mark(caseId, marked === undefined ? null : { type: 'Point', coordinates: [marked.lng, marked.lat] })
      return
    }
    map?.mark(finding?.id, shown.features.find(({ properties }) => properties.id === finding?.id)?.geometry ?? null)
  }, [map, onCases, cases, caseId, shown, finding])

  const narrow = (next: ReportFilter) => {
    setFilter(next)
    setFinding(undefined)
  }
  const showFinding = (next: Finding) => {
    setFinding(next)
    if (next.bounds !== null) map?.show(next.bounds)
  }
  const showCase = ({ id, lng, lat }: DifferingCase) => {
    setCaseId(id)
    map?.show([lng - AROUND_DEG, lat - AROUND_DEG, lng + AROUND_DEG, lat + AROUND_DEG])
  }
  const pick = ({ type, id }: ReportPick) => {
    if (type === 'case') return setCaseId(id)
    const feature = shown.features.find(({ properties }) => properties.id === id)
    if (feature !== undefined) setFinding(findingOf(feature))
  }

  return (
    <div className="boundary-report" data-testid="boundary-report">
      <section className="report-side">
        {comparable && (
          <Segmented<'findings' | 'cases'>
            block value={tab} onChange={setTab} className="report-tabs" data-testid="report-tabs"
            options={[{ value: 'findings', label: t('tabs.findings') }, { value: 'cases', label: t('tabs.cases') }]}
          />
        )}
        {onCases
          ? (
              <CaseDifferencesList
                state={differences.state} selectedId={caseId} onSelect={showCase} onReload={differences.reload}
              />
            )
          : (
              <FindingsPanel
                of={of} filter={filter} selected={finding} onFilter={narrow} onSelect={showFinding} onCheck={onCheck}
              />
            )}
      </section>
      <ReportMapView city={city} versionId={versionId ?? city.gridVersionId} onMap={setMap} onPick={pick}>
        <div className="report-map-tools">
          <button type="button" onClick={() => map?.showCity()}>{t('map.whole')}</button>
          {!onCases && collection.features.length > 0 && (
            <a
              href={geoJsonPath(of, filter)} download={fileNameOf(of, filter)} title={t('map.downloadHint')}
              data-testid="report-download"
            >
              {t('map.download')}
            </a>
          )}
        </div>
        <ReportLegend findings={shown} cases={cases.length} />
        {!onCases && collection.leftOut > 0 && (
          <div className="report-left-out">
            {t('map.leftOut', { shown: collection.features.length, count: collection.leftOut })}
          </div>
        )}
        {!onCases && shapes.state.type === 'failed' && (
          <div className="panel-error report-map-error" role="alert">
            {t('map.failed')}{errorText(shapes.state.error)}
            <Button size="small" onClick={shapes.reload}>{t('common:retry')}</Button>
          </div>
        )}
      </ReportMapView>
    </div>
  )
}
