import { App, Button, Input, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import type { DisciplineFlag, DisciplineRule } from '../../../server/contract/api/catalogue.ts'
import { postJson } from '../../api/fetch-json.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import type { CityIndex } from '../../city/city-index.ts'
import { cityTime } from '../../city/city-time.ts'
import { unitName } from '../../city/place-names.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { FailedLine } from '../field/failed-line.tsx'
import { DisciplineRules } from './discipline-rules.tsx'
import { useAct } from './use-act.ts'

/** What is put before the discipline inspection: the queue, each resolved with a note, and the rules that fill it. */
export function DisciplineCard({ city }: { city: CityIndex }) {
  const { t } = useTranslation('catalogue')
  const { modal } = App.useApp()
  const language = useLanguage()
  const act = useAct()
  const rules = useJson<DisciplineRule[]>('/api/discipline-rules')
  const flags = useJson<DisciplineFlag[]>('/api/discipline-flags')
  const time = cityTime(city.record.timeZone)
  const ruleByCode = new Map((valueOf(rules.state) ?? []).map((rule) => [rule.code, rule]))
  const nameOfRule = (code: string): string => {
    const rule = ruleByCode.get(code)
    return rule === undefined ? code : nameOf(rule, language)
  }

  function resolve({ id }: DisciplineFlag, outcome: 'upheld' | 'dismissed'): void {
    let note = ''
    modal.confirm({
      title: t('discipline.note'), okText: t(outcome === 'upheld' ? 'discipline.uphold' : 'discipline.dismiss'),
      content: <Input.TextArea maxLength={500} onChange={(event) => { note = event.target.value }} />,
      onOk: async () => {
        await act(async () => {
          await postJson(`/api/discipline-flags/${id}/resolve`, { outcome, note })
          return t('saved')
        })
        flags.reload()
      },
    })
  }

  return (
    <section className="field-card" data-testid="discipline">
      <p className="field-hint">{t('discipline.hint')}</p>
      <FailedLine state={flags.state} onRetry={flags.reload} />
      <Table<DisciplineFlag>
        size="small" rowKey="id" title={() => t('discipline.queue')} dataSource={valueOf(flags.state) ?? []}
        locale={{ emptyText: t('discipline.empty') }} pagination={{ pageSize: 20, hideOnSinglePage: true }}
        columns={[
          { title: t('discipline.rules'), render: (_, { rule }) => nameOfRule(rule) },
          { title: t('discipline.case'), dataIndex: 'caseNumber' },
          { title: t('discipline.unit'), render: (_, { unitId }) => unitName(city, unitId, language) },
          { title: t('discipline.at'), render: (_, { at }) => time.dateTime(at) },
          { title: t('discipline.state'), render: (_, { state }) => t(`discipline.states.${state}`) },
          { title: t('discipline.note'), render: (_, { note, resolution }) => [note, resolution].filter(Boolean).join('；') },
          {
            render: (_, flag) => flag.state === 'open' && (
              <div className="catalogue-bar">
                <Button size="small" onClick={() => resolve(flag, 'upheld')}>{t('discipline.uphold')}</Button>
                <Button size="small" onClick={() => resolve(flag, 'dismissed')}>{t('discipline.dismiss')}</Button>
              </div>
            ),
          },
        ]}
      />
      <FailedLine state={rules.state} onRetry={rules.reload} />
      <DisciplineRules rules={valueOf(rules.state) ?? []} onSaved={rules.reload} />
    </section>
  )
}
