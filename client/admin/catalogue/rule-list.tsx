import { App, Button, Table, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import type { DutyRuleRecord } from '../../../server/contract/api/catalogue.ts'
import { postJson } from '../../api/fetch-json.ts'
import { withQuery } from '../../api/query-string.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import { cityTime } from '../../city/city-time.ts'
import type { CityIndex } from '../../city/city-index.ts'
import { areaName, categoryName, unitName } from '../../city/place-names.ts'
import { useLanguage } from '../../language/language.ts'
import { FailedLine } from '../field/failed-line.tsx'
import { NewRuleForm } from './new-rule-form.tsx'
import { useAct } from './use-act.ts'

/** The rules of a category, of those above and below it, ended ones included; a new one, and the end of one. */
export function RuleList({ city, category }: { city: CityIndex; category: string }) {
  const { t } = useTranslation('catalogue')
  const { modal } = App.useApp()
  const language = useLanguage()
  const act = useAct()
  const { state, reload } = useJson<DutyRuleRecord[]>(withQuery('/api/duty-rules', { category }))
  const time = cityTime(city.record.timeZone)
  const nameOfUnit = (id: number): string => unitName(city, id, language) ?? String(id)

  function end({ id }: DutyRuleRecord): void {
    modal.confirm({
      title: t('rules.endTitle', { id }), content: t('rules.endText'), okType: 'danger', okText: t('rules.end'),
      onOk: async () => {
        await act(async () => {
          await postJson(`/api/duty-rules/${id}/end`, {})
          return t('saved')
        })
        reload()
      },
    })
  }

  return (
    <>
      <FailedLine state={state} onRetry={reload} />
      <Table<DutyRuleRecord>
        size="small" rowKey="id" dataSource={valueOf(state) ?? []} title={() => t('rules.title')} data-testid="duty-rules"
        locale={{ emptyText: t('rules.empty') }} pagination={{ pageSize: 10, hideOnSinglePage: true }}
        columns={[
          { title: t('rules.category'), render: (_, rule) => categoryName(city, rule.category, language) },
          {
            title: t('rules.area'),
            render: (_, { area }) => (area === '' ? t('rules.everywhere') : areaName(city, area, language)),
          },
          {
            title: t('rules.lead'),
            render: (_, rule) => (
              <>
                {rule.unitId === null ? rule.unitKind : nameOfUnit(rule.unitId)}{' '}
                {rule.express && <Tag color="cyan">{t('rules.express')}</Tag>}
              </>
            ),
          },
          {
            title: t('rules.assists'),
            render: (_, rule) => [...rule.assistUnitIds.map(nameOfUnit), ...rule.assistUnitKinds].join('、'),
          },
          { title: t('rules.provenance'), render: (_, rule) => t(`rules.provenances.${rule.provenance}`) },
          {
            title: t('rules.period'),
            render: (_, { validFrom, validTo }) => (validTo === null
              ? t('rules.from', { from: time.dateTime(validFrom) })
              : t('rules.between', { from: time.dateTime(validFrom), to: time.dateTime(validTo) })),
          },
          {
            render: (_, rule) => rule.validTo === null && (
              <Button size="small" onClick={() => end(rule)} data-testid={`end-rule-${rule.id}`}>{t('rules.end')}</Button>
            ),
          },
        ]}
      />
      <NewRuleForm city={city} category={category} onAdded={reload} />
    </>
  )
}
