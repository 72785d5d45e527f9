import { App, Button, Form, Input, Select, Table, Tag, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CityRecord } from '../../../../server/contract/api/city.ts'
import type { NewOpen311KeyReply, Open311Key } from '../../../../server/contract/api/open311.ts'
import { deleteJson, postJson } from '../../../api/fetch-json.ts'
import { useJson, valueOf } from '../../../api/use-json.ts'
import { cityTime } from '../../../city/city-time.ts'
import { nameOf, useLanguage } from '../../../language/language.ts'
import { useAct } from '../../catalogue/use-act.ts'
import { FailedLine } from '../../field/failed-line.tsx'

interface KeyFields {
  label: string
  scopeCode?: string
}

interface KeysCardProps {
  city: CityRecord
  /** The key that was issued just now. */
  made: string | undefined
  onMade(key: string): void
}

/** Who may report by Open311: the list, a new key shown once, and the end of one. */
export function KeysCard({ city, made, onMade }: KeysCardProps) {
  const { t } = useTranslation('open311')
  const { modal } = App.useApp()
  const act = useAct()
  const language = useLanguage()
  const { state, reload } = useJson<Open311Key[]>('/api/open311-keys')
  const [form] = Form.useForm<KeyFields>()
  const time = cityTime(city.timeZone)
  const areaName = new Map(city.areas.map((area) => [area.code, nameOf(area, language)]))

  async function make(fields: KeyFields): Promise<void> {
    await act(async () => {
      onMade((await postJson<NewOpen311KeyReply>('/api/open311-keys', fields)).key)
      form.resetFields(['label'])
      return undefined
    })
    reload()
  }

  function revoke({ id, label }: Open311Key): void {
    modal.confirm({
      title: t('keys.revokeTitle', { label }), content: t('keys.revokeText'), okType: 'danger', okText: t('keys.revoke'),
      cancelText: t('cancel'),
      onOk: async () => {
        await act(async () => void (await deleteJson(`/api/open311-keys/${id}`)))
        reload()
      },
    })
  }

  return (
    <section className="field-card" data-testid="open311-keys">
      <h3>{t('keys.title')}</h3>
      <p className="field-hint">{t('keys.hint')}</p>
      <Form<KeyFields> form={form} layout="inline" onFinish={(fields) => void make(fields)}>
        <Form.Item name="label" rules={[{ required: true, whitespace: true, message: t('keys.labelHint') }]}>
          <Input
            className="channel-partner" placeholder={t('keys.labelHint')} maxLength={64} data-testid="open311-label"
          />
        </Form.Item>
        <Form.Item name="scopeCode">
          <Select
            className="token-scope" allowClear placeholder={t('keys.wholeScope')} showSearch={{ optionFilterProp: 'label' }}
            popupMatchSelectWidth={false} options={city.areas.map((area) => ({ value: area.code, label: nameOf(area, language) }))}
          />
        </Form.Item>
        <Button type="primary" htmlType="submit" data-testid="open311-make">{t('keys.make')}</Button>
      </Form>
      {made !== undefined && (
        <p className="token-made" role="status">
          {t('keys.made')} <Typography.Text code copyable data-testid="open311-made">{made}</Typography.Text>
        </p>
      )}
      <FailedLine state={state} onRetry={reload} />
      <Table<Open311Key>
        size="small" rowKey="id" dataSource={valueOf(state) ?? []} locale={{ emptyText: t('keys.empty') }}
        pagination={{ pageSize: 20, hideOnSinglePage: true }}
        columns={[
          { title: t('keys.label'), dataIndex: 'label' },
          { title: t('keys.scope'), render: (_, { scopeCode }) => areaName.get(scopeCode) ?? scopeCode },
          { title: t('keys.createdAt'), render: (_, { createdAt }) => time.dateTime(createdAt) },
          {
            title: t('keys.last'),
            render: (_, { lastReportAt }) => (lastReportAt === null ? t('keys.never') : time.dateTime(lastReportAt)),
          },
          {
            title: t('keys.state'),
            render: (_, { disabledAt }) => (disabledAt === null
              ? <Tag color="green">{t('keys.active')}</Tag>
              : <Tag>{t('keys.disabled', { time: time.dateTime(disabledAt) })}</Tag>),
          },
          {
            key: 'revoke', align: 'right',
            render: (_, key) => key.disabledAt === null && (
              <Button size="small" danger onClick={() => revoke(key)}>{t('keys.revoke')}</Button>
            ),
          },
        ]}
      />
    </section>
  )
}
