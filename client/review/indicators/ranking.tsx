import { InputNumber, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type IndicatorDefinition, PERSON_ROLES, SCORE_SUBJECTS, type Scores, type ScoreSubject,
} from '../../../server/contract/api/indicators.ts'
import { withQuery } from '../../api/query-string.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import { FailedLine } from '../../admin/field/failed-line.tsx'
import { type IndicatorQuestion, parametersOf } from './indicator-question.ts'
import { ScoreTable } from './score-table.tsx'

type Role = (typeof PERSON_ROLES)[number]

interface RankingProps {
  question: IndicatorQuestion
  definitions: readonly IndicatorDefinition[]
}

/** 考人、考事、考单位: rankings with all their parts. */
export function Ranking({ question, definitions }: RankingProps) {
  const { t } = useTranslation('indicators')
  const [subject, setSubject] = useState<ScoreSubject>('unit')
  const [role, setRole] = useState<Role>('watcher')
  const [order, setOrder] = useState<'best' | 'worst'>('best')
  const [fewest, setFewest] = useState(1)
  const { state, reload } = useJson<Scores>(withQuery('/api/indicators/scores', {
    ...parametersOf(question), subject, role: subject === 'person' ? role : undefined, order, fewest, limit: 200,
  }))
  const scores = valueOf(state)
  return (
    <div className="indicator-overview">
      <div className="indicator-table-head">
        <Segmented<ScoreSubject>
          value={subject} onChange={setSubject} data-testid="score-subject"
          options={SCORE_SUBJECTS.map((value) => ({ value, label: t(`score.${value}`) }))}
        />
        {subject === 'person' && (
          <Select<Role>
            value={role} onChange={setRole} popupMatchSelectWidth={false}
            options={PERSON_ROLES.map((value) => ({ value, label: t(`by.${value}`) }))}
          />
        )}
        <Segmented
          value={order} onChange={setOrder}
          options={(['best', 'worst'] as const).map((value) => ({ value, label: t(`score.${value}`) }))}
        />
        {subject !== 'case' && (
          <InputNumber
            className="score-fewest" min={1} max={100_000} value={fewest} prefix="≥"
            aria-label={t('score.fewest', { count: fewest })} onChange={(value) => setFewest(value ?? 1)}
          />
        )}
        {scores !== undefined && <small>{t('score.ranked', { count: scores.ranked })}</small>}
      </div>
      <FailedLine state={state} onRetry={reload} />
      <ScoreTable scores={scores} loading={state.type === 'loading'} definitions={definitions} />
      <p className="chart-note">{t('score.hint')}</p>
    </div>
  )
}
