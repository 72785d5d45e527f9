import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { VersionRecord } from '../../../server/contract/api/boundaries.ts'
import { postJson } from '../../api/fetch-json.ts'
import { useErrorText } from '../../api/use-error-text.ts'

/** Asks what a draft is for, and makes it as a copy of the version in force. */
export function NewDraftButton({ onMade }: { onMade(draft: VersionRecord): void }) {
  const { t } = useTranslation('admin')
  const { message } = App.useApp()
  const errorText = useErrorText()
  const [open, setOpen] = useState(false)
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)

  async function create(): Promise<void> {
    setBusy(true)
    try {
      const draft = await postJson<VersionRecord>('/api/boundaries/versions', { note: note.trim() })
      setOpen(false)
      setNote('')
      onMade(draft)
    } catch (error) {
      void message.error(errorText(error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      <Button onClick={() => setOpen(true)} data-testid="new-draft">{t('versions.newDraft')}</Button>
      <Modal
        open={open} title={t('versions.newDraft')} okText={t('versions.create')} confirmLoading={busy}
        okButtonProps={{ disabled: note.trim() === '', 'data-testid': 'create-draft' }}
        onOk={() => void create()} onCancel={() => setOpen(false)}
      >
        <label>
          {t('versions.draftNote')}
          <Input
            value={note} maxLength={200} placeholder={t('versions.draftNoteHint')} autoFocus data-testid="draft-note"
            onChange={(event) => setNote(event.target.value)}
            onPressEnter={() => { if (note.trim() !== '') void create() }}
          />
        </label>
      </Modal>
    </>
  )
}
