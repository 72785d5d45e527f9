import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CityIndex } from '../../city/city-index.ts'
import type { CityTime } from '../../city/city-time.ts'
import { MonthList } from './month-list.tsx'
import { RepeatList } from './repeat-list.tsx'
import './lookback.css'

const PARTS = ['list', 'repeats'] as const
type Part = (typeof PARTS)[number]

/** 回头看: what citizens were not content with, until they are; and what they complain about again and again. */
export function LookbackRoom({ city, time }: { city: CityIndex; time: CityTime }) {
  const { t } = useTranslation('lookback')
  const [part, setPart] = useState<Part>('list')
  return (
    <div className="lookback" data-testid="lookback">
      <Segmented<Part>
        value={part} onChange={setPart} data-testid="lookback-part"
        options={PARTS.map((value) => ({ value, label: t(`part.${value}`) }))}
      />
      {part === 'list' ? <MonthList city={city} time={time} /> : <RepeatList city={city} time={time} />}
    </div>
  )
}
