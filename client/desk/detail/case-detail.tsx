import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseRecord } from '../../../server/contract/api/cases.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import { categoryName } from '../../city/place-names.ts'
import { useLanguage } from '../../language/language.ts'
import { useDesk, useLive } from '../desk-context.ts'
import { CaseFacts } from './case-facts.tsx'
import { CaseHistory, CaseOwners, CasePhotos, RoutingTrail } from './case-parts.tsx'
import { DispatchForm } from './dispatch-form.tsx'
import { LimitBar } from './limit-bar.tsx'
import { OrderList } from './order-list.tsx'
import { usePlaceInView } from '../use-place-in-view.ts'
import { Asked, Panel } from './panel.tsx'

interface CaseDetailProps {
  id: number
  nowMs: number
  /** Rises when the officer asks to dispatch by the keyboard. */
  dispatchAsked: number
}

/** All of one case, kept up to date by the feed, and what can be done about it. */
export function CaseDetail({ id, nowMs, dispatchAsked }: CaseDetailProps) {
  const { t } = useTranslation(['desk', 'common'])
  const language = useLanguage()
  const { city, mayAct, flyTo } = useDesk()
  const { state, reload } = useJson<CaseRecord>(`/api/cases/${id}`)
  const record = valueOf(state)
  usePlaceInView(record)
  const [dispatching, setDispatching] = useState(dispatchAsked > 0)
  const [askedBefore, setAskedBefore] = useState(dispatchAsked)
  if (dispatchAsked !== askedBefore) {
    setAskedBefore(dispatchAsked)
    setDispatching(true)
  }

  // The feed says that the case has changed; the orders and the history have to be read.
  const changedAt = useLive((live) => live.cases.get(id)?.updatedAt)
  useEffect(() => {
    if (changedAt !== undefined && record !== undefined && changedAt > record.updatedAt) reload()
  }, [changedAt, record, reload])

  const mayDispatch = mayAct && record?.status === 'reported'
  const title = record === undefined ? t('case.title') : categoryName(city, record.categoryCode, language)
  return (
    <Panel
      testId="case-detail" title={title}
      subtitle={record !== undefined && (
        <>
          <span className={`status-tag status-${record.status}`}>{t(`common:status.${record.status}`)}</span>
          {record.urgent && <b className="mark-urgent">{t('list.urgent')}</b>}
          <span data-testid="case-number">{record.number}</span>
        </>
      )}
      actions={mayDispatch && (
        dispatching
          ? <DispatchForm record={record} onCancel={() => setDispatching(false)} onSent={reload} />
          : (
            <>
              <Button onClick={() => flyTo([record.lng, record.lat], 16)}>{t('case.fly')}</Button>
              <Button type="primary" block data-testid="dispatch-button" onClick={() => setDispatching(true)}>
                {t('case.dispatch')}
                <kbd>D</kbd>
              </Button>
            </>
          )
      )}
    >
      <Asked state={state} onRetry={reload}>
        {(record) => (
          <>
            <LimitBar record={record} nowMs={nowMs} />
            <p className="case-description" data-testid="case-description">{record.description}</p>
            <CasePhotos record={record} />
            <CaseFacts record={record} />
            <OrderList record={record} onDone={reload} />
            <CaseOwners record={record} />
            <RoutingTrail steps={record.routingTrail} />
            <CaseHistory record={record} />
          </>
        )}
      </Asked>
    </Panel>
  )
}
