import { Button, Empty, Select, Spin } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { VersionRecord } from '../../server/contract/api/boundaries.ts'
import { useErrorText } from '../api/use-error-text.ts'
import { useJson, valueOf } from '../api/use-json.ts'
import type { AdminAddress } from './admin-address.ts'
import { NewDraftButton } from './versions/new-draft-button.tsx'

const BoundaryEditor = lazy(() => import('./edit/boundary-editor.tsx'))

interface EditTabProps {
  selected: number | null
  onGo(address: AdminAddress): void
  onDirty(dirty: boolean): void
}

/** Chooses or makes a draft, then opens it in the editor. */
export function EditTab({ selected, onGo, onDirty }: EditTabProps) {
  const { t } = useTranslation('admin')
  const { t: words } = useTranslation()
  const errorText = useErrorText()
  const { state, reload } = useJson<VersionRecord[]>('/api/boundaries/versions')
  const [made, setMade] = useState<VersionRecord | null>(null)
  const known = valueOf(state)
  if (known === undefined) {
    return state.type === 'failed'
      ? <Empty description={errorText(state.error)}><Button onClick={reload}>{words('retry')}</Button></Empty>
      : <Spin className="admin-wait" />
  }
  const drafts = known.filter((version) => version.state === 'draft')
  if (made !== null && !drafts.some(({ id }) => id === made.id)) drafts.unshift(made)
  const open = drafts.find(({ id }) => id === selected)
  const openDraft = (version: number) => onGo({ tab: 'edit', version })
  const create = (
    <NewDraftButton
      onMade={(draft) => {
        setMade(draft)
        openDraft(draft.id)
      }}
    />
  )
  if (drafts.length === 0) return <Empty description={t('edit.none')}>{create}</Empty>
  return (
    <div className="admin-edit">
      <div className="admin-edit-bar">
        <Select
          className="admin-draft" placeholder={t('edit.choose')} value={open?.id} aria-label={t('edit.choose')}
          options={drafts.map(({ id, note }) => ({ value: id, label: t('edit.base', { id, note }) }))}
          onChange={openDraft} data-testid="draft-choice"
        />
        {create}
        {open !== undefined && (
          <Button onClick={() => onGo({ tab: 'versions', version: open.id })}>{t('versions.report')}</Button>
        )}
      </div>
      {open === undefined
        ? <Empty description={t('edit.choose')} />
        : (
            <Suspense fallback={<Spin className="admin-wait" />}>
              <BoundaryEditor key={open.id} versionId={open.id} onDirty={onDirty} />
            </Suspense>
          )}
    </div>
  )
}
