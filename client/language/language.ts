import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import { common } from './common.ts'
import type { texts } from './texts.ts'

export type Language = 'zh' | 'en'

type Texts = typeof texts

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: { [Area in keyof Texts]: Texts[Area]['zh'] }
  }
}

const STORAGE_KEY = 'gridwall.language'

/** The language that an address asks for, else the one kept from before, else Chinese. */
export function chooseLanguage(search: string, kept: string | null): Language {
  const asked = new URLSearchParams(search).get('lang')
  if (asked === 'zh' || asked === 'en') return asked
  return kept === 'en' ? 'en' : 'zh'
}

/** Readies i18next with what every page says; to be awaited once before anything is drawn. */
export async function startLanguage(): Promise<void> {
  const language = chooseLanguage(location.search, localStorage.getItem(STORAGE_KEY))
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'zh',
    ns: ['common'],
    defaultNS: 'common',
    resources: { zh: { common: common.zh }, en: { common: common.en } },
    interpolation: { escapeValue: false },
  })
  markDocument(language)
}

/** Adds what a page says beside that, before it is drawn: a phone loads the texts of its own page only. */
export function addTexts(added: Partial<Texts>): void {
  for (const [area, { zh, en }] of Object.entries(added)) {
    i18next.addResourceBundle('zh', area, zh)
    i18next.addResourceBundle('en', area, en)
  }
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
