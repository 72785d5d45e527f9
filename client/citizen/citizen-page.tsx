import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CitizenCity } from '../../server/contract/api/citizen.ts'
import { useJson } from '../api/use-json.ts'
import { cityTime } from '../city/city-time.ts'
import { citizen } from '../language/citizen.ts'
import { field } from '../language/field.ts'
import { LanguageSwitch } from '../language/language-switch.tsx'
import { addTexts, nameOf, useLanguage } from '../language/language.ts'
import { PageNotice } from '../shell/page-notice.tsx'
import { LookUp } from './look-up.tsx'
import { RateScreen } from './rate-screen.tsx'
import { ReportScreen } from './report-screen.tsx'
import '../field/field.css'
import './citizen.css'

addTexts({ citizen, field })

const TABS = ['report', 'look'] as const

/** What anybody may open without an account: report, see how far it is, rate what was done (`?rate=` of the link). */
export default function CitizenPage() {
  const { t } = useTranslation('citizen')
  const language = useLanguage()
  const { state } = useJson<CitizenCity>('/api/citizen/city')
  const [tab, setTab] = useState<(typeof TABS)[number]>('report')
  const [looked, setLooked] = useState({ number: '', code: '' })
  const [token] = useState(() => new URLSearchParams(location.search).get('rate'))
  const city = state.type === 'loaded' ? state.value : undefined
  const time = useMemo(() => city && cityTime(city.timeZone), [city])
  if (state.type === 'failed') return <PageNotice type="failed" error={state.error} />
  if (city === undefined || time === undefined) return <PageNotice type="loading" />
  return (
    <div className="field citizen" data-testid="citizen">
      <header className="field-bar">
        <div>
          <strong>{nameOf(city, language)} · {t('title')}</strong>
          {city.simulated && <span className="citizen-simulated" data-testid="simulated-note">{t('simulated')}</span>}
        </div>
        <LanguageSwitch />
      </header>
      <main className="field-main">
        {token !== null && <RateScreen token={token} />}
        {token === null && tab === 'report' && (
          <ReportScreen
            city={city} onLook={(receipt) => {
              setLooked({ number: receipt.number, code: receipt.lookupCode })
              setTab('look')
            }}
          />
        )}
        {token === null && tab === 'look' && <LookUp key={looked.number} first={looked} time={time} />}
      </main>
      {token === null && (
        <nav className="tab-bar citizen-tabs">
          {TABS.map((name) => (
            <button
              key={name} type="button" className="tab" aria-current={name === tab ? 'page' : undefined}
              data-testid={`citizen-${name}`} onClick={() => {
                setLooked({ number: '', code: '' })
                setTab(name)
              }}
            >
              {t(`tab.${name}`)}
            </button>
          ))}
        </nav>
      )}
    </div>
  )
}
