import { App, Button, Checkbox, Form, Input, Select, Table, Tag, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CASE_EVENT_KINDS } from '../../../server/contract/api/case-steps.ts'
import type { NewWebhookReply, WebhookBody, WebhookRecord } from '../../../server/contract/api/channels.ts'
import type { CityRecord } from '../../../server/contract/api/city.ts'
import { deleteJson, postJson, putJson } from '../../api/fetch-json.ts'
import { useErrorText } from '../../api/use-error-text.ts'
import { useEvery } from '../../api/use-every.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import { cityTime } from '../../city/city-time.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { FailedLine } from '../field/failed-line.tsx'

const REFRESH_MS = 5000

type Fields = Omit<WebhookBody, 'channel'> & { channel: string }

/** Who is told of what becomes of cases, and how it went the last time. */
export function WebhooksCard({ city }: { city: CityRecord }) {
  const { t } = useTranslation(['channels', 'common'])
  const { message, modal } = App.useApp()
  const errorText = useErrorText()
  const language = useLanguage()
  const { state, reload } = useJson<WebhookRecord[]>('/api/webhooks')
  const [secret, setSecret] = useState<string>()
  const [form] = Form.useForm<Fields>()
  const channel = Form.useWatch('channel', form)
  useEvery(REFRESH_MS, reload)
  const time = cityTime(city.timeZone)
  const channelNames = new Map(city.channels.map((one) => [one.code, nameOf(one, language)]))

  async function attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
    } catch (error) {
      void message.error(errorText(error))
    }
    reload()
  }

  const add = ({ channel: code, withContact = false, ...rest }: Fields): Promise<void> => attempt(async () => {
    const body: WebhookBody = { ...rest, channel: code === '' ? null : code, withContact: code !== '' && withContact }
    setSecret((await postJson<NewWebhookReply>('/api/webhooks', body)).secret)
    form.resetFields()
  })

  const setEnabled = (hook: WebhookRecord, enabled: boolean): Promise<void> => {
    const { id, label, url, events, scopeCode, channel: code, withContact } = hook
    const body: WebhookBody = { label, url, events, scopeCode, channel: code, withContact, enabled }
    return attempt(() => putJson(`/api/webhooks/${id}`, body))
  }

  function remove({ id, label }: WebhookRecord): void {
    modal.confirm({
      title: t('webhooks.removeTitle', { label }), content: t('webhooks.removeText'), okType: 'danger',
      okText: t('remove'), cancelText: t('cancel'), onOk: () => attempt(() => deleteJson(`/api/webhooks/${id}`)),
    })
  }

  return (
    <section className="field-card" data-testid="webhooks">
      <h3>{t('webhooks.title')}</h3>
      <p className="field-hint">{t('webhooks.hint')}</p>
      <Form<Fields>
        form={form} layout="vertical" className="channel-form"
        initialValues={{ events: [], channel: '', scopeCode: city.code }} onFinish={(fields) => void add(fields)}
      >
        <Form.Item name="label" label={t('webhooks.label')} rules={[{ required: true }]}>
          <Input maxLength={64} />
        </Form.Item>
        <Form.Item name="url" label={t('webhooks.url')} rules={[{ required: true }]}>
          <Input placeholder="https://" data-testid="webhook-url" />
        </Form.Item>
        <Form.Item name="events" label={t('webhooks.events')}>
          <Select
            mode="multiple" placeholder={t('webhooks.allEvents')} maxTagCount="responsive"
            options={CASE_EVENT_KINDS.map((value) => ({ value, label: t(`common:caseEvent.${value}`) }))}
          />
        </Form.Item>
        <Form.Item name="scopeCode" label={t('webhooks.scope')}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={city.areas.map((area) => ({ value: area.code, label: nameOf(area, language) }))}
          />
        </Form.Item>
        <Form.Item name="channel" label={t('webhooks.channel')}>
          <Select
            options={[
              { value: '', label: t('webhooks.allChannels') },
              ...city.channels.map((one) => ({ value: one.code, label: nameOf(one, language) })),
            ]}
          />
        </Form.Item>
        <Form.Item name="withContact" valuePropName="checked" className="channel-wide">
          <Checkbox disabled={channel === undefined || channel === ''}>{t('webhooks.contact')}</Checkbox>
        </Form.Item>
        <div className="channel-wide">
          <Button type="primary" htmlType="submit" data-testid="webhook-add">{t('webhooks.add')}</Button>
        </div>
      </Form>
      {secret !== undefined && (
        <p className="token-made" role="status">
          {t('webhooks.made')} <Typography.Text code copyable data-testid="webhook-secret">{secret}</Typography.Text>
        </p>
      )}
      <FailedLine state={state} onRetry={reload} />
      <Table<WebhookRecord>
        size="small" rowKey="id" dataSource={valueOf(state) ?? []} pagination={false}
        locale={{ emptyText: t('webhooks.empty') }}
        columns={[
          { title: t('webhooks.label'), dataIndex: 'label' },
          { title: t('webhooks.url'), dataIndex: 'url', className: 'field-code' },
          {
            title: t('webhooks.events'),
            render: (_, { events }) =>
              events.length === 0
                ? t('webhooks.allEvents')
                : events.map((kind) => t(`common:caseEvent.${kind}`)).join('、'),
          },
          {
            title: t('webhooks.channel'),
            render: (_, { channel: code }) =>
              code === null ? t('webhooks.allChannels') : (channelNames.get(code) ?? code),
          },
          {
            title: t('webhooks.last'),
            render: (_, { lastAt, lastError, disabledReason }) => {
              const failure = disabledReason ?? lastError
              if (failure !== null) return <Tag color="red">{failure}</Tag>
              if (lastAt === null) return t('webhooks.never')
              return <Tag color="green">{t('webhooks.ok')} {time.dateTime(lastAt)}</Tag>
            },
          },
          { title: t('webhooks.waiting'), dataIndex: 'waiting', align: 'right' },
          { title: t('webhooks.dead'), dataIndex: 'dead', align: 'right' },
          {
            key: 'actions', align: 'right',
            render: (_, hook) => (
              <>
                <Button size="small" onClick={() => void setEnabled(hook, !hook.enabled)}>
                  {t(hook.enabled ? 'webhooks.disable' : 'webhooks.enable')}
                </Button>
                {' '}
                <Button size="small" danger onClick={() => remove(hook)}>{t('remove')}</Button>
              </>
            ),
          },
        ]}
      />
    </section>
  )
}
