import { Button, Segmented, Select, Spin } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Finding, FindingsPage } from '../../../server/contract/api/boundaries.ts'
import { IMPORT_LAYERS, type ImportLayer } from '../../../server/contract/api/imports.ts'
import { useErrorText } from '../../api/use-error-text.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import { countAll, countByKind, countBySeverity, SEVERITIES } from './finding-counts.ts'
import { FindingList } from './finding-list.tsx'
import { FindingTable } from './finding-table.tsx'
import {
  countsPath, findingsPath, type FindingSeverity, NO_FILTER, type ReportFilter, type ReportOf,
} from './report-question.ts'

/** Layers that a version's own findings are of. */
const VERSION_LAYERS: readonly ImportLayer[] = ['areas', 'community', 'street', 'exclusive']

interface FindingsPanelProps {
  of: ReportOf
  filter: ReportFilter
  selected: Finding | undefined
  onFilter(filter: ReportFilter): void
  onSelect(finding: Finding): void
  /** Given where nobody has looked for faults yet. */
  onCheck?: (() => void) | undefined
}

/** The findings counted, narrowed and listed; or that nothing was found, and what was looked for. */
export function FindingsPanel({ of, filter, selected, onFilter, onSelect, onCheck }: FindingsPanelProps) {
  const { t } = useTranslation(['adminReport', 'common'])
  const errorText = useErrorText()
  const { state, reload } = useJson<FindingsPage>(countsPath(of, filter))
  const counts = valueOf(state)?.counts
  if (counts === undefined) {
    return state.type === 'failed'
      ? (
          <div className="panel-error report-failed" role="alert">
            {errorText(state.error)}
            <Button size="small" onClick={reload}>{t('common:retry')}</Button>
          </div>
        )
      : <div className="report-notice" role="status"><Spin /></div>
  }
  const total = countAll(counts)
  if (total === 0 && onCheck !== undefined) {
    return (
      <div className="report-notice" data-testid="report-unchecked">
        <h3>{t('unchecked.title')}</h3>
        <p>{t('unchecked.text')}</p>
        <Button type="primary" onClick={onCheck} data-testid="check-now">{t('unchecked.check')}</Button>
      </div>
    )
  }
  if (total === 0 && filter.layer === undefined) {
    return (
      <div className="report-notice report-clean" data-testid="report-clean">
        <h3>{t('empty.title')}</h3>
        <p>{t('empty.checkedLabel')}{t(`empty.${of.type}`)}</p>
      </div>
    )
  }
  const bySeverity = countBySeverity(counts)
  const kinds = countByKind(counts, filter.severity)
  const matching = kinds.filter(({ kind }) => filter.kind === undefined || kind === filter.kind)
  return (
    <>
      <div className="report-filters">
        <Segmented<FindingSeverity | 'all'>
          size="small" value={filter.severity ?? 'all'} data-testid="report-severity"
          options={[
            { value: 'all', label: <>{t('severity.all')} <b>{total.toLocaleString()}</b></> },
            ...SEVERITIES.map((severity) => ({
              value: severity, title: t(`severityHint.${severity}`),
              label: (
                <span className={`finding-${severity}`}>
                  <i className="severity-dot" />{t(`severity.${severity}`)} <b>{bySeverity[severity].toLocaleString()}</b>
                </span>
              ),
            })),
          ]}
          onChange={(value) => onFilter({ ...filter, severity: value === 'all' ? undefined : value, kind: undefined })}
        />
        <Select<ImportLayer | 'all'>
          size="small" className="report-layer" value={filter.layer ?? 'all'} aria-label={t('layerFilter')}
          popupMatchSelectWidth={false} data-testid="report-layer"
          options={[
            { value: 'all', label: t('allLayers') },
            ...(of.type === 'version' ? VERSION_LAYERS : IMPORT_LAYERS).map((layer) => ({
              value: layer, label: t(`layer.${layer}`),
            })),
          ]}
          onChange={(value) => onFilter({ ...filter, layer: value === 'all' ? undefined : value, kind: undefined })}
        />
      </div>
      {kinds.length > 0 && (
        <FindingTable kinds={kinds} chosen={filter.kind} onChoose={(kind) => onFilter({ ...filter, kind })} />
      )}
      {matching.length === 0
        ? (
            <div className="report-notice">
              <p>{t('empty.filtered')}</p>
              <Button size="small" onClick={() => onFilter(NO_FILTER)}>{t('empty.reset')}</Button>
            </div>
          )
        : (
            <FindingList
              key={findingsPath(of, filter)} of={of} filter={filter} selected={selected} onSelect={onSelect}
            />
          )}
    </>
  )
}
