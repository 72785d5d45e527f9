import { App, Button, Modal, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SwitchResult } from '../../../server/contract/api/boundaries.ts'
import type { ImportRecord } from '../../../server/contract/api/imports.ts'
import { postJson } from '../../api/fetch-json.ts'
import { useErrorText } from '../../api/use-error-text.ts'

// The type of a button's properties has no place for it.
const CONFIRM_TEST_ID = { 'data-testid': 'import-apply-confirm' }

interface SwitchOverProps {
  record: ImportRecord
  onApplied(): void
  onDiscarded(): void
}

/** Puts an import in force after saying what that does, or drops it. Refuses while there are errors, and says so. */
export function SwitchOver({ record, onApplied, onDiscarded }: SwitchOverProps) {
  const { t } = useTranslation(['adminImport', 'common'])
  const { message } = App.useApp()
  const errorText = useErrorText()
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState<'apply' | 'discard'>()
  const [failed, setFailed] = useState<{ error: unknown }>()
  const { id, state, findings } = record

  const act = async (what: 'apply' | 'discard', work: () => Promise<void>) => {
    setBusy(what)
    setFailed(undefined)
    try {
      await work()
    } catch (error) {
      setFailed({ error })
    } finally {
      setBusy(undefined)
      setAsking(false)
    }
  }
  const apply = () => act('apply', async () => {
    const result = await postJson<SwitchResult>(`/api/imports/${id}/apply`, {})
    const seconds = (ms: number) => (ms / 1000).toFixed(1)
    const text = t('result.applied', { id, build: seconds(result.buildMs), commit: seconds(result.commitMs) })
    const { rehomedWorkers } = result
    void message.success(rehomedWorkers === 0 ? text : text + t('result.rehomed', { count: rehomedWorkers }))
    onApplied()
  })
  const discard = () => act('discard', async () => {
    await postJson(`/api/imports/${id}/discard`, {})
    void message.success(t('result.discarded'))
    onDiscarded()
  })

  return (
    <div className="imports-switch">
      {state === 'ready' && <Verdict findings={findings} />}
      <Popconfirm
        title={t('result.discardTitle')} description={t('result.discardText')} okText={t('result.discard')}
        okButtonProps={{ danger: true }} onConfirm={discard}
      >
        <Button danger loading={busy === 'discard'} disabled={busy === 'apply'} data-testid="import-discard">
          {t('result.discard')}
        </Button>
      </Popconfirm>
      {state === 'ready' && (
        <Button
          type="primary" disabled={findings.error > 0 || busy === 'discard'} onClick={() => setAsking(true)}
          title={findings.error > 0 ? t('result.blocked', { count: findings.error }) : undefined}
          data-testid="import-apply"
        >
          {t('result.apply')}
        </Button>
      )}
      {failed !== undefined && (
        <div className="panel-error" role="alert" data-testid="import-action-error">{errorText(failed.error)}</div>
      )}
      <Modal
        open={asking} title={t('result.confirmTitle', { id })} okText={t('result.apply')}
        cancelText={t('common:cancel')}
        confirmLoading={busy === 'apply'} onOk={() => void apply()} onCancel={() => setAsking(false)}
        closable={busy === undefined} cancelButtonProps={{ disabled: busy !== undefined }}
        okButtonProps={CONFIRM_TEST_ID}
      >
        <Consequences record={record} />
      </Modal>
    </div>
  )
}

function Verdict({ findings: { error, warning } }: Pick<ImportRecord, 'findings'>) {
  const { t } = useTranslation('adminImport')
  if (error > 0) {
    return <p className="imports-verdict-error" data-testid="import-blocked">{t('result.blocked', { count: error })}</p>
  }
  return warning > 0
    ? <p className="imports-verdict-warning">{t('result.canApplyWarned', { count: warning })}</p>
    : <p className="imports-verdict-fine">{t('result.canApply')}</p>
}

function Consequences({ record: { versionId, summary } }: { record: ImportRecord }) {
  const { t } = useTranslation('adminImport')
  const changes = summary.filter(({ added, changed, removed }) => added + changed + removed > 0)
  return (
    <>
      <ul className="imports-consequences">
        {versionId === null
          ? <li>{t('result.confirm.data')}</li>
          : (
              <>
                <li>{t('result.confirm.version', { version: versionId })}</li>
                <li>{t('result.confirm.cases')}</li>
                <li>{t('result.confirm.workers')}</li>
                <li>{t('result.confirm.rollback')}</li>
              </>
            )}
      </ul>
      <ul className="imports-consequences">
        {changes.map(({ layer, added, changed, removed }) => (
          <li key={layer}>{t('result.confirm.layer', { layer: t(`layers.${layer}`), added, changed, removed })}</li>
        ))}
      </ul>
    </>
  )
}
