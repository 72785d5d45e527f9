import { Button, Skeleton } from 'antd'
import { useEffect, useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Finding } from '../../../server/contract/api/boundaries.ts'
import { useErrorText } from '../../api/use-error-text.ts'
import { FindingRow } from './finding-row.tsx'
import { PAGE_SIZE, type ReportFilter, type ReportOf } from './report-question.ts'
import { useFindingPages } from './use-finding-pages.ts'

interface FindingListProps {
  of: ReportOf
  filter: ReportFilter
  selected: Finding | undefined
  onSelect(finding: Finding): void
}

/** What was found, in sentences. One that was selected on the map and is not read yet is shown above the rest. */
export function FindingList({ of, filter, selected, onSelect }: FindingListProps) {
  const { t } = useTranslation(['adminReport', 'common'])
  const errorText = useErrorText()
  const { findings, total, state, reload, more } = useFindingPages(of, filter)
  const list = useRef<HTMLOListElement>(null)
  const left = (total ?? 0) - findings.length
  const pinned = selected !== undefined && findings.every(({ id }) => id !== selected.id) ? selected : undefined
  const shownId = selected?.id
  useEffect(() => {
    if (shownId === undefined) return
    list.current?.querySelector(`[data-testid="finding-${shownId}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [shownId])

  return (
    <>
      {pinned && (
        <div className="finding-pinned">
          <h3>{t('list.onMap')}</h3>
          <FindingRow finding={pinned} selected onSelect={onSelect} />
        </div>
      )}
      <ol ref={list} className="finding-list" aria-label={t('list.label')} onKeyDown={moveFocus} data-testid="finding-list">
        {findings.map((finding) => (
          <li key={finding.id}>
            <FindingRow finding={finding} selected={finding.id === selected?.id} onSelect={onSelect} />
          </li>
        ))}
        {state.type === 'loading' && <li className="finding-wait"><Skeleton active paragraph={{ rows: 4 }} title={false} /></li>}
        {state.type === 'failed' && (
          <li className="panel-error" role="alert">
            {errorText(state.error)}
            <Button size="small" onClick={reload}>{t('common:retry')}</Button>
          </li>
        )}
        {state.type === 'loaded' && left > 0 && (
          <li className="finding-more">
            <Button block onClick={more} data-testid="finding-more">{t('list.more', { count: Math.min(PAGE_SIZE, left) })}</Button>
          </li>
        )}
      </ol>
      {total !== undefined && (
        <div className="report-foot" data-testid="finding-count">{t('list.shown', { shown: findings.length, total })}</div>
      )}
    </>
  )
}

/** The arrow keys go from one finding to the next. */
function moveFocus(event: KeyboardEvent<HTMLOListElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined) return
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('.finding-row, .finding-more button')]
  const next = rows[rows.indexOf(document.activeElement as HTMLElement) + step]
  if (next === undefined) return
  event.preventDefault()
  next.focus()
}
