import { App, Button, Form, Input, Select, Table, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NewTokenBody, TokenRecord } from '../../../server/contract/api/accounts.ts'
import type { CityRecord } from '../../../server/contract/api/city.ts'
import { deleteJson, postJson } from '../../api/fetch-json.ts'
import { useErrorText } from '../../api/use-error-text.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import { cityTime } from '../../city/city-time.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { FailedLine } from './failed-line.tsx'

/** Tokens of walls and devices: the list, a new one shown once, and the end of one. */
export function TokensCard({ city }: { city: CityRecord }) {
  const { t } = useTranslation('adminField')
  const { message, modal } = App.useApp()
  const errorText = useErrorText()
  const language = useLanguage()
  const { state, reload } = useJson<TokenRecord[]>('/api/tokens')
  const [made, setMade] = useState<string | null>(null)
  const [form] = Form.useForm<NewTokenBody>()
  const time = cityTime(city.timeZone)
  const areas = city.areas.filter(({ level }) => level !== 'community')
  const areaName = new Map(city.areas.map((area) => [area.code, nameOf(area, language)]))

  async function make(body: NewTokenBody): Promise<void> {
    try {
      const { token } = await postJson<{ token: string }>('/api/tokens', body)
      setMade(token)
      form.resetFields(['label'])
    } catch (error) {
      void message.error(errorText(error))
    }
    reload()
  }

  function revoke({ id, label }: TokenRecord): void {
    modal.confirm({
      title: t('tokens.revokeTitle', { label }), content: t('tokens.revokeText'), okType: 'danger', okText: t('tokens.revoke'),
      onOk: async () => {
        await deleteJson(`/api/tokens/${id}`).catch((error: unknown) => message.error(errorText(error)))
        reload()
      },
    })
  }

  return (
    <section className="field-card" data-testid="tokens">
      <h3>{t('tokens.title')}</h3>
      <p className="field-hint">{t('tokens.hint')}</p>
      <Form<NewTokenBody>
        form={form} layout="inline" initialValues={{ kind: 'device', scopeCode: city.code }}
        onFinish={(body) => void make(body)}
      >
        <Form.Item name="kind">
          <Select
            className="token-kind"
            options={(['device', 'wall'] as const).map((value) => ({ value, label: t(`tokens.kinds.${value}`) }))}
          />
        </Form.Item>
        <Form.Item name="label" rules={[{ required: true, message: t('tokens.labelHint') }]}>
          <Input placeholder={t('tokens.labelHint')} maxLength={64} data-testid="token-label" />
        </Form.Item>
        <Form.Item name="scopeCode">
          <Select
            className="token-scope" showSearch={{ optionFilterProp: 'label' }}
            options={areas.map((area) => ({ value: area.code, label: nameOf(area, language) }))}
          />
        </Form.Item>
        <Button type="primary" htmlType="submit" data-testid="token-make">{t('tokens.make')}</Button>
      </Form>
      {made !== null && (
        <p className="token-made" role="status">
          {t('tokens.made')} <Typography.Text code copyable data-testid="token-made">{made}</Typography.Text>
        </p>
      )}
      <FailedLine state={state} onRetry={reload} />
      <Table<TokenRecord>
        size="small" rowKey="id" dataSource={valueOf(state) ?? []} locale={{ emptyText: t('tokens.empty') }}
        pagination={{ pageSize: 20, hideOnSinglePage: true }}
        columns={[
          { title: t('tokens.kind'), render: (_, { kind }) => t(`tokens.kinds.${kind}`) },
          { title: t('tokens.label'), dataIndex: 'label' },
          { title: t('tokens.scope'), render: (_, { scopeCode }) => areaName.get(scopeCode) ?? scopeCode },
          { title: t('tokens.createdAt'), render: (_, { createdAt }) => time.dateTime(createdAt) },
          {
            key: 'revoke', align: 'right',
            render: (_, token) => <Button size="small" danger onClick={() => revoke(token)}>{t('tokens.revoke')}</Button>,
          },
        ]}
      />
    </section>
  )
}
