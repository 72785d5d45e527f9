import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CityIndex } from '../city/city-index.ts'
import { nameOf, useLanguage } from '../language/language.ts'
import type { LiveState } from '../live/live-store.ts'
import { districtRows } from './district-rows.ts'
import { Panel } from './panel.tsx'

/** Where the open cases are: a bar for each district, its overdue part in red. */
export function Districts({ city, cases }: { city: CityIndex; cases: LiveState['cases'] }) {
  const { t } = useTranslation('wall')
  const language = useLanguage()
  const rows = useMemo(() => districtRows(city.record.areas, cases.values()), [city, cases])
  const most = Math.max(1, ...rows.map(({ open }) => open))
  return (
    <Panel
      title={t('byDistrict.title')} className="wall-districts" testId="districts"
      aside={
        <span className="wall-key">
          <i className="bar-open" />{t('byDistrict.open')}
          <i className="bar-overdue" />{t('byDistrict.overdue')}
        </span>
      }
    >
      <ol>
        {rows.map(({ area, open, overdue }) => (
          <li key={area.code}>
            <span className="district-name">{nameOf(area, language)}</span>
            <span className="district-bar">
              <i className="bar-overdue" style={{ width: `${(overdue / most) * 100}%` }} />
              <i className="bar-open" style={{ width: `${((open - overdue) / most) * 100}%` }} />
            </span>
            <span className="district-count">{open}</span>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
