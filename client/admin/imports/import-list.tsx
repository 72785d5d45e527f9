import { Button } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportRecord } from '../../../server/contract/api/imports.ts'
import { useErrorText } from '../../api/use-error-text.ts'
import type { Loaded } from '../../api/use-json.ts'
import { cityTime } from '../../city/city-time.ts'

interface ImportListProps {
  state: Loaded<ImportRecord[]>
  imports: ImportRecord[] | undefined
  openedId: number | null
  timeZone: string
  onOpen(id: number): void
  onRetry(): void
}

/** The imports there were, newest first. */
export function ImportList({ state, imports, openedId, timeZone, onOpen, onRetry }: ImportListProps) {
  const { t } = useTranslation(['adminImport', 'common'])
  const errorText = useErrorText()
  const time = useMemo(() => cityTime(timeZone), [timeZone])
  return (
    <section className="imports-list" data-testid="import-list">
      <h3>{t('list.title')}</h3>
      {state.type === 'failed' && (
        <div className="panel-error" role="alert">
          <span>{t('list.failed')}{errorText(state.error)}</span>
          <Button size="small" onClick={onRetry}>{t('common:retry')}</Button>
        </div>
      )}
      {imports?.length === 0 && <p className="imports-hint">{t('list.empty')}</p>}
      {imports !== undefined && imports.length > 0 && (
        <table>
          <thead>
            <tr>
              <th>{t('list.id')}</th><th>{t('list.state')}</th><th>{t('list.when')}</th><th>{t('list.who')}</th>
              <th>{t('result.files')}</th><th>{t('list.findings')}</th><th />
            </tr>
          </thead>
          <tbody>
            {imports.map(({ id, state: is, createdAt, createdBy, sources, findings }) => (
              <tr key={id} aria-current={id === openedId} data-testid={`import-${id}`}>
                <td>{id}</td>
                <td><span className={`imports-state imports-state-${is}`}>{t(`list.states.${is}`)}</span></td>
                <td>{time.dateTime(createdAt)}</td>
                <td>{createdBy}</td>
                <td title={sources.map(({ file }) => file).join('\n')}>
                  {sources.map(({ options: { layer } }) => t(`layers.${layer}`)).join(t('comma'))}
                </td>
                <td><Found findings={findings} state={is} /></td>
                <td>
                  <Button
                    size="small" disabled={id === openedId} onClick={() => onOpen(id)} data-testid={`import-open-${id}`}
                  >
                    {t('list.open')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Found({ findings: { error, warning, note }, state }: Pick<ImportRecord, 'findings' | 'state'>) {
  const { t } = useTranslation('adminImport')
  if (error + warning + note === 0) return state === 'ready' || state === 'applied' ? t('list.clean') : '—'
  return (
    <span className="imports-found">
      {error > 0 && <i className="imports-found-error">{t('list.error', { count: error })}</i>}
      {warning > 0 && <i className="imports-found-warning">{t('list.warning', { count: warning })}</i>}
      {note > 0 && <i>{t('list.note', { count: note })}</i>}
    </span>
  )
}
