import { Button, Input, Table, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CityRecord } from '../../../server/contract/api/city.ts'
import type {
  QuarantineCounts, QuarantinedRecordReply, QuarantinePage,
} from '../../../server/contract/api/trackers.ts'
import { withQuery } from '../../api/query-string.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import { usePages } from '../../api/use-pages.ts'
import { cityTime } from '../../city/city-time.ts'
import { FailedLine } from './failed-line.tsx'

const PAGE = 100

/** Records that were set aside, with the reason of each, as they came. */
export function QuarantineCard({ city }: { city: CityRecord }) {
  const { t } = useTranslation('adminField')
  const [device, setDevice] = useState('')
  const [reason, setReason] = useState<string>()
  const counts = useJson<QuarantineCounts>(withQuery('/api/quarantine/counts', { device }))
  const { rows, state, more, reload } = usePages<QuarantinePage, QuarantinedRecordReply>(
    `${device} ${reason}`,
    (before) => withQuery('/api/quarantine', { device, reason, limit: PAGE, before: before ?? undefined }),
    ({ records, next }) => ({ rows: records, next: next === null ? null : String(next) }),
  )
  const time = cityTime(city.timeZone)
  return (
    <section className="field-card" data-testid="quarantine">
      <h3>{t('quarantine.title')}</h3>
      <p className="field-hint">{t('quarantine.hint')}</p>
      <div className="field-bar">
        <Input.Search allowClear placeholder={t('quarantine.device')} onSearch={setDevice} className="field-search" />
        <Button onClick={() => { reload(); counts.reload() }}>{t('quarantine.reload')}</Button>
      </div>
      <div className="field-bar">
        {(valueOf(counts.state) ?? []).map(({ code, count }) => (
          <Tag.CheckableTag
            key={code} checked={code === reason} onChange={(checked) => setReason(checked ? code : undefined)}
          >
            {code} {count}
          </Tag.CheckableTag>
        ))}
      </div>
      <FailedLine state={state} onRetry={reload} />
      <Table<QuarantinedRecordReply>
        size="small" rowKey="id" dataSource={rows} pagination={false} loading={state.type === 'loading'}
        locale={{ emptyText: t('quarantine.empty') }}
        expandable={{ expandedRowRender: asItCame }}
        columns={[
          { title: t('quarantine.receivedAt'), render: (_, { receivedAt }) => time.dateTime(receivedAt) },
          { title: t('quarantine.device'), dataIndex: 'device' },
          { title: t('quarantine.protocol'), dataIndex: 'protocol' },
          { title: t('quarantine.reason'), dataIndex: 'reason' },
        ]}
      />
      {more !== undefined && <Button className="field-more" onClick={more}>{t('more')}</Button>}
    </section>
  )
}

function asItCame({ record, bytes }: QuarantinedRecordReply) {
  return <pre className="field-record">{bytes ?? record}</pre>
}
