import { Button, Input, InputNumber, Select, Switch, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DISCIPLINE_TRIGGERS, type DisciplineRule } from '../../../server/contract/api/catalogue.ts'
import { putJson } from '../../api/fetch-json.ts'
import { useAct } from './use-act.ts'

/** The six situations as rows to be changed; each is saved by itself. */
export function DisciplineRules({ rules, onSaved }: { rules: readonly DisciplineRule[]; onSaved(): void }) {
  const { t } = useTranslation('catalogue')
  const act = useAct()
  const [changed, setChanged] = useState<ReadonlyMap<string, DisciplineRule>>(new Map())
  const rows = rules.map((rule) => changed.get(rule.code) ?? rule)
  const change = (rule: DisciplineRule, part: Partial<DisciplineRule>): void =>
    setChanged(new Map(changed).set(rule.code, { ...rule, ...part }))

  async function save({ code, ...body }: DisciplineRule): Promise<void> {
    const saved = await act(async () => {
      await putJson(`/api/discipline-rules/${code}`, body)
      return t('saved')
    })
    if (!saved) return
    setChanged(new Map([...changed].filter(([other]) => other !== code)))
    onSaved()
  }

  return (
    <Table<DisciplineRule>
      size="small" rowKey="code" title={() => t('discipline.rules')} dataSource={rows} pagination={false}
      data-testid="discipline-rules"
      columns={[
        {
          title: t('discipline.name'),
          render: (_, rule) => <Input value={rule.name} maxLength={100} onChange={({ target }) => change(rule, { name: target.value })} />,
        },
        {
          title: t('discipline.nameEn'),
          render: (_, rule) => (
            <Input value={rule.nameEn} maxLength={100} onChange={({ target }) => change(rule, { nameEn: target.value })} />
          ),
        },
        {
          title: t('discipline.trigger'),
          render: (_, rule) => (
            <Select
              className="catalogue-choice" value={rule.trigger} onChange={(trigger) => change(rule, { trigger })}
              options={DISCIPLINE_TRIGGERS.map((value) => ({ value, label: t(`discipline.triggers.${value}`) }))}
            />
          ),
        },
        {
          title: t('discipline.threshold'),
          render: (_, rule) => (
            <InputNumber
              min={1} max={1000} precision={0} value={rule.threshold} disabled={rule.trigger === 'person'}
              onChange={(threshold) => change(rule, { threshold: threshold ?? 1 })}
            />
          ),
        },
        {
          title: t('discipline.enabled'),
          render: (_, rule) => <Switch checked={rule.enabled} onChange={(enabled) => change(rule, { enabled })} />,
        },
        {
          render: (_, rule) => changed.has(rule.code) && (
            <Button size="small" type="primary" onClick={() => void save(rule)}>{t('discipline.save')}</Button>
          ),
        },
      ]}
    />
  )
}
