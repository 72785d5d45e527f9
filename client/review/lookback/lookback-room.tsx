import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Me } from '../../../server/contract/api/accounts.ts'
import type { CityIndex } from '../../city/city-index.ts'
import type { CityTime } from '../../city/city-time.ts'
import { mayChangeCity } from '../../session/whole-city.ts'
import { MonthList } from './month-list.tsx'
import { PolicyForm } from './policy-form.tsx'
import { RepeatList } from './repeat-list.tsx'
import './lookback.css'

const PARTS = ['list', 'repeats', 'policy'] as const
type Part = (typeof PARTS)[number]

/** 回头看: what citizens were not content with, until they are; and what they complain about again and again. */
export function LookbackRoom({ city, time, me }: { city: CityIndex; time: CityTime; me: Me }) {
  const { t } = useTranslation('lookback')
  const [part, setPart] = useState<Part>('list')
  return (
    <div className="lookback" data-testid="lookback">
      <Segmented<Part>
        value={part} onChange={setPart} data-testid="lookback-part"
        options={PARTS.map((value) => ({ value, label: t(`part.${value}`) }))}
      />
      {part === 'list' && <MonthList city={city} time={time} deskCode={deskOf(me)} />}
      {part === 'repeats' && <RepeatList city={city} time={time} />}
      {part === 'policy' && <PolicyForm city={city} mayChange={mayChangeCity(me, city.record.code)} />}
    </div>
  )
}

/** The desk of whoever looks; undefined for a leader, who reads on: sending cases out is for desks. */
function deskOf(me: Me): string | undefined {
  return me.type === 'account' && (me.role === 'duty' || me.role === 'admin') ? me.scopeCode : undefined
}
