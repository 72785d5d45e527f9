import { Button, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../api/use-error-text.ts'
import type { Loaded } from '../../api/use-json.ts'
import { valueOf } from '../../api/use-json.ts'
import { useDesk } from '../desk-context.ts'

interface PanelProps {
  title: ReactNode
  subtitle?: ReactNode
  testId: string
  /** Stays in sight at the bottom however long the panel is. */
  actions?: ReactNode
  children: ReactNode
}

/** The panel on the right: a heading with a way out, what there is to tell, what can be done. */
export function Panel({ title, subtitle, testId, actions, children }: PanelProps) {
  const { t } = useTranslation()
  const { select } = useDesk()
  return (
    <aside className="panel" data-testid={testId} aria-label={typeof title === 'string' ? title : undefined}>
      <header className="panel-head">
        <div>
          <h2>{title}</h2>
          {subtitle !== undefined && <div className="panel-subtitle">{subtitle}</div>}
        </div>
        <button
          type="button" className="panel-close" aria-label={t('close')} title={t('close')} data-testid="panel-close"
          onClick={() => select({ type: 'none' })}
        >
          ×
        </button>
      </header>
      <div className="panel-body">{children}</div>
      {actions !== undefined && actions !== false && <footer className="panel-actions">{actions}</footer>}
    </aside>
  )
}

/** A part of a panel under a heading of its own. */
export function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className="panel-section">
      <h3>
        {title}
        {aside !== undefined && <span>{aside}</span>}
      </h3>
      {children}
    </section>
  )
}

/** Names and values in two columns; rows without a value are left out. */
export function Facts({ rows }: { rows: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="facts">
      {rows.filter(([, value]) => value !== undefined && value !== '').map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

interface AskedProps<T> {
  state: Loaded<T>
  onRetry(): void
  children(value: T): ReactNode
}

/** Shows what was asked for; until it is there a sketch of it, and an error with a way to ask again. */
export function Asked<T>({ state, onRetry, children }: AskedProps<T>) {
  const { t } = useTranslation()
  const errorText = useErrorText()
  const value = valueOf(state)
  return (
    <>
      {state.type === 'failed' && (
        <div className="panel-error" role="alert">
          {errorText(state.error)}
          <Button size="small" onClick={onRetry}>{t('retry')}</Button>
        </div>
      )}
      {value !== undefined ? children(value) : state.type === 'loading' && <Skeleton active paragraph={{ rows: 6 }} />}
    </>
  )
}
