import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { WorkerRecord } from '../../../server/contract/api/workers.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import { areaName } from '../../city/place-names.ts'
import { useDurationText } from '../../language/duration-text.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { useDesk } from '../desk-context.ts'
import { usePlaceInView } from '../use-place-in-view.ts'
import { CaseLinks } from './case-links.tsx'
import { Asked, Facts, Panel, Section } from './panel.tsx'
import { WorkerDuty } from './worker-duty.tsx'
import { WorkerShift } from './worker-shift.tsx'
import { WorkerBox } from './worker-box.tsx'

/** Who a worker is, where they are, the way of a shift (drawn on the map), and their work. */
export function WorkerDetail({ id, nowMs }: { id: number; nowMs: number }) {
  const { t } = useTranslation('desk')
  const language = useLanguage()
  const { state, reload } = useJson<WorkerRecord>(`/api/workers/${id}`)
  const worker = valueOf(state)
  usePlaceInView(worker?.last)
  return (
    <Panel
      testId="worker-detail" title={worker === undefined ? t('worker.title') : nameOf(worker, language)}
      subtitle={worker !== undefined && (
        <>
          <span>{t('worker.title')}</span>
          <span>{worker.number}</span>
        </>
      )}
    >
      <Asked state={state} onRetry={reload}>
        {(worker) => (
          <>
            <WorkerFacts worker={worker} nowMs={nowMs} />
            <WorkerDuty id={id} nowMs={nowMs} />
            <WorkerShift id={id} nowMs={nowMs} />
            <WorkerBox id={id} />
            <Section title={t('worker.casesFound')} aside={worker.casesFound.length}>
              <CaseLinks cases={worker.casesFound} />
            </Section>
            <Section title={t('worker.orders')} aside={worker.orders.length}>
              <CaseLinks cases={worker.orders.map((order) => order.case)} />
            </Section>
          </>
        )}
      </Asked>
    </Panel>
  )
}

function WorkerFacts({ worker, nowMs }: { worker: WorkerRecord; nowMs: number }) {
  const { t } = useTranslation('desk')
  const language = useLanguage()
  const durationText = useDurationText()
  const { city, time, select, flyTo } = useDesk()
  const { last } = worker
  return (
    <>
      <Facts
        rows={[
          [t('worker.employment'), t(`worker.${worker.employment}`)],
          [t('worker.phone'), <a key="phone" href={`tel:${worker.phone}`}>{worker.phone}</a>],
          [
            t('worker.grid'),
            <button
              key="grid" type="button" className="link-button"
              onClick={() => select({ type: 'grid', id: worker.gridId })}
            >
              {nameOf({ name: worker.gridName, nameEn: worker.gridNameEn }, language)}
            </button>,
          ],
          [t('worker.settled'), last === null ? undefined : <SettledGrid last={last} />],
          [t('worker.area'), areaName(city, worker.areaCode, language, 3)],
          [
            t('worker.last'),
            last === null
              ? t('worker.never')
              : t('worker.ago', { duration: durationText(nowMs - Date.parse(last.recordedAt)) })
                + ` · ${time.time(last.recordedAt)}`,
          ],
          [
            t('worker.speed'),
            last?.speedMps == null ? undefined : `${(last.speedMps * 3.6).toFixed(1)} km/h`,
          ],
          [t('worker.battery'), last?.batteryPercent == null ? undefined : <Battery percent={last.batteryPercent} />],
        ]}
      />
      {last !== null && (
        <Button size="small" onClick={() => flyTo([last.lng, last.lat], 16)}>{t('worker.follow')}</Button>
      )}
    </>
  )
}

/** In which grid the worker is now, and whether the last fix can be relied on for it. */
function SettledGrid({ last: { settledGrid, uncertain } }: { last: NonNullable<WorkerRecord['last']> }) {
  const { t } = useTranslation('desk')
  const language = useLanguage()
  const { select } = useDesk()
  return (
    <span data-testid="worker-settled">
      {settledGrid === null ? t('worker.outside') : (
        <button type="button" className="link-button" onClick={() => select({ type: 'grid', id: settledGrid.id })}>
          {nameOf(settledGrid, language)}
        </button>
      )}
      {uncertain === true && <em className="muted"> · {t('worker.uncertain')}</em>}
    </span>
  )
}

function Battery({ percent }: { percent: number }) {
  const level = percent <= 15 ? 'low' : percent <= 35 ? 'middle' : 'high'
  return (
    <span className={`battery battery-${level}`}>
      <i><u style={{ width: `${percent}%` }} /></i>
      {percent}%
    </span>
  )
}
