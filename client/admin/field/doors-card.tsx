import { Table, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import type { DoorRecord } from '../../../server/contract/api/doors.ts'
import { useEvery } from '../../api/use-every.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import { FailedLine } from './failed-line.tsx'

const REFRESH_MS = 5000

/** The ports of the field, and how many are connected to each. */
export function DoorsCard() {
  const { t } = useTranslation('adminField')
  const { state, reload } = useJson<DoorRecord[]>('/api/field/doors')
  useEvery(REFRESH_MS, reload)
  return (
    <section className="field-card" data-testid="doors">
      <h3>{t('doors.title')}</h3>
      <FailedLine state={state} onRetry={reload} />
      <Table<DoorRecord>
        size="small" rowKey="name" pagination={false} dataSource={valueOf(state) ?? []}
        columns={[
          { title: t('doors.name'), dataIndex: 'name' },
          { title: t('doors.port'), dataIndex: 'port', render: (port: number | null) => port ?? '—' },
          { title: t('doors.connections'), dataIndex: 'connections' },
          {
            title: t('doors.state'),
            render: (_, { port, trouble }) =>
              port !== null
                ? <Tag color="green">{t('doors.open')}</Tag>
                : <Tag color={trouble === null ? 'default' : 'red'}>{trouble ?? t('doors.shut')}</Tag>,
          },
        ]}
      />
      <p className="field-hint">{t('doors.hint')}</p>
    </section>
  )
}
