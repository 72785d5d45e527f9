import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import { adminField } from './admin-field.ts'
import { adminImport } from './admin-import.ts'
import { adminReport } from './admin-report.ts'
import { admin } from './admin.ts'
import { alarms } from './alarms.ts'
import { boundaryEditor } from './boundary-editor.ts'
import { caseWork } from './case-work.ts'
import { catalogue } from './catalogue.ts'
import { channels } from './channels.ts'
import { citizen } from './citizen.ts'
import { clocks } from './clocks.ts'
import { command } from './command.ts'
import { common } from './common.ts'
import { consultations } from './consultations.ts'
import { desk } from './desk.ts'
import { devices } from './devices.ts'
import { duty } from './duty.ts'
import { field } from './field.ts'
import { flows } from './flows.ts'
import { indicators } from './indicators.ts'
import { login } from './login.ts'
import { lookback } from './lookback.ts'
import { map } from './map.ts'
import { open311 } from './open311.ts'
import { review } from './review.ts'
import { tracks } from './tracks.ts'
import { wall } from './wall.ts'
import { whistles } from './whistles.ts'

export type Language = 'zh' | 'en'

/** All that a user reads, by area of the product; each area holds both languages side by side. */
export const texts = {
  common, login, wall, tracks, map, duty, field, desk, caseWork, alarms,
  devices, review, indicators, admin, adminField, adminImport, adminReport, boundaryEditor, catalogue, channels, clocks,
  citizen, lookback, command, open311, flows,
  whistles, consultations,
} as const

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: {
      common: typeof common.zh
      login: typeof login.zh
      wall: typeof wall.zh
      tracks: typeof tracks.zh
      map: typeof map.zh
      duty: typeof duty.zh
      field: typeof field.zh
      desk: typeof desk.zh
      caseWork: typeof caseWork.zh
      alarms: typeof alarms.zh
      devices: typeof devices.zh
      review: typeof review.zh
      indicators: typeof indicators.zh
      admin: typeof admin.zh
      adminField: typeof adminField.zh
      adminImport: typeof adminImport.zh
      adminReport: typeof adminReport.zh
      boundaryEditor: typeof boundaryEditor.zh
      catalogue: typeof catalogue.zh
      clocks: typeof clocks.zh
      command: typeof command.zh
      channels: typeof channels.zh
      citizen: typeof citizen.zh
      lookback: typeof lookback.zh
      whistles: typeof whistles.zh
      consultations: typeof consultations.zh
      open311: typeof open311.zh
      flows: typeof flows.zh
    }
  }
}

const STORAGE_KEY = 'gridwall.language'

/** The language that an address asks for, else the one kept from before, else Chinese. */
export function chooseLanguage(search: string, kept: string | null): Language {
  const asked = new URLSearchParams(search).get('lang')
  if (asked === 'zh' || asked === 'en') return asked
  return kept === 'en' ? 'en' : 'zh'
}

/** Readies i18next; to be awaited once before anything is drawn. */
export async function startLanguage(): Promise<void> {
  const language = chooseLanguage(location.search, localStorage.getItem(STORAGE_KEY))
  const inLanguage = (chosen: Language) =>
    Object.fromEntries(Object.entries(texts).map(([area, both]) => [area, both[chosen]]))
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'zh',
    ns: Object.keys(texts),
    defaultNS: 'common',
    resources: { zh: inLanguage('zh'), en: inLanguage('en') },
    interpolation: { escapeValue: false },
  })
  markDocument(language)
}

/** Changes the language of the page at once, and of pages opened later. */
export async function switchLanguage(language: Language): Promise<void> {
  localStorage.setItem(STORAGE_KEY, language)
  const address = new URL(location.href)
  if (address.searchParams.has('lang')) {
    address.searchParams.set('lang', language)
    history.replaceState(null, '', address)
  }
  await i18next.changeLanguage(language)
  markDocument(language)
}

function markDocument(language: Language): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  document.title = i18next.t('common:product')
}

/** The language now shown; the component is drawn again when it changes. */
export function useLanguage(): Language {
  const { i18n } = useTranslation()
  return i18n.language === 'en' ? 'en' : 'zh'
}

/** The name of a record in a language; the Chinese one where there is no English one. */
export function nameOf(record: { name: string; nameEn: string }, language: Language): string {
  return language === 'en' && record.nameEn !== '' ? record.nameEn : record.name
}
