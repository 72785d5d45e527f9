import { App, Button, Input, Select, Table, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  CLOCK_TOLERANCE_MS, TRACKER_TROUBLES, type TrackerPage, type TrackerPatch, type TrackerRecord,
} from '../../../server/contract/api/trackers.ts'
import type { CityRecord } from '../../../server/contract/api/city.ts'
import { deleteJson, patchJson } from '../../api/fetch-json.ts'
import { withQuery } from '../../api/query-string.ts'
import { useErrorText } from '../../api/use-error-text.ts'
import { usePages } from '../../api/use-pages.ts'
import { cityTime } from '../../city/city-time.ts'
import { useDurationText } from '../../language/duration-text.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { FailedLine } from './failed-line.tsx'
import { NewTrackerForm } from './new-tracker-form.tsx'

const PAGE = 100
const DATUMS = ['wgs84', 'gcj02', 'bd09'] as const
const SPEED_UNITS = ['knots', 'mps', 'kmh', 'mph'] as const

/** The devices that say where workers are: when each was last heard, how its clock goes, and its habits. */
export function TrackersCard({ city }: { city: CityRecord }) {
  const { t } = useTranslation('adminField')
  const { t: words } = useTranslation()
  const { message, modal } = App.useApp()
  const errorText = useErrorText()
  const durationText = useDurationText()
  const language = useLanguage()
  const [text, setText] = useState('')
  const [trouble, setTrouble] = useState<(typeof TRACKER_TROUBLES)[number]>()
  const { rows, state, more, reload } = usePages<TrackerPage, TrackerRecord>(
    `${text} ${trouble}`,
    (after) => withQuery('/api/trackers', { text, trouble, limit: PAGE, after: after ?? undefined }),
    ({ trackers, next }) => ({ rows: trackers, next }),
  )
  const time = cityTime(city.timeZone)

  async function act(work: Promise<unknown>): Promise<void> {
    await work.catch((error: unknown) => message.error(errorText(error)))
    reload()
  }
  const change = (key: string, patch: TrackerPatch) =>
    void act(patchJson(`/api/trackers/${encodeURIComponent(key)}`, patch))

  function remove({ key }: TrackerRecord): void {
    modal.confirm({
      title: t('trackers.removeTitle', { key }), okType: 'danger', okText: t('trackers.remove'),
      onOk: () => act(deleteJson(`/api/trackers/${encodeURIComponent(key)}`)),
    })
  }

  function clock({ clockAheadMs }: TrackerRecord) {
    if (clockAheadMs === null) return '—'
    const off = Math.abs(clockAheadMs) > CLOCK_TOLERANCE_MS
    const shown = durationText(Math.abs(clockAheadMs))
    return off
      ? <Tag color="orange">{t(clockAheadMs > 0 ? 'trackers.ahead' : 'trackers.behind', { duration: shown })}</Tag>
      : t('trackers.right')
  }

  return (
    <section className="field-card" data-testid="trackers">
      <h3>{t('trackers.title')}</h3>
      <NewTrackerForm onMade={reload} />
      <div className="field-bar">
        <Input.Search allowClear placeholder={t('trackers.search')} onSearch={setText} className="field-search" />
        <Select
          allowClear placeholder={t('trackers.trouble')} value={trouble} onChange={setTrouble} className="field-choice"
          options={TRACKER_TROUBLES.map((value) => ({ value, label: t(`trackers.troubles.${value}`) }))}
        />
      </div>
      <FailedLine state={state} onRetry={reload} />
      <Table<TrackerRecord>
        size="small" rowKey="key" dataSource={rows} pagination={false} loading={state.type === 'loading'}
        locale={{ emptyText: t('trackers.empty') }}
        columns={[
          { title: t('trackers.key'), render: (_, { key, label }) => <>{key} <i>{label}</i></> },
          {
            title: t('trackers.worker'),
            render: (_, { workerNumber, workerName, workerNameEn }) =>
              `${nameOf({ name: workerName, nameEn: workerNameEn }, language)} ${workerNumber}`,
          },
          { title: t('trackers.kind'), render: (_, { kind }) => t(`trackers.kinds.${kind}`) },
          {
            title: t('trackers.lastHeard'),
            render: (_, { lastHeardAt, lastProtocol }) =>
              lastHeardAt === null ? t('trackers.never') : `${time.dateTime(lastHeardAt)} ${lastProtocol ?? ''}`,
          },
          { title: t('trackers.clock'), render: (_, tracker) => clock(tracker) },
          {
            title: t('trackers.datum'),
            render: (_, { key, datum }) => (
              <Select
                size="small" value={datum} className="field-datum" onChange={(next) => change(key, { datum: next })}
                options={DATUMS.map((value) => ({ value, label: t(`trackers.datums.${value}`) }))}
              />
            ),
          },
          {
            title: t('trackers.speedUnit'),
            render: (_, { key, speedUnit }) => (
              <Select
                size="small" value={speedUnit} className="field-unit"
                onChange={(next) => change(key, { speedUnit: next })}
                options={SPEED_UNITS.map((value) => ({ value, label: t(`trackers.speedUnits.${value}`) }))}
              />
            ),
          },
          {
            key: 'actions', align: 'right',
            render: (_, tracker) => (
              <>
                {tracker.terminal !== null && (
                  <Button size="small" title={tracker.terminal} onClick={() => change(tracker.key, { terminal: null })}>
                    {t('trackers.forget')}
                  </Button>
                )}
                {!tracker.isOwnPhone && (
                  <Button size="small" danger onClick={() => remove(tracker)}>{t('trackers.remove')}</Button>
                )}
              </>
            ),
          },
        ]}
      />
      {more !== undefined && <Button className="field-more" onClick={more}>{t('more')}</Button>}
      {state.type === 'loading' && rows.length === 0 && <p className="field-hint">{words('loading')}</p>}
    </section>
  )
}
