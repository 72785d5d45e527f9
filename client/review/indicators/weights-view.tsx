import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type IndicatorDefinition, SCORE_SUBJECTS, type ScoreWeights,
} from '../../../server/contract/api/indicators.ts'
import { deleteJson, putJson } from '../../api/fetch-json.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import { useAct } from '../../admin/catalogue/use-act.ts'
import { FailedLine } from '../../admin/field/failed-line.tsx'
import { weightFaults } from './weight-faults.ts'
import { WeightTable } from './weight-table.tsx'

interface WeightsViewProps {
  definitions: readonly IndicatorDefinition[]
  /** Whoever may not only reads. */
  mayChange: boolean
}

/** 权重: of what each score is made. */
export function WeightsView({ definitions, mayChange }: WeightsViewProps) {
  const { t } = useTranslation('indicators')
  const { state, reload } = useJson<ScoreWeights>('/api/indicators/weights')
  const inForce = valueOf(state)
  return (
    <div className="indicator-overview" data-testid="weights">
      <p className="weight-hint">{t('weights.hint')} {!mayChange && t('weights.onlyCity')}</p>
      <FailedLine state={state} onRetry={reload} />
      {inForce !== undefined && (
        <WeightsForm
          key={JSON.stringify(inForce)} inForce={inForce} scored={definitions.filter((one) => one.scored)}
          mayChange={mayChange} onKept={reload}
        />
      )}
    </div>
  )
}

interface WeightsFormProps {
  inForce: ScoreWeights
  scored: readonly IndicatorDefinition[]
  mayChange: boolean
  onKept(): void
}

/** Changed as a whole, and kept only where nothing is wrong with it. */
function WeightsForm({ inForce, scored, mayChange, onKept }: WeightsFormProps) {
  const { t } = useTranslation('indicators')
  const { modal } = App.useApp()
  const act = useAct()
  const [weights, setWeights] = useState(inForce)
  const faults = weightFaults(weights)
  const isChanged = weights !== inForce

  async function keep(work: () => Promise<unknown>): Promise<void> {
    const kept = await act(async () => {
      await work()
      return t('weights.saved')
    })
    if (!kept) return
    setWeights(inForce)
    onKept()
  }

  const reset = (): void => void modal.confirm({
    title: t('weights.resetTitle'), content: t('weights.resetText'), okText: t('weights.reset'),
    cancelText: t('weights.cancel'), onOk: () => keep(() => deleteJson('/api/indicators/weights')),
  })

  return (
    <>
      <div className="weight-tables">
        {SCORE_SUBJECTS.map((subject) => (
          <WeightTable
            key={subject} subject={subject} rows={weights[subject]} scored={scored} mayChange={mayChange}
            faults={faults.filter((fault) => fault.subject === subject)}
            onChange={(rows) => setWeights({ ...weights, [subject]: rows })}
          />
        ))}
      </div>
      {mayChange && (
        <div className="weight-bar">
          <Button
            type="primary" disabled={!isChanged || faults.length > 0} data-testid="weights-save"
            onClick={() => void keep(() => putJson('/api/indicators/weights', weights))}
          >
            {t('weights.save')}
          </Button>
          <Button disabled={!isChanged} onClick={() => setWeights(inForce)}>{t('weights.undo')}</Button>
          <Button onClick={reset} data-testid="weights-reset">{t('weights.reset')}</Button>
          {faults.length > 0 && <span role="alert" className="weight-fault">{t('weights.faulty')}</span>}
        </div>
      )}
    </>
  )
}
