import { App, Button, Switch, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LimitRule, LimitRules } from '../../../server/contract/api/clocks.ts'
import { deleteJson, putJson } from '../../api/fetch-json.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import type { CityIndex } from '../../city/city-index.ts'
import { cityTime } from '../../city/city-time.ts'
import { areaName, categoryName } from '../../city/place-names.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { useAct } from '../catalogue/use-act.ts'
import { FailedLine } from '../field/failed-line.tsx'
import { RuleForm } from './rule-form.tsx'

type ShownRule = LimitRules['rules'][number]

/** The rules of limits, in sets that are switched on and off as one. */
export function RulesCard({ city }: { city: CityIndex }) {
  const { t } = useTranslation('clocks')
  const { modal } = App.useApp()
  const act = useAct()
  const language = useLanguage()
  const { state, reload } = useJson<LimitRules>('/api/limit-rules')
  const [edited, setEdited] = useState<LimitRule | 'new'>()
  const known = valueOf(state)
  const time = cityTime(city.record.timeZone)
  const setName = new Map(known?.sets.map((set) => [set.code, nameOf(set, language)]))

  async function change(work: () => Promise<unknown>): Promise<void> {
    await act(async () => {
      await work()
      return t('saved')
    })
    reload()
  }

  function valid({ validFrom, validTo }: ShownRule): string {
    const from = validFrom < '2001' ? '' : time.dateTime(validFrom)
    return from === '' && validTo === null ? t('always') : `${from} – ${validTo === null ? '' : time.dateTime(validTo)}`
  }

  return (
    <section className="field-card" data-testid="limit-rules">
      <FailedLine state={state} onRetry={reload} />
      <div className="clocks-bar">
        {known?.sets.map((set) => (
          <label key={set.code}>
            <Switch
              size="small" checked={set.enabled} data-testid={`limit-set-${set.code}`}
              onChange={(enabled) => void change(() => putJson(`/api/limit-sets/${set.code}`, { enabled }))}
            /> {nameOf(set, language)}
          </label>
        ))}
        <span className="clocks-space" />
        <Button type="primary" onClick={() => setEdited('new')} data-testid="limit-rule-add">{t('add')}</Button>
      </div>
      <p className="field-hint">{t('rulesHint')}</p>
      <Table<ShownRule>
        size="small" rowKey="id" dataSource={known?.rules ?? []} locale={{ emptyText: t('empty') }}
        pagination={{ pageSize: 50, hideOnSinglePage: true }}
        columns={[
          { title: '#', dataIndex: 'id' },
          { title: t('set'), render: (_, { setCode }) => setName.get(setCode) ?? setCode },
          {
            title: t('category'),
            render: (_, { categoryPrefix: code }) =>
              (code === '' ? t('any') : `${code} ${categoryName(city, code, language)}`),
          },
          {
            title: t('area'),
            render: (_, { areaPrefix: code }) => (code === '' ? t('any') : areaName(city, code, language)),
          },
          { title: t('stage'), render: (_, { stage }) => t(`stages.${stage}`) },
          {
            title: t('limit'),
            render: (_, { amount, kind, outdoneBy }) => (
              <>
                <b>{amount} {t(`kinds.${kind}`)}</b>
                {outdoneBy !== null && <div className="field-hint">{t('outdone', { id: outdoneBy })}</div>}
              </>
            ),
          },
          { title: t('countedFrom'), render: (_, { countedFrom }) => t(`counted.${countedFrom}`) },
          { title: t('source'), dataIndex: 'source' },
          { title: t('valid'), render: (_, rule) => valid(rule) },
          {
            key: 'act', align: 'right',
            render: (_, rule) => (
              <span className="clocks-act">
                <Button size="small" onClick={() => setEdited(rule)}>{t('edit')}</Button>
                <Button
                  size="small" danger
                  onClick={() => modal.confirm({
                    title: t('removeTitle', { id: rule.id }), okType: 'danger', okText: t('remove'),
                    cancelText: t('cancel'),
                    onOk: () => change(() => deleteJson(`/api/limit-rules/${rule.id}`)),
                  })}
                >{t('remove')}</Button>
              </span>
            ),
          },
        ]}
      />
      {edited !== undefined && known !== undefined && (
        <RuleForm
          key={edited === 'new' ? 'new' : edited.id} city={city} sets={known.sets}
          rule={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)} onSaved={reload}
        />
      )}
    </section>
  )
}
