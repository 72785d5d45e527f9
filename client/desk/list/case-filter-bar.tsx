import { Input, Segmented, TreeSelect } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { CASE_COLOURS, type CaseColour, type CasePhase } from '../../../server/contract/api/cases.ts'
import { categoryTree } from '../../city/choice-trees.ts'
import { useLanguage } from '../../language/language.ts'
import { useDesk } from '../desk-context.ts'
import { EVERYTHING, type CaseFilter, type CaseOrder } from './case-filter.ts'

const PHASES: readonly CasePhase[] = ['reported', 'dispatched', 'handled', 'closed']

interface CaseFilterBarProps {
  filter: CaseFilter
  /** How many cases have each status, whatever the filter. */
  countByPhase: ReadonlyMap<CasePhase, number>
  countByColour: ReadonlyMap<CaseColour, number>
  suspendedCount: number
  onChange(filter: CaseFilter): void
}

/** What to list: text, phase, colour, suspended, urgent, category, my desk, in view, order. */
export function CaseFilterBar({ filter, countByPhase, countByColour, suspendedCount, onChange }: CaseFilterBarProps) {
  const { t } = useTranslation(['desk', 'common', 'caseWork'])
  const language = useLanguage()
  const { city } = useDesk()
  const tree = useMemo(() => categoryTree(city, language, false), [city, language])
  const change = (part: Partial<CaseFilter>) => onChange({ ...filter, ...part })
  const togglePhase = (phase: CasePhase) =>
    change({
      phases: filter.phases.includes(phase)
        ? filter.phases.filter((other) => other !== phase)
        : [...filter.phases, phase],
    })
  const toggleColour = (colour: CaseColour) =>
    change({
      colours: filter.colours.includes(colour)
        ? filter.colours.filter((other) => other !== colour)
        : [...filter.colours, colour],
    })
  const isNarrowed = JSON.stringify({ ...filter, order: '' }) !== JSON.stringify({ ...EVERYTHING, order: '' })

  return (
    <div className="filter-bar" data-testid="case-filters">
      <Input
        value={filter.text} allowClear placeholder={t('filter.search')} data-testid="filter-text"
        onChange={(event) => change({ text: event.target.value })}
      />
      <div className="filter-row">
        {PHASES.map((phase) => (
          <button
            key={phase} type="button" className={`filter-chip status-${phase}`} data-testid={`filter-${phase}`}
            aria-pressed={filter.phases.includes(phase)} onClick={() => togglePhase(phase)}
          >
            {t(`common:status.${phase}`)}
            <b>{countByPhase.get(phase) ?? 0}</b>
          </button>
        ))}
      </div>
      <div className="filter-row">
        {CASE_COLOURS.map((colour) => (
          <button
            key={colour} type="button" className={`filter-chip filter-colour limit-${colour}`}
            data-testid={`filter-${colour}`} title={t(`common:colour.${colour}`)}
            aria-pressed={filter.colours.includes(colour)} onClick={() => toggleColour(colour)}
          >
            {t(`caseWork:filter.colour.${colour}`)}
            <b>{countByColour.get(colour) ?? 0}</b>
          </button>
        ))}
        <Toggle label={t('filter.urgent')} pressed={filter.urgentOnly} testId="filter-urgent"
          onToggle={() => change({ urgentOnly: !filter.urgentOnly })} />
        <Toggle label={t('caseWork:filter.suspended')} count={suspendedCount} pressed={filter.suspendedOnly}
          testId="filter-suspended" onToggle={() => change({ suspendedOnly: !filter.suspendedOnly })} />
      </div>
      <div className="filter-row">
        <TreeSelect
          className="filter-category" treeData={tree} value={filter.category} allowClear showSearch={{ treeNodeFilterProp: 'search' }}
          placeholder={t('filter.category')} data-testid="filter-category"
          styles={{ popup: { root: { minWidth: 320 } } }} listHeight={400}
          onChange={(category: string | undefined) => change({ category })}
        />
        <Toggle label={t('caseWork:filter.mine')} title={t('caseWork:filter.mineHint')} pressed={filter.myDeskOnly}
          testId="filter-my-desk" onToggle={() => change({ myDeskOnly: !filter.myDeskOnly })} />
        <Toggle label={t('filter.inView')} title={t('filter.inViewHint')} pressed={filter.inViewOnly}
          testId="filter-in-view" onToggle={() => change({ inViewOnly: !filter.inViewOnly })} />
      </div>
      <div className="filter-row filter-row-order">
        <Segmented<CaseOrder>
          size="small" value={filter.order} aria-label={t('sort.label')} data-testid="case-order"
          options={[{ value: 'urgency', label: t('sort.urgency') }, { value: 'newest', label: t('sort.newest') }]}
          onChange={(order) => change({ order })}
        />
        {isNarrowed && (
          <button type="button" className="link-button" onClick={() => onChange({ ...EVERYTHING, order: filter.order })}>
            {t('filter.clear')}
          </button>
        )}
      </div>
    </div>
  )
}

interface ToggleProps {
  label: string
  title?: string
  count?: number
  pressed: boolean
  testId: string
  onToggle(): void
}

function Toggle({ label, title, count, pressed, testId, onToggle }: ToggleProps) {
  return (
    <button
      type="button" className="filter-chip" title={title} aria-pressed={pressed} data-testid={testId} onClick={onToggle}
    >
      {label}
      {count !== undefined && <b>{count}</b>}
    </button>
  )
}
