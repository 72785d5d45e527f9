import { useTranslation } from 'react-i18next'
import { FINDING_KINDS } from '../../../server/contract/api/boundaries.ts'
import { KIND_COLOURS } from './finding-colours.ts'
import type { FindingCollection } from './finding-places.ts'
import { CASE_COLOUR } from './report-layers.ts'

/** What the colours on the map mean, of the kinds that are on it. */
export function ReportLegend({ findings, cases }: { findings: FindingCollection; cases: number }) {
  const { t } = useTranslation('adminReport')
  const present = new Set(findings.features.map(({ properties }) => properties.kind))
  const kinds = FINDING_KINDS.filter((kind) => present.has(kind))
  if (kinds.length === 0 && cases === 0) return null
  return (
    <div className="report-legend" role="group" aria-label={t('map.legend')} data-testid="report-legend">
      {kinds.map((kind) => (
        <span key={kind}><i style={{ background: KIND_COLOURS[kind] }} />{t(`kind.${kind}`)}</span>
      ))}
      {cases > 0 && <span><i className="report-legend-dot" style={{ background: CASE_COLOUR }} />{t('map.cases')}</span>}
    </div>
  )
}
