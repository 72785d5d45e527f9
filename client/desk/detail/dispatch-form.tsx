import { App, Button, Input, Select } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseRecord, DispatchBody } from '../../../server/contract/api/cases.ts'
import { postJson } from '../../api/fetch-json.ts'
import { useErrorText } from '../../api/use-error-text.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { useDesk } from '../desk-context.ts'
import { WorkerSelect } from './worker-select.tsx'

interface DispatchFormProps {
  record: CaseRecord
  onCancel(): void
  onSent(): void
}

/** 双派单: shows to whom the two orders will go, allows others to be chosen, and sends them. */
export function DispatchForm({ record, onCancel, onSent }: DispatchFormProps) {
  const { t } = useTranslation(['desk', 'common'])
  const language = useLanguage()
  const { city } = useDesk()
  const { message } = App.useApp()
  const errorText = useErrorText()
  const [unitId, setUnitId] = useState(record.unitId ?? undefined)
  const [workerId, setWorkerId] = useState(record.watcherWorkerId ?? undefined)
  const [note, setNote] = useState('')
  const [sending, setSending] = useState<{ type: 'no' } | { type: 'yes' } | { type: 'failed'; error: unknown }>(
    { type: 'no' },
  )
  const units = useMemo(
    () => city.record.units.map((unit) => ({
      value: unit.id,
      label: nameOf(unit, language) + (unit.id === record.unitId ? ` · ${t('dispatch.routed')}` : ''),
      search: `${unit.name} ${unit.nameEn}`.toLowerCase(),
    })),
    [city, language, record.unitId, t],
  )

  const send = async () => {
    setSending({ type: 'yes' })
    const body: DispatchBody = {
      ...(unitId !== undefined && unitId !== record.unitId && { unitId }),
      ...(workerId !== undefined && workerId !== record.watcherWorkerId && { workerId }),
      ...(note.trim() !== '' && { note: note.trim() }),
    }
    try {
      await postJson(`/api/cases/${record.id}/dispatch`, body)
    } catch (error) {
      return setSending({ type: 'failed', error })
    }
    void message.success(t('dispatch.sent', { number: record.number }))
    onSent()
  }

  return (
    <div className="dispatch-form" data-testid="dispatch-form">
      <h3>{t('dispatch.title')}</h3>
      <p>{t('dispatch.explain')}</p>
      <label>
        <span>{t('dispatch.unit')}</span>
        <Select
          value={unitId} options={units} showSearch={{ optionFilterProp: 'search' }} onChange={setUnitId}
          placeholder={t('dispatch.noUnit')} data-testid="dispatch-unit" placement="topLeft"
        />
      </label>
      <label>
        <span>{t('dispatch.worker')}</span>
        <WorkerSelect workerId={workerId} onChange={setWorkerId} />
      </label>
      <label>
        <span>{t('dispatch.note')}</span>
        <Input.TextArea
          value={note} maxLength={500} autoSize={{ minRows: 1, maxRows: 4 }} placeholder={t('dispatch.notePlaceholder')}
          onChange={(event) => setNote(event.target.value)} data-testid="dispatch-note"
        />
      </label>
      {sending.type === 'failed' && (
        <div className="panel-error" role="alert" data-testid="dispatch-error">{errorText(sending.error)}</div>
      )}
      <div className="form-buttons">
        <Button onClick={onCancel}>{t('common:cancel')}</Button>
        <Button
          type="primary" loading={sending.type === 'yes'} disabled={unitId === undefined} autoFocus
          data-testid="dispatch-submit" onClick={() => void send()}
        >
          {t('dispatch.submit')}
        </Button>
      </div>
    </div>
  )
}
