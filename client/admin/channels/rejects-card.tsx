import { App, Button, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import type { RejectPage, RejectRecord } from '../../../server/contract/api/channels.ts'
import type { CityRecord } from '../../../server/contract/api/city.ts'
import { deleteJson, postJson } from '../../api/fetch-json.ts'
import { withQuery } from '../../api/query-string.ts'
import { useErrorText } from '../../api/use-error-text.ts'
import { usePages } from '../../api/use-pages.ts'
import { cityTime } from '../../city/city-time.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { FailedLine } from '../field/failed-line.tsx'

/** Records that no case could be made of, as they came; to be read again or thrown away. */
export function RejectsCard({ city }: { city: CityRecord }) {
  const { t } = useTranslation('channels')
  const { message, modal } = App.useApp()
  const errorText = useErrorText()
  const language = useLanguage()
  const { rows, state, more, reload } = usePages<RejectPage, RejectRecord>(
    'rejects', (before) => withQuery('/api/channel-rejects', { before: before ?? undefined }),
    ({ rejects, next }) => ({ rows: rejects, next: next === null ? null : String(next) }),
  )
  const time = cityTime(city.timeZone)
  const channelNames = new Map(city.channels.map((channel) => [channel.code, nameOf(channel, language)]))

  async function replay(path: string): Promise<void> {
    try {
      const outcome = await postJson<{ tried: number; taken: number }>(path, {})
      void message.info(t('rejects.replayed', outcome))
    } catch (error) {
      void message.error(errorText(error))
    }
    reload()
  }

  function discard({ id }: RejectRecord): void {
    modal.confirm({
      title: t('rejects.discardTitle'), okType: 'danger', okText: t('rejects.discard'), cancelText: t('cancel'),
      onOk: async () => {
        await deleteJson(`/api/channel-rejects/${id}`).catch((error: unknown) => message.error(errorText(error)))
        reload()
      },
    })
  }

  return (
    <section className="field-card" data-testid="channel-rejects">
      <h3>{t('rejects.title')}</h3>
      <p className="field-hint">{t('rejects.hint')}</p>
      <div className="field-bar">
        <Button disabled={rows.length === 0} onClick={() => void replay('/api/channel-rejects/replay')}>
          {t('rejects.replayAll')}
        </Button>
      </div>
      <FailedLine state={state} onRetry={reload} />
      <Table<RejectRecord>
        size="small" rowKey="id" dataSource={rows} pagination={false} locale={{ emptyText: t('rejects.empty') }}
        expandable={{ expandedRowRender: asItCame }}
        columns={[
          { title: t('rejects.receivedAt'), render: (_, { receivedAt }) => time.dateTime(receivedAt) },
          { title: t('rejects.channel'), render: (_, { channel }) => channelNames.get(channel) ?? channel },
          { title: t('rejects.sender'), dataIndex: 'sender' },
          { title: t('rejects.number'), render: (_, { externalNumber }) => externalNumber ?? '—' },
          {
            title: t('rejects.reasons'),
            render: (_, { reasons }) => reasons.map((reason) => <div key={reason}>{reason}</div>),
          },
          { title: t('rejects.times'), dataIndex: 'times', align: 'right' },
          {
            key: 'actions', align: 'right',
            render: (_, reject) => (
              <>
                <Button size="small" onClick={() => void replay(`/api/channel-rejects/${reject.id}/replay`)}>
                  {t('rejects.replay')}
                </Button>
                {' '}
                <Button size="small" danger onClick={() => discard(reject)}>{t('rejects.discard')}</Button>
              </>
            ),
          },
        ]}
      />
      {more !== undefined && <Button className="field-more" onClick={more}>{t('more')}</Button>}
    </section>
  )
}

function asItCame({ record }: RejectRecord) {
  return <pre className="field-record">{record}</pre>
}
