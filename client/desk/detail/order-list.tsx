import { useTranslation } from 'react-i18next'
import type { CaseRecord, OrderRecord } from '../../../server/contract/api/cases.ts'
import { useActorName } from '../../city/actor-name.ts'
import { unitName } from '../../city/place-names.ts'
import { useLanguage } from '../../language/language.ts'
import { useDesk } from '../desk-context.ts'
import { useWorkerName } from '../use-worker-name.ts'
import { HandlerLine } from './handler-line.tsx'
import { Section } from './panel.tsx'

/** The orders of a case: to whom, in which round, and how far each is; those taken back come last. */
export function OrderList({ record }: { record: CaseRecord }) {
  const { t } = useTranslation('desk')
  const inForce = record.orders.filter(({ revokedAt }) => revokedAt === null)
  const takenBack = record.orders.filter(({ revokedAt }) => revokedAt !== null)
  return (
    <Section title={t('case.orders')}>
      {record.orders.length === 0 && <p className="muted">{t('case.noOrders')}</p>}
      <ul className="orders" data-testid="case-orders">
        {[...inForce, ...takenBack].map((order) => <OrderItem key={order.id} order={order} record={record} />)}
      </ul>
    </Section>
  )
}

function OrderItem({ order, record }: { order: OrderRecord; record: CaseRecord }) {
  const { t } = useTranslation(['desk', 'caseWork'])
  const language = useLanguage()
  const { city, time, select } = useDesk()
  const workerName = useWorkerName()
  const actorName = useActorName()
  const { workerId } = order
  const receiver = workerId === null
    ? unitName(city, order.unitId, language) ?? t('dispatch.gone', { id: String(order.unitId) })
    : workerName(workerId) ?? order.workerName ?? t('dispatch.workerGone', { id: workerId })
  const className = order.revokedAt !== null ? 'order order-revoked' : order.doneAt !== null ? 'order order-done' : 'order'
  return (
    <li className={className} data-testid={`order-${order.role}`}>
      <div className="order-head">
        <b>{t(`order.${order.role}`)}</b>
        {workerId === null
          ? <strong>{receiver}</strong>
          : (
            <button type="button" className="link-button" onClick={() => select({ type: 'worker', id: workerId })}>
              {receiver}
            </button>
          )}
        {record.round > 1 && <i className="sign sign-round">{t('caseWork:round', { round: order.round })}</i>}
        <span className={order.doneAt === null || order.revokedAt !== null ? 'muted' : 'order-check'}>
          {stateOf()}
        </span>
      </div>
      <div className="muted">{t('order.sentAt', { time: time.dateTime(order.sentAt), by: actorName(order.sentBy) })}</div>
      {order.handler !== undefined && (
        <div className="muted"><HandlerLine handler={order.handler} /></div>
      )}
      {order.acceptedAt !== null && (
        <div className="muted">{t('order.acceptedAt', { time: time.dateTime(order.acceptedAt) })}</div>
      )}
      {order.doneAt !== null && (
        <>
          <div className="muted">{t('order.doneAt', { time: time.dateTime(order.doneAt) })}</div>
          {order.doneNote !== null && <p>{order.doneNote}</p>}
        </>
      )}
    </li>
  )

  function stateOf(): string {
    if (order.revokedAt !== null) return t('order.revoked')
    if (order.doneAt !== null) return `✓ ${t('order.done')}`
    if (order.role === 'watch' && record.status === 'dispatched') return t('order.afterHandling')
    return t(order.acceptedAt === null ? 'order.waiting' : 'order.accepted')
  }
}
