import { Button, Form, Input, Select, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import type {
  SupervisionRecord, SupervisionRule, SupervisionRuleBody, SupervisionWeek,
} from '../../../server/contract/api/clocks.ts'
import { limitText } from '../../../server/contract/limit-text.ts'
import { putJson } from '../../api/fetch-json.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import type { CityIndex } from '../../city/city-index.ts'
import { cityTime } from '../../city/city-time.ts'
import { areaName, unitName } from '../../city/place-names.ts'
import { useLanguage } from '../../language/language.ts'
import { useAct } from '../catalogue/use-act.ts'
import { FailedLine } from '../field/failed-line.tsx'

const LEVELS = ['community', 'street', 'district', 'city'] as const

/** 三阶督办: after how long a delay brings which stage, and what was supervised this week. */
export function SupervisionCard({ city }: { city: CityIndex }) {
  const { t } = useTranslation('clocks')
  const language = useLanguage()
  const act = useAct()
  const rules = useJson<SupervisionRule[]>('/api/supervision-rules')
  const week = useJson<SupervisionWeek>('/api/supervisions')
  const known = valueOf(rules.state)
  const list = valueOf(week.state)
  const time = cityTime(city.record.timeZone)

  async function save({ rules: next }: { rules: SupervisionRuleBody[] }): Promise<void> {
    await act(async () => {
      await putJson('/api/supervision-rules', next)
      return t('saved')
    })
    rules.reload()
  }

  return (
    <>
      <section className="field-card" data-testid="supervision-rules">
        <FailedLine state={rules.state} onRetry={rules.reload} />
        <p className="field-hint">{t('supervisionHint')}</p>
        {known !== undefined && (
          <Form<{ rules: SupervisionRuleBody[] }>
            onFinish={(fields) => void save(fields)}
            initialValues={{
              rules: known.map(({ stage, level, areaPrefix, note, ...limit }) =>
                ({ stage, level, areaPrefix, note, limit: limitText(limit) })),
            }}
          >
            <Form.List name="rules">
              {(rows, { add, remove }) => (
                <>
                  {rows.map(({ key, name }) => (
                    <div key={key} className="clocks-bar">
                      <Form.Item name={[name, 'stage']} noStyle rules={[{ required: true }]}>
                        <Select
                          className="clocks-choice"
                          options={[1, 2, 3].map((value) => ({ value, label: t('stageOf', { stage: value }) }))}
                        />
                      </Form.Item>
                      <Form.Item name={[name, 'areaPrefix']} noStyle>
                        <Input placeholder={`${t('area')} ${t('any')}`} maxLength={12} className="clocks-code" />
                      </Form.Item>
                      <Form.Item name={[name, 'limit']} noStyle rules={[{ required: true }]}>
                        <Input prefix={t('after')} maxLength={32} className="clocks-limit" />
                      </Form.Item>
                      <Form.Item name={[name, 'level']} noStyle rules={[{ required: true }]}>
                        <Select
                          className="clocks-choice"
                          options={LEVELS.map((value) => ({ value, label: t(`levels.${value}`) }))}
                        />
                      </Form.Item>
                      <Form.Item name={[name, 'note']} noStyle rules={[{ required: true }]}>
                        <Input placeholder={t('note')} maxLength={400} className="clocks-note" />
                      </Form.Item>
                      <Button size="small" onClick={() => remove(name)}>{t('remove')}</Button>
                    </div>
                  ))}
                  <div className="clocks-bar">
                    <Button onClick={() => add({ areaPrefix: '' })}>{t('addStage')}</Button>
                    <Button type="primary" htmlType="submit" data-testid="supervision-save">{t('save')}</Button>
                  </div>
                </>
              )}
            </Form.List>
          </Form>
        )}
        <p className="field-hint">{t('onlyCity')}</p>
      </section>
      <section className="field-card" data-testid="supervision-week">
        <h3>{t('week', { week: list?.week ?? '' })}</h3>
        <FailedLine state={week.state} onRetry={week.reload} />
        <Table<SupervisionRecord>
          size="small" rowKey="id" dataSource={list?.supervisions ?? []} locale={{ emptyText: t('noneThisWeek') }}
          pagination={{ pageSize: 20, hideOnSinglePage: true }}
          columns={[
            { title: t('stage'), render: (_, { stage }) => t('stageOf', { stage }) },
            { title: t('kind'), render: (_, { kind }) => t(`supervisionKinds.${kind}`) },
            { title: t('case'), dataIndex: 'caseNumber' },
            { title: t('area'), render: (_, { areaCode }) => areaName(city, areaCode, language) },
            { title: t('level'), render: (_, { deskCode }) => areaName(city, deskCode, language, 1) },
            { title: t('by'), render: (_, { by, unitId }) => `${by} → ${unitName(city, unitId, language) ?? '—'}` },
            { title: t('at'), render: (_, { at }) => time.dateTime(at) },
            { title: t('note'), dataIndex: 'note' },
          ]}
        />
      </section>
    </>
  )
}
