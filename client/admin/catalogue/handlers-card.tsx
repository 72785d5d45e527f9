import { AutoComplete, Button, Form, Input, Select, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import type { GridHandler } from '../../../server/contract/api/catalogue.ts'
import { deleteJson, postJson } from '../../api/fetch-json.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import type { CityIndex } from '../../city/city-index.ts'
import { areaName, unitName } from '../../city/place-names.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { FailedLine } from '../field/failed-line.tsx'
import { useAct } from './use-act.ts'

interface HandlerFields {
  place: string
  unitId: number
  name: string
  phone?: string
}

/** Grid × department: who handles where, by name. */
export function HandlersCard({ city }: { city: CityIndex }) {
  const { t } = useTranslation('catalogue')
  const language = useLanguage()
  const act = useAct()
  const { state, reload } = useJson<GridHandler[]>('/api/grid-handlers')
  const [form] = Form.useForm<HandlerFields>()
  const units = city.record.units.map((unit) => ({ value: unit.id, label: nameOf(unit, language) }))
  const areas = city.record.areas.map(({ code }) => ({ value: code, label: `${code} ${areaName(city, code, language, 3)}` }))

  async function bind({ place, ...fields }: HandlerFields): Promise<void> {
    const code = place.trim()
    const where = city.areaByCode.has(code) ? { areaCode: code } : { gridCode: code }
    const bound = await act(async () => {
      await postJson('/api/grid-handlers', { ...where, ...fields })
      return t('saved')
    })
    if (bound) form.resetFields(['place', 'name', 'phone'])
    reload()
  }

  async function unbind(id: number): Promise<void> {
    await act(async () => {
      await deleteJson(`/api/grid-handlers/${id}`)
      return t('saved')
    })
    reload()
  }

  return (
    <section className="field-card" data-testid="handlers">
      <p className="field-hint">{t('handlers.hint')}</p>
      <Form<HandlerFields> form={form} layout="inline" onFinish={(fields) => void bind(fields)}>
        <Form.Item name="place" rules={[{ required: true, message: t('handlers.place') }]}>
          <AutoComplete
            className="catalogue-place" placeholder={t('handlers.place')} options={areas} maxLength={32}
            popupMatchSelectWidth={false}
            showSearch={{ filterOption: (typed, area) => area?.label.toLowerCase().includes(typed.toLowerCase()) === true }}
          />
        </Form.Item>
        <Form.Item name="unitId" rules={[{ required: true, message: t('handlers.unit') }]}>
          <Select
            className="catalogue-choice" placeholder={t('handlers.unit')} showSearch={{ optionFilterProp: 'label' }} options={units}
          />
        </Form.Item>
        <Form.Item name="name" rules={[{ required: true, message: t('handlers.name') }]}>
          <Input placeholder={t('handlers.name')} maxLength={64} />
        </Form.Item>
        <Form.Item name="phone"><Input placeholder={t('handlers.phone')} maxLength={32} /></Form.Item>
        <Button type="primary" htmlType="submit" data-testid="handler-bind">{t('handlers.bind')}</Button>
      </Form>
      <FailedLine state={state} onRetry={reload} />
      <Table<GridHandler>
        size="small" rowKey="id" dataSource={valueOf(state) ?? []} locale={{ emptyText: t('handlers.empty') }}
        pagination={{ pageSize: 20, hideOnSinglePage: true }}
        columns={[
          {
            title: t('handlers.place'),
            render: (_, { areaCode, gridCode }) => (areaCode === null ? gridCode : areaName(city, areaCode, language)),
          },
          { title: t('handlers.unit'), render: (_, { unitId }) => unitName(city, unitId, language) ?? unitId },
          { title: t('handlers.name'), dataIndex: 'name' },
          { title: t('handlers.phone'), dataIndex: 'phone' },
          {
            render: (_, { id }) => <Button size="small" onClick={() => void unbind(id)}>{t('handlers.remove')}</Button>,
          },
        ]}
      />
    </section>
  )
}
