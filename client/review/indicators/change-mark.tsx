import { useTranslation } from 'react-i18next'
import type { IndicatorDefinition, IndicatorMeasure } from '../../../server/contract/api/indicators.ts'
import { changeOf, valueText } from './measure-text.ts'

interface ChangeMarkProps {
  definition: IndicatorDefinition
  now: IndicatorMeasure
  before: IndicatorMeasure | undefined
  period: 'previous' | 'lastYear'
}

const SIGN = { up: '▲', down: '▼', level: '–' } as const

/** 环比 or 同比: an arrow, how much, and whether that is good; what it was on hovering. */
export function ChangeMark({ definition, now, before, period }: ChangeMarkProps) {
  const { t } = useTranslation('indicators')
  const change = changeOf(definition, now.value, before?.value)
  const label = t(`change.${period}`)
  if (change === undefined) return <span className="change" title={t('change.none')}>{label} <b>—</b></span>
  const { way, mood, amount, isShare } = change
  const text = definition.unit === 'count' ? `${amount.toFixed(1)}%` : amount.toFixed(2)
  const inPoints = isShare ? ` · ${t('change.points', { change: text })}` : ''
  const was = `${valueText(definition, before!.value)}${t(`unit.${definition.unit}`)}`
  return (
    <span
      className={`change change-${mood}`}
      title={t('change.was', { period: label, value: was }) + inPoints}
    >
      {label} <b>{SIGN[way]} {text}</b>
    </span>
  )
}
