import { App, Button, DatePicker, Input, Table, Tag } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CatalogueProposal, DutyRuleRecord } from '../../../server/contract/api/catalogue.ts'
import { postJson } from '../../api/fetch-json.ts'
import { withQuery } from '../../api/query-string.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import type { CityIndex } from '../../city/city-index.ts'
import { cityTime } from '../../city/city-time.ts'
import { areaName, categoryPathName, unitName } from '../../city/place-names.ts'
import { useLanguage } from '../../language/language.ts'
import { FailedLine } from '../field/failed-line.tsx'
import { useAct } from './use-act.ts'

const MONTH = 'YYYY-MM'

/** 月研判、月确责: what a month's agreements and decisions would make of the catalogue, each with its one click. */
export function ProposalsCard({ city }: { city: CityIndex }) {
  const { t } = useTranslation('catalogue')
  const { modal } = App.useApp()
  const language = useLanguage()
  const act = useAct()
  const [month, setMonth] = useState(() => cityTime(city.record.timeZone).day(Date.now()).slice(0, 7))
  const { state, reload } = useJson<CatalogueProposal[]>(withQuery('/api/catalogue/proposals', { month }))
  const nameOfUnit = (id: number): string => unitName(city, id, language) ?? String(id)

  async function accept({ id }: CatalogueProposal): Promise<void> {
    await act(async () => {
      const rule = await postJson<DutyRuleRecord>(`/api/catalogue/proposals/${id}/accept`, {})
      return t('proposals.accepted', { id: rule.id })
    })
    reload()
  }

  function reject({ id }: CatalogueProposal): void {
    let reason = ''
    modal.confirm({
      title: t('proposals.reason'), okText: t('proposals.reject'),
      content: <Input.TextArea maxLength={500} onChange={(event) => { reason = event.target.value }} />,
      onOk: async () => {
        await act(async () => {
          await postJson(`/api/catalogue/proposals/${id}/reject`, { reason })
          return t('saved')
        })
        reload()
      },
    })
  }

  return (
    <section className="field-card" data-testid="proposals">
      <p className="field-hint">{t('proposals.hint')}</p>
      <div className="catalogue-bar">
        <span>{t('proposals.month')}</span>
        <DatePicker
          picker="month" allowClear={false} value={dayjs(`${month}-01`)}
          onChange={(chosen) => setMonth(chosen?.format(MONTH) ?? month)} data-testid="proposals-month"
        />
      </div>
      <FailedLine state={state} onRetry={reload} />
      <Table<CatalogueProposal>
        size="small" rowKey="id" dataSource={valueOf(state) ?? []} locale={{ emptyText: t('proposals.empty') }}
        pagination={{ pageSize: 20, hideOnSinglePage: true }}
        columns={[
          { title: t('rules.category'), render: (_, { category }) => categoryPathName(city, category, language) },
          { title: t('rules.area'), render: (_, { area }) => areaName(city, area, language) },
          {
            title: t('rules.lead'),
            render: (_, { unitId, contested }) => (
              <>{nameOfUnit(unitId)} {contested && <Tag color="orange">{t('proposals.contested')}</Tag>}</>
            ),
          },
          { title: t('rules.assists'), render: (_, { assistUnitIds }) => assistUnitIds.map(nameOfUnit).join('、') },
          { title: t('rules.provenance'), render: (_, { provenance }) => t(`rules.provenances.${provenance}`) },
          { title: t('proposals.cases'), render: (_, { caseIds }) => caseIds.length },
          {
            title: t('proposals.state'),
            render: (_, proposal) => {
              if (proposal.state === 'accepted') return t('proposals.accepted', { id: proposal.ruleId ?? 0 })
              if (proposal.state === 'rejected') return t('proposals.rejected', { reason: proposal.reason ?? '' })
              return (
                <div className="catalogue-bar">
                  <Button
                    size="small" type="primary" onClick={() => void accept(proposal)} data-testid={`accept-${proposal.id}`}
                  >
                    {t('proposals.accept')}
                  </Button>
                  <Button size="small" onClick={() => reject(proposal)}>{t('proposals.reject')}</Button>
                </div>
              )
            },
          },
        ]}
      />
    </section>
  )
}
