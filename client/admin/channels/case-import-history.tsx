import { Table } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CaseImportRecord } from '../../../server/contract/api/channels.ts'
import type { CityRecord } from '../../../server/contract/api/city.ts'
import { cityTime } from '../../city/city-time.ts'

/** The tables that were imported last, each with the file that says what became of its rows. */
export function CaseImportHistory({ city, imports }: { city: CityRecord; imports: CaseImportRecord[] }) {
  const { t } = useTranslation('channels')
  const time = cityTime(city.timeZone)
  return (
    <>
      <h4>{t('import.history')}</h4>
      <Table<CaseImportRecord>
        size="small" rowKey="id" dataSource={imports} locale={{ emptyText: t('import.empty') }}
        pagination={{ pageSize: 10, hideOnSinglePage: true }}
        columns={[
          { title: t('import.at'), render: (_, { importedAt }) => time.dateTime(importedAt) },
          { title: t('import.file'), dataIndex: 'file' },
          { title: t('import.by'), dataIndex: 'importedBy' },
          { title: t('import.created'), dataIndex: 'created', align: 'right' },
          { title: t('import.known'), dataIndex: 'known', align: 'right' },
          { title: t('import.refused'), dataIndex: 'refused', align: 'right' },
          {
            key: 'result', align: 'right',
            render: (_, { id }) => <a href={`/api/case-imports/${id}/result.csv`} download>{t('import.result')}</a>,
          },
        ]}
      />
    </>
  )
}
