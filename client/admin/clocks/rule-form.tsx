import { App, Form, Input, Modal, Select, TreeSelect } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { LIMIT_STAGES, type LimitRule, type LimitRuleBody, type LimitSet } from '../../../server/contract/api/clocks.ts'
import { limitText } from '../../../server/contract/limit-text.ts'
import { postJson, putJson } from '../../api/fetch-json.ts'
import { useErrorText } from '../../api/use-error-text.ts'
import { categoryTree } from '../../city/choice-trees.ts'
import type { CityIndex } from '../../city/city-index.ts'
import { areaName } from '../../city/place-names.ts'
import { nameOf, useLanguage } from '../../language/language.ts'

interface RuleFormProps {
  city: CityIndex
  sets: readonly LimitSet[]
  /** The rule that is edited; without one a new one is made. */
  rule: LimitRule | undefined
  onClose(): void
  onSaved(): void
}

/** A rule in a form; one that loosens what is above it is refused, and the form stays. */
export function RuleForm({ city, sets, rule, onClose, onSaved }: RuleFormProps) {
  const { t } = useTranslation('clocks')
  const { message } = App.useApp()
  const errorText = useErrorText()
  const language = useLanguage()
  const [form] = Form.useForm<LimitRuleBody>()
  const categories = useMemo(() => categoryTree(city, language, false), [city, language])
  const areas = city.record.areas.map(({ code }) =>
    ({ value: code, label: `${code} ${areaName(city, code, language, 3)}` }))
  const initial: Partial<LimitRuleBody> = rule === undefined
    ? { setCode: 'local', categoryPrefix: '', areaPrefix: '', stage: 'handle', countedFrom: 'filing' }
    : { ...rule, limit: limitText(rule) }

  async function save(fields: LimitRuleBody): Promise<void> {
    const body = { ...fields, categoryPrefix: fields.categoryPrefix ?? '', areaPrefix: fields.areaPrefix ?? '' }
    const period = rule === undefined ? {} : { validFrom: rule.validFrom, validTo: rule.validTo }
    try {
      if (rule === undefined) await postJson('/api/limit-rules', body)
      else await putJson(`/api/limit-rules/${rule.id}`, { ...body, ...period })
      void message.success(t('saved'))
      onSaved()
      onClose()
    } catch (error) {
      void message.error(errorText(error), 8)
    }
  }

  return (
    <Modal
      open title={rule === undefined ? t('newTitle') : t('editTitle', { id: rule.id })} okText={t('save')}
      cancelText={t('cancel')} onOk={() => form.submit()} onCancel={onClose}
    >
      <Form<LimitRuleBody>
        form={form} initialValues={initial} labelCol={{ span: 6 }} onFinish={(fields) => void save(fields)}
        data-testid="limit-rule-form"
      >
        <Form.Item name="setCode" label={t('set')}>
          <Select options={sets.map((set) => ({ value: set.code, label: nameOf(set, language) }))} />
        </Form.Item>
        <Form.Item name="categoryPrefix" label={t('category')}>
          <TreeSelect
            showSearch treeNodeFilterProp="search" allowClear
            treeData={[{ value: '', title: t('any'), search: '', selectable: true, children: [] }, ...categories]}
          />
        </Form.Item>
        <Form.Item name="areaPrefix" label={t('area')}>
          <Select
            showSearch={{ optionFilterProp: 'label' }} allowClear options={[{ value: '', label: t('any') }, ...areas]}
          />
        </Form.Item>
        <Form.Item name="stage" label={t('stage')}>
          <Select options={LIMIT_STAGES.map((value) => ({ value, label: t(`stages.${value}`) }))} />
        </Form.Item>
        <Form.Item name="limit" label={t('limit')} rules={[{ required: true, message: t('limitHint') }]}>
          <Input placeholder={t('limitHint')} maxLength={32} data-testid="limit-rule-limit" />
        </Form.Item>
        <Form.Item name="countedFrom" label={t('countedFrom')}>
          <Select
            options={(['filing', 'dispatch'] as const).map((value) => ({ value, label: t(`counted.${value}`) }))}
          />
        </Form.Item>
        <Form.Item name="source" label={t('source')} rules={[{ required: true, message: t('sourceHint') }]}>
          <Input placeholder={t('sourceHint')} maxLength={400} data-testid="limit-rule-source" />
        </Form.Item>
      </Form>
    </Modal>
  )
}
