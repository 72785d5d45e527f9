import { App, Button, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import type { DeliveryPage, DeliveryRecord } from '../../../server/contract/api/channels.ts'
import type { CityRecord } from '../../../server/contract/api/city.ts'
import { postJson } from '../../api/fetch-json.ts'
import { withQuery } from '../../api/query-string.ts'
import { useErrorText } from '../../api/use-error-text.ts'
import { usePages } from '../../api/use-pages.ts'
import { cityTime } from '../../city/city-time.ts'
import { FailedLine } from '../field/failed-line.tsx'

/** Messages that could not be delivered, with the reason of each; sent again one by one or all at once. */
export function DeadLettersCard({ city }: { city: CityRecord }) {
  const { t } = useTranslation(['channels', 'common'])
  const { message } = App.useApp()
  const errorText = useErrorText()
  const { rows, state, more, reload } = usePages<DeliveryPage, DeliveryRecord>(
    'dead', (before) => withQuery('/api/webhook-deliveries', { state: 'dead', before: before ?? undefined }),
    ({ deliveries, next }) => ({ rows: deliveries, next: next === null ? null : String(next) }),
  )
  const time = cityTime(city.timeZone)

  async function resend(path: string): Promise<void> {
    try {
      void message.info(t('dead.resent', await postJson<{ resent: number }>(path, {})))
    } catch (error) {
      void message.error(errorText(error))
    }
    reload()
  }

  return (
    <section className="field-card" data-testid="dead-letters">
      <h3>{t('dead.title')}</h3>
      <p className="field-hint">{t('dead.hint')}</p>
      <div className="field-bar">
        <Button disabled={rows.length === 0} onClick={() => void resend('/api/webhook-deliveries/resend')}>
          {t('dead.resendAll')}
        </Button>
      </div>
      <FailedLine state={state} onRetry={reload} />
      <Table<DeliveryRecord>
        size="small" rowKey="id" dataSource={rows} pagination={false} locale={{ emptyText: t('dead.empty') }}
        columns={[
          { title: t('dead.at'), render: (_, { createdAt }) => time.dateTime(createdAt) },
          { title: t('dead.hook'), dataIndex: 'webhookLabel' },
          { title: t('dead.case'), dataIndex: 'caseNumber' },
          { title: t('dead.event'), render: (_, { kind }) => t(`common:caseEvent.${kind}`) },
          { title: t('dead.attempts'), dataIndex: 'attempts', align: 'right' },
          { title: t('dead.error'), dataIndex: 'lastError' },
          {
            key: 'resend', align: 'right',
            render: (_, { id }) => (
              <Button size="small" onClick={() => void resend(`/api/webhook-deliveries/${id}/resend`)}>
                {t('dead.resend')}
              </Button>
            ),
          },
        ]}
      />
      {more !== undefined && <Button className="field-more" onClick={more}>{t('more')}</Button>}
    </section>
  )
}
