import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CityIndex } from '../../city/city-index.ts'
import { CalendarNotice } from '../../shell/calendar-notice.tsx'
import '../field/field.css'
import { CalendarCard } from './calendar-card.tsx'
import './clocks.css'
import { RulesCard } from './rules-card.tsx'
import { SettingsCard } from './settings-card.tsx'
import { SupervisionCard } from './supervision-card.tsx'

const PARTS = ['rules', 'calendar', 'settings', 'supervision'] as const

/** 时限: how long each stage of a case may take, by which calendar, and who looks after what is late. */
export function ClocksTab({ city }: { city: CityIndex }) {
  const { t } = useTranslation('clocks')
  const [part, setPart] = useState<(typeof PARTS)[number]>('rules')
  return (
    <div className="field" data-testid="clocks">
      <CalendarNotice />
      <Segmented
        value={part} options={PARTS.map((value) => ({ value, label: t(`part.${value}`) }))} onChange={setPart}
        data-testid="clocks-parts"
      />
      {part === 'rules' && <RulesCard city={city} />}
      {part === 'calendar' && <CalendarCard timeZone={city.record.timeZone} />}
      {part === 'settings' && <SettingsCard />}
      {part === 'supervision' && <SupervisionCard city={city} />}
    </div>
  )
}
