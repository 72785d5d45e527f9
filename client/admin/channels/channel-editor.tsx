import { App, Button, Form, Input, Select, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowTemplate } from '../../../server/contract/api/case-steps.ts'
import type {
  ChannelBody, ChannelEntry, ChannelMapping, TryRecordReply,
} from '../../../server/contract/api/channels.ts'
import { CHANNEL_KINDS } from '../../../server/contract/api/city.ts'
import { postJson, putJson } from '../../api/fetch-json.ts'
import { useErrorText } from '../../api/use-error-text.ts'
import { nameOf, useLanguage } from '../../language/language.ts'

interface ChannelEditorProps {
  /** Undefined: a new one. */
  entry: ChannelEntry | undefined
  templates: readonly FlowTemplate[]
  onSaved(): void
  onCancel(): void
}

type Fields = Omit<ChannelBody, 'mapping' | 'template'> & { code: string; template: string }

/** A channel, and how its records are read, with a record to try that on before it is saved. */
export function ChannelEditor({ entry, templates, onSaved, onCancel }: ChannelEditorProps) {
  const { t } = useTranslation('channels')
  const language = useLanguage()
  const { message } = App.useApp()
  const errorText = useErrorText()
  const [mappingText, setMappingText] = useState(() => textOf(entry?.mapping ?? null))
  const [sample, setSample] = useState('')
  const [outcome, setOutcome] = useState<TryRecordReply>()
  const mapping = parsed<ChannelMapping | null>(mappingText)
  const record = parsed<unknown>(sample)

  async function save({ code, template, ...rest }: Fields): Promise<void> {
    if (mapping === undefined) return
    const body: ChannelBody = { ...rest, template: template === '' ? null : template, mapping }
    try {
      if (entry === undefined) await postJson('/api/channels', { code, ...body })
      else await putJson(`/api/channels/${entry.code}`, body)
      void message.success(t('saved'))
      onSaved()
    } catch (error) {
      void message.error(errorText(error))
    }
  }

  async function tryIt(): Promise<void> {
    try {
      // a new channel is not there to be asked; how a record is read is the same for all
      const path = `/api/channels/${entry?.code ?? 'import'}/try`
      setOutcome(await postJson<TryRecordReply>(path, { body: record, mapping }))
    } catch (error) {
      void message.error(errorText(error))
    }
  }

  return (
    <Form<Fields>
      layout="vertical" className="channel-form field-more" data-testid="channel-editor"
      onFinish={(fields) => void save(fields)} initialValues={{
        code: entry?.code ?? '', name: entry?.name ?? '', nameEn: entry?.nameEn ?? '', kind: entry?.kind ?? 'partner',
        template: entry?.template ?? '', proactive: entry?.proactive ?? false, enabled: entry?.enabled ?? true,
      }}
    >
      <Form.Item
        name="code" label={t('list.code')}
        rules={[{ required: true, pattern: /^[a-z0-9][a-z0-9-]{0,31}$/, message: t('list.codeHint') }]}
      >
        <Input disabled={entry !== undefined} placeholder={t('list.codeHint')} />
      </Form.Item>
      <Form.Item name="name" label={t('list.name')} rules={[{ required: true }]}><Input maxLength={32} /></Form.Item>
      <Form.Item name="nameEn" label={t('list.nameEn')}><Input maxLength={64} /></Form.Item>
      <Form.Item name="kind" label={t('list.kind')}>
        <Select options={CHANNEL_KINDS.map((value) => ({ value, label: t(`list.kinds.${value}`) }))} />
      </Form.Item>
      <Form.Item name="template" label={t('list.template')}>
        <Select
          options={[
            { value: '', label: t('list.ownTemplate') },
            ...templates.map((template) => ({ value: template.code, label: nameOf(template, language) })),
          ]}
        />
      </Form.Item>
      <Form.Item name="proactive" label={t('list.proactive')} valuePropName="checked"><Switch /></Form.Item>
      <Form.Item name="enabled" label={t('list.enabled')} valuePropName="checked"><Switch /></Form.Item>
      <div className="channel-wide kind-editor">
        <div>
          <h4>{t('mapping.title')}</h4>
          <Input.TextArea
            value={mappingText} onChange={({ target }) => setMappingText(target.value)} rows={14} spellCheck={false}
            className="field-code" status={mapping === undefined ? 'error' : ''} data-testid="channel-mapping"
          />
          {mapping === undefined && <em role="alert">{t('mapping.bad')}</em>}
        </div>
        <div>
          <h4>{t('mapping.sample')}</h4>
          <Input.TextArea
            value={sample} onChange={({ target }) => setSample(target.value)} rows={8} spellCheck={false}
            className="field-code"
          />
          <Button
            disabled={mapping === undefined || record === undefined || record === null} onClick={() => void tryIt()}
          >
            {t('mapping.try')}
          </Button>
          {outcome !== undefined && (
            <pre className="field-record" aria-label={t('mapping.outcome')}>
              {JSON.stringify(outcome.records, null, 2)}
            </pre>
          )}
        </div>
      </div>
      <div className="channel-wide">
        <Button type="primary" htmlType="submit" disabled={mapping === undefined} data-testid="channel-save">
          {t('save')}
        </Button>
        {' '}
        <Button onClick={onCancel}>{t('cancel')}</Button>
      </div>
    </Form>
  )
}

function textOf(mapping: ChannelMapping | null): string {
  return mapping === null ? '' : JSON.stringify(mapping, null, 2)
}

/** What a text of JSON says, null where it is empty; undefined where it is none. What else is wrong the server says. */
function parsed<Value>(text: string): Value | null | undefined {
  if (text.trim() === '') return null
  try {
    return JSON.parse(text) as Value
  } catch {
    return undefined
  }
}
