import { useTranslation } from 'react-i18next'
import './outdated-bar.css'

/** Says that the page shows boundaries that are no longer in force. It waits to be pressed: somebody may be typing. */
export function OutdatedBar() {
  const { t } = useTranslation()
  return (
    <div className="outdated-bar" role="status" data-testid="outdated-bar">
      <span>{t('outdated.text')}</span>
      <button type="button" onClick={() => location.reload()}>{t('outdated.reload')}</button>
    </div>
  )
}
