import { Button, Checkbox, DatePicker, Form, Select, TreeSelect } from 'antd'
import type { Dayjs } from 'dayjs'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { DutyRuleRecord, NewDutyRule } from '../../../server/contract/api/catalogue.ts'
import { postJson } from '../../api/fetch-json.ts'
import { areaTree } from '../../city/choice-trees.ts'
import type { CityIndex } from '../../city/city-index.ts'
import { cityTime } from '../../city/city-time.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { useAct } from './use-act.ts'

/** City, district, street, community. */
const AREA_LEVELS = 4

interface RuleFields extends Pick<NewDutyRule, 'area' | 'unitId' | 'unitKind' | 'assistUnitIds' | 'express'> {
  start?: Dayjs | null
}

/** Asks for a new rule of a category. */
export function NewRuleForm({ city, category, onAdded }: { city: CityIndex; category: string; onAdded(): void }) {
  const { t } = useTranslation('catalogue')
  const language = useLanguage()
  const act = useAct()
  const [form] = Form.useForm<RuleFields>()
  const areas = useMemo(() => areaTree(city, language, AREA_LEVELS), [city, language])
  const units = city.record.units.map((unit) => ({ value: unit.id, label: `${nameOf(unit, language)} ${unit.kind}` }))
  const kinds = [...new Set(city.record.units.map(({ kind }) => kind))].sort().map((value) => ({ value, label: value }))

  async function add({ start, ...fields }: RuleFields): Promise<void> {
    // a day is the city's, wherever the screen stands
    const day = start?.format('YYYY-MM-DD')
    const validFrom = day === undefined ? undefined : new Date(cityTime(city.record.timeZone).startOfDay(day)).toISOString()
    const added = await act(async () => {
      const { id } = await postJson<DutyRuleRecord>('/api/duty-rules', {
        category, ...fields, ...(validFrom !== undefined && { validFrom }),
      })
      return t('rules.added', { id })
    })
    if (!added) return
    form.resetFields()
    onAdded()
  }

  return (
    <Form<RuleFields> form={form} layout="inline" className="catalogue-form" onFinish={(fields) => void add(fields)}>
      <Form.Item name="area">
        <TreeSelect
          className="catalogue-choice" placeholder={t('rules.area')} allowClear showSearch={{ treeNodeFilterProp: 'search' }}
          treeData={areas}
        />
      </Form.Item>
      <Form.Item name="unitId">
        <Select
          className="catalogue-choice" placeholder={t('rules.unit')} allowClear showSearch={{ optionFilterProp: 'label' }}
          options={units} data-testid="rule-unit"
        />
      </Form.Item>
      <Form.Item
        name="unitKind" dependencies={['unitId']}
        rules={[({ getFieldValue }) => ({
          validator: (_, kind: string | undefined) =>
            (kind === undefined) === (getFieldValue('unitId') === undefined)
              ? Promise.reject(new Error(t('rules.oneUnit')))
              : Promise.resolve(),
        })]}
      >
        <Select
          className="catalogue-choice" placeholder={t('rules.unitKind')} allowClear showSearch options={kinds}
          data-testid="rule-kind"
        />
      </Form.Item>
      <Form.Item name="assistUnitIds">
        <Select
          mode="multiple" className="catalogue-choice" placeholder={t('rules.assistUnits')} maxCount={10}
          showSearch={{ optionFilterProp: 'label' }} options={units}
        />
      </Form.Item>
      <Form.Item name="start"><DatePicker placeholder={t('rules.start')} /></Form.Item>
      <Form.Item name="express" valuePropName="checked"><Checkbox>{t('rules.express')}</Checkbox></Form.Item>
      <Button type="primary" htmlType="submit" data-testid="rule-add">{t('rules.add')}</Button>
    </Form>
  )
}
