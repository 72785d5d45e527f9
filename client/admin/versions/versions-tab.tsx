import { App, Button, Empty, Spin } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SwitchResult, VersionRecord } from '../../../server/contract/api/boundaries.ts'
import type { CityRecord } from '../../../server/contract/api/city.ts'
import { deleteJson, postJson } from '../../api/fetch-json.ts'
import { useErrorText } from '../../api/use-error-text.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import type { AdminAddress } from '../admin-address.ts'
import { BoundaryReport } from '../report/boundary-report.tsx'
import { NewDraftButton } from './new-draft-button.tsx'
import { VersionCard, type VersionActions } from './version-card.tsx'

interface VersionsTabProps {
  city: CityRecord
  selected: number | null
  onGo(address: AdminAddress): void
  onSwitched(): void
}

/** All versions of the boundaries, what can be done with each, and the report of the one that is chosen. */
export function VersionsTab({ city, selected, onGo, onSwitched }: VersionsTabProps) {
  const { t } = useTranslation('admin')
  const { t: words } = useTranslation()
  const { message, modal } = App.useApp()
  const errorText = useErrorText()
  const { state, reload } = useJson<VersionRecord[]>('/api/boundaries/versions')
  const [busy, setBusy] = useState<number | null>(null)
  // A report that was read before the version was checked again is an old one.
  const [checks, setChecks] = useState(0)
  const versions = valueOf(state)
  const inForce = versions?.find((version) => version.state === 'in-force')
  const chosen = versions?.find(({ id }) => id === selected) ?? inForce

  async function act(id: number, work: () => Promise<void>): Promise<void> {
    setBusy(id)
    try {
      await work()
    } catch (error) {
      void message.error(errorText(error))
    } finally {
      setBusy(null)
      reload()
    }
  }

  const actions: VersionActions = {
    select: ({ id }) => onGo({ tab: 'versions', version: id }),
    edit: ({ id }) => onGo({ tab: 'edit', version: id }),
    check: ({ id }) => void act(id, async () => {
      await postJson<VersionRecord>(`/api/boundaries/versions/${id}/check`, {})
      setChecks((before) => before + 1)
    }),
    switchTo: ({ id }) => {
      modal.confirm({
        title: t('versions.switchTitle', { id }),
        content: t('versions.switchText', { id }),
        okText: t('versions.switch'),
        okButtonProps: { 'data-testid': 'confirm-switch' },
        onOk: () => act(id, async () => {
          const result = await postJson<SwitchResult>('/api/boundaries/switch', { versionId: id })
          void message.success(switchedText(result))
          onSwitched()
        }),
      })
    },
    remove: ({ id }) => {
      modal.confirm({
        title: t('versions.removeTitle', { id }),
        content: t('versions.removeText'),
        okText: t('versions.remove'),
        okType: 'danger',
        onOk: () => act(id, () => deleteJson(`/api/boundaries/versions/${id}`)),
      })
    },
  }

  function switchedText({ versionId, buildMs, commitMs, rehomedWorkers }: SwitchResult): string {
    const seconds = (ms: number) => (ms / 1000).toFixed(1)
    const text = t('versions.switched', { id: versionId, build: seconds(buildMs), commit: seconds(commitMs) })
    return rehomedWorkers === 0 ? text : text + t('versions.rehomed', { count: rehomedWorkers })
  }

  if (versions === undefined) {
    return state.type === 'failed'
      ? <Empty description={errorText(state.error)}><Button onClick={reload}>{words('retry')}</Button></Empty>
      : <Spin className="admin-wait" />
  }
  const before = versionBefore(versions, inForce)
  return (
    <div className="versions">
      <aside className="versions-list">
        <div className="versions-bar">
          <NewDraftButton onMade={(draft) => onGo({ tab: 'edit', version: draft.id })} />
          {before !== undefined && (
            <Button danger onClick={() => actions.switchTo(before)} data-testid="roll-back">
              {t('versions.rollback')}
            </Button>
          )}
        </div>
        {versions.map((version) => (
          <VersionCard
            key={version.id} version={version} timeZone={city.timeZone} chosen={version.id === chosen?.id}
            busy={busy === version.id} actions={actions}
          />
        ))}
      </aside>
      {chosen === undefined
        ? <Empty description={t('versions.select')} />
        : (
            <BoundaryReport
              key={`${chosen.id} ${chosen.revision} ${checks}`} of={{ type: 'version', id: chosen.id }}
              versionId={chosen.id} city={city}
              {...(chosen.checkedAt === null && { onCheck: () => actions.check(chosen) })}
            />
          )}
    </div>
  )
}

/** The version that was in force before the one that is, to which one click goes back. */
function versionBefore(versions: readonly VersionRecord[], inForce: VersionRecord | undefined): VersionRecord | undefined {
  const since = inForce?.periods.at(-1)?.validFrom
  return versions.find((version) => version.id !== inForce?.id && version.periods.at(-1)?.validTo === since)
}
