import { Button, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { IndicatorDefinition, ScoreSubject, ScoreWeights } from '../../../server/contract/api/indicators.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { MOST_WEIGHT, type WeightFault, weightSum } from './weight-faults.ts'

interface WeightTableProps {
  subject: ScoreSubject
  rows: ScoreWeights[ScoreSubject]
  /** The indicators that a score may weigh. */
  scored: readonly IndicatorDefinition[]
  mayChange: boolean
  faults: readonly WeightFault[]
  onChange(rows: ScoreWeights[ScoreSubject]): void
}

/** Of what one score is made: an indicator a line, its weight, and its share of the whole. */
export function WeightTable({ subject, rows, scored, mayChange, faults, onChange }: WeightTableProps) {
  const { t } = useTranslation('indicators')
  const language = useLanguage()
  const sum = weightSum(rows)
  const unused = scored.find(({ code }) => rows.every((row) => row.code !== code))
  const faultOf = (at: number | null) => faults.find((fault) => fault.at === at)
  const missing = faultOf(null)
  return (
    <section className="weight-table" data-testid={`weights-${subject}`}>
      <h3>{t(`score.${subject}`)}</h3>
      <table>
        <thead>
          <tr>
            <th>{t('bulletin.indicator')}</th><th>{t('weights.weight')}</th><th>{t('weights.share')}</th>
            {mayChange && <th aria-label={t('weights.remove')} />}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => {
            const fault = faultOf(at)
            return (
              <tr key={row.code}>
                <td>
                  <Select
                    size="small" value={row.code} disabled={!mayChange} popupMatchSelectWidth={false}
                    onChange={(code) => onChange(rows.with(at, { ...row, code }))}
                    // each indicator once: what is weighed already cannot be chosen again
                    options={scored.map((one) => ({
                      value: one.code, label: nameOf(one, language),
                      disabled: one.code !== row.code && rows.some(({ code }) => code === one.code),
                    }))}
                  />
                  {fault !== undefined && <em role="alert" className="weight-fault">{t(`weights.faults.${fault.what}`)}</em>}
                </td>
                <td>
                  <InputNumber
                    size="small" value={row.weight} min={0} max={MOST_WEIGHT} disabled={!mayChange}
                    status={fault === undefined ? '' : 'error'}
                    onChange={(weight) => onChange(rows.with(at, { ...row, weight: weight ?? 0 }))}
                  />
                </td>
                <td>{sum > 0 ? `${(100 * row.weight / sum).toFixed(1)}%` : ''}</td>
                {mayChange && (
                  <td>
                    <Button
                      size="small" type="text" aria-label={t('weights.remove')} title={t('weights.remove')}
                      onClick={() => onChange(rows.toSpliced(at, 1))}
                    >
                      ×
                    </Button>
                  </td>
                )}
              </tr>
            )
          })}
        </tbody>
        <tfoot>
          <tr><th>{t('weights.sum')}</th><td><b data-testid="weight-sum">{sum}</b></td><td /></tr>
        </tfoot>
      </table>
      {missing !== undefined && <em role="alert" className="weight-fault">{t(`weights.faults.${missing.what}`)}</em>}
      {mayChange && unused !== undefined && (
        <Button
          size="small" data-testid="weight-add" onClick={() => onChange([...rows, { code: unused.code, weight: 10 }])}
        >
          {t('weights.add')}
        </Button>
      )}
    </section>
  )
}
