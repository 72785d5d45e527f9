import { useTranslation } from 'react-i18next'
import { useErrorText } from '../api/use-error-text.ts'
import './shell.css'

type PageNoticeProps =
  | { type: 'loading' }
  | { type: 'noPage' }
  | { type: 'wallToken' }
  | { type: 'failed'; error: unknown }

/** A whole page that only says one thing: that it is loading, or why there is nothing to see and what to do. */
export function PageNotice(props: PageNoticeProps) {
  const { t } = useTranslation()
  const errorText = useErrorText()
  if (props.type === 'loading') {
    return <div className="page-notice page-notice-loading" role="status">{t('loading')}</div>
  }
  return (
    <div className="page-notice" role="alert" data-testid="page-notice">
      <h1>{props.type === 'noPage' ? t('error.noPage') : t('error.page')}</h1>
      {props.type === 'wallToken' && <p>{t('error.wallToken')}</p>}
      {props.type === 'failed' && <p>{errorText(props.error)}</p>}
      {props.type === 'noPage'
        ? <a href="/">{t('error.goHome')}</a>
        : <button type="button" onClick={() => location.reload()}>{t('error.reload')}</button>}
    </div>
  )
}
