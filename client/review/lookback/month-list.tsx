import { App, Button, Popconfirm, Select, Table, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LookbackEntry, LookbackList, LookbackState } from '../../../server/contract/api/lookback.ts'
import { postJson } from '../../api/fetch-json.ts'
import { withQuery } from '../../api/query-string.ts'
import { useErrorText } from '../../api/use-error-text.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import { FailedLine } from '../../admin/field/failed-line.tsx'
import type { CityIndex } from '../../city/city-index.ts'
import type { CityTime } from '../../city/city-time.ts'
import { categoryName } from '../../city/place-names.ts'
import { useLanguage } from '../../language/language.ts'

const STATES: readonly LookbackState[] = ['open', 'under-way', 'struck']
const COLOURS: Record<LookbackState, string> = { open: 'red', 'under-way': 'blue', struck: 'green' }

interface MonthListProps {
  city: CityIndex
  time: CityTime
  /** The desk of whoever looks, which sends out what lies on it or on a desk below; undefined: he only reads. */
  deskCode: string | undefined
}

/** The list of a month: each case is sent out again until it is struck off. */
export function MonthList({ city, time, deskCode }: MonthListProps) {
  const { t } = useTranslation(['lookback', 'common'])
  const language = useLanguage()
  const [month, setMonth] = useState<string>()
  const { state, reload } = useJson<LookbackList>(withQuery('/api/lookback', { month }))
  const list = valueOf(state)
  const months = list === undefined ? [] : [...new Set([list.month, ...list.months])].sort().reverse()
  return (
    <>
      <div className="lookback-head">
        <Select
          value={list?.month} data-testid="lookback-month" onChange={setMonth} popupMatchSelectWidth={false}
          options={months.map((value) => ({ value, label: t('month', { month: value }) }))}
        />
        {list !== undefined && STATES.map((one) => (
          <span key={one} data-testid={`lookback-${one}`}>{t(`state.${one}`)} <b>{list.counts[one]}</b></span>
        ))}
        {list !== undefined && list.openBefore > 0 && <span>{t('before', { count: list.openBefore })}</span>}
      </div>
      <FailedLine state={state} onRetry={reload} />
      <Table<LookbackEntry>
        size="small" rowKey="id" dataSource={list?.entries ?? []} loading={state.type === 'loading'}
        data-testid="lookback-list"
        pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }} scroll={{ x: 'max-content' }}
        locale={{ emptyText: list?.madeAt === null ? t('notMade') : t('none') }}
        columns={[
          {
            title: t('column.case'),
            render: (_, { case: one }) => (
              <span className="lookback-case">
                <span className={`status-dot status-${one.status}`} title={t(`common:status.${one.status}`)} />
                <a href={`/desk?case=${one.id}`}>{one.number}</a> {categoryName(city, one.categoryCode, language)}
              </span>
            ),
          },
          { title: t('column.visited'), render: (_, { visitedAt }) => time.dateTime(visitedAt) },
          {
            title: t('column.why'),
            render: (_, { solved, satisfied }) => (
              <>
                {solved === false && <Tag color="red">{t('unsolved')}</Tag>}
                {satisfied === false && <Tag color="orange">{t('unsatisfied')}</Tag>}
              </>
            ),
          },
          { title: t('column.words'), ellipsis: true, width: 260, dataIndex: 'note' },
          {
            title: t('column.last'),
            render: (_, { redispatches, redispatchedAt, redispatchedBy }) => redispatchedAt !== null && (
              <span title={time.dateTime(redispatchedAt)}>
                {t('times', { count: redispatches, by: redispatchedBy ?? '' })}
              </span>
            ),
          },
          {
            title: t('column.state'),
            render: (_, { state: one }) => <Tag color={COLOURS[one]}>{t(`state.${one}`)}</Tag>,
          },
          {
            key: 'act', align: 'right',
            render: (_, entry) => entry.state !== 'struck' && deskCode !== undefined
              && entry.case.deskCode.startsWith(deskCode) && <RedispatchButton entry={entry} onDone={reload} />,
          },
        ]}
      />
    </>
  )
}

function RedispatchButton({ entry, onDone }: { entry: LookbackEntry; onDone(): void }) {
  const { t } = useTranslation('lookback')
  const { message } = App.useApp()
  const errorText = useErrorText()
  const send = async () => {
    try {
      await postJson(`/api/lookback/${entry.id}/redispatch`, {})
      void message.success(t('redispatched', { number: entry.case.number }))
    } catch (error) {
      void message.error(errorText(error))
    }
    onDone()
  }
  return (
    <Popconfirm title={t('ask')} description={t('askHint')} onConfirm={send}>
      <Button size="small" data-testid="lookback-redispatch">{t('redispatch')}</Button>
    </Popconfirm>
  )
}
