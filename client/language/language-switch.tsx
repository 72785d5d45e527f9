import { useTranslation } from 'react-i18next'
import { switchLanguage, useLanguage } from './language.ts'
import './language-switch.css'

/** The button that changes between Chinese and English; it is labelled in the language it leads to. */
export function LanguageSwitch() {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <button
      type="button" className="language-switch" title={t('switchLanguageHint')} data-testid="language-switch"
      onClick={() => void switchLanguage(language === 'zh' ? 'en' : 'zh')}
    >
      {t('switchLanguage')}
    </button>
  )
}
