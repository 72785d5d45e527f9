import { useTranslation } from 'react-i18next'
import type { IndicatorDefinition, IndicatorRow } from '../../../server/contract/api/indicators.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { ChangeMark } from './change-mark.tsx'
import { DefinitionHint } from './definition-hint.tsx'
import { partsText, valueText } from './measure-text.ts'
import { Sparkline } from './sparkline.tsx'

interface IndicatorCardProps {
  definition: IndicatorDefinition
  total: IndicatorRow
  curve: readonly IndicatorRow[]
  onOpen(): void
}

/** One indicator: its value, the two numbers it is made of, how it changed, and its way through the period. */
export function IndicatorCard({ definition, total, curve, onOpen }: IndicatorCardProps) {
  const { t } = useTranslation('indicators')
  const language = useLanguage()
  const { code } = definition
  const measure = total.values[code]
  return (
    <article className="indicator-card" data-testid={`indicator-${code}`}>
      <h3><DefinitionHint definition={definition}>{nameOf(definition, language)}</DefinitionHint></h3>
      <button type="button" className="indicator-value" title={t('table.drill')} onClick={onOpen}>
        {valueText(definition, measure.value)}
        <small>{measure.value !== null && t(`unit.${definition.unit}`)}</small>
      </button>
      <span className="indicator-parts">{partsText(definition, measure) ?? '\u00a0'}</span>
      <Sparkline values={curve.map(({ values }) => values[code]?.value ?? null)} />
      <div className="indicator-changes">
        <ChangeMark definition={definition} now={measure} before={total.previous?.[code]} period="previous" />
        <ChangeMark definition={definition} now={measure} before={total.lastYear?.[code]} period="lastYear" />
      </div>
    </article>
  )
}
