import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Me } from '../../../server/contract/api/accounts.ts'
import type { IndicatorDefinition } from '../../../server/contract/api/indicators.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import type { CityIndex } from '../../city/city-index.ts'
import type { CityTime } from '../../city/city-time.ts'
import { FailedLine } from '../../admin/field/failed-line.tsx'
import { mayChangeCity } from '../../session/whole-city.ts'
import { BulletinView } from './bulletin-view.tsx'
import { IndicatorBar } from './indicator-bar.tsx'
import { daysOfPreset, type IndicatorQuestion } from './indicator-question.ts'
import { Overview } from './overview.tsx'
import { Ranking } from './ranking.tsx'
import { WeightsView } from './weights-view.tsx'
import './indicators.css'

const PARTS = ['table', 'ranking', 'bulletin', 'weights'] as const
type Part = (typeof PARTS)[number]

/** A bulletin has months of its own and all categories; weights are of no cases at all. */
const ASKS = { table: 'all', ranking: 'all', bulletin: 'area', weights: 'nothing' } as const

/** 指标: how well cases are handled, by what is counted; who does it best; and the same on paper. */
export function IndicatorsRoom({ city, time, me }: { city: CityIndex; time: CityTime; me: Me }) {
  const { t } = useTranslation('indicators')
  const [today] = useState(() => time.day(Date.now()))
  const [part, setPart] = useState<Part>('table')
  const [question, setQuestion] = useState<IndicatorQuestion>(() => ({
    days: daysOfPreset('month', today), area: undefined, category: undefined,
  }))
  const { state, reload } = useJson<IndicatorDefinition[]>('/api/indicators/definitions')
  const definitions = valueOf(state)
  return (
    <div className="indicators">
      <IndicatorBar
        city={city} question={question} today={today} asks={ASKS[part]} onQuestion={setQuestion}
      >
        <Segmented<Part>
          value={part} onChange={setPart} data-testid="indicator-part"
          options={PARTS.map((value) => ({ value, label: t(`parts.${value}`) }))}
        />
      </IndicatorBar>
      <FailedLine state={state} onRetry={reload} />
      {definitions !== undefined && part === 'table' && (
        <Overview city={city} time={time} question={question} definitions={definitions} />
      )}
      {definitions !== undefined && part === 'ranking' && <Ranking question={question} definitions={definitions} />}
      {definitions !== undefined && part === 'weights' && (
        <WeightsView definitions={definitions} mayChange={mayChangeCity(me, city.record.code)} />
      )}
      {definitions !== undefined && part === 'bulletin' && (
        <BulletinView question={question} definitions={definitions} time={time} today={today} />
      )}
    </div>
  )
}
