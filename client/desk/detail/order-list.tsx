import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseRecord, OrderRecord } from '../../../server/contract/api/cases.ts'
import { postJson } from '../../api/fetch-json.ts'
import { useErrorText } from '../../api/use-error-text.ts'
import { unitName } from '../../city/place-names.ts'
import { useLanguage } from '../../language/language.ts'
import { useDesk } from '../desk-context.ts'
import { useWorkerName } from '../use-worker-name.ts'
import { Section } from './panel.tsx'

/** The orders of a case. The unit's can be reported done while the case is under way, the worker's once it is handled. */
export function OrderList({ record, onDone }: { record: CaseRecord; onDone(): void }) {
  const { t } = useTranslation('desk')
  return (
    <Section title={t('case.orders')}>
      {record.orders.length === 0 && <p className="muted">{t('case.noOrders')}</p>}
      <ul className="orders" data-testid="case-orders">
        {record.orders.map((order) => (
          <OrderItem key={order.id} order={order} status={record.status} onDone={onDone} />
        ))}
      </ul>
    </Section>
  )
}

interface OrderItemProps {
  order: OrderRecord
  status: CaseRecord['status']
  onDone(): void
}

function OrderItem({ order, status, onDone }: OrderItemProps) {
  const { t } = useTranslation(['desk', 'common'])
  const language = useLanguage()
  const { city, time, mayAct, select } = useDesk()
  const workerName = useWorkerName()
  const [reporting, setReporting] = useState(false)
  const { workerId } = order
  const receiver = workerId === null
    ? unitName(city, order.unitId, language) ?? t('dispatch.gone', { id: String(order.unitId) })
    : workerName(workerId) ?? order.workerName ?? t('dispatch.workerGone', { id: workerId })
  const isNext = status === (order.role === 'handle' ? 'dispatched' : 'handled')
  return (
    <li className={order.doneAt === null ? 'order' : 'order order-done'} data-testid={`order-${order.role}`}>
      <div className="order-head">
        <b>{t(`order.${order.role}`)}</b>
        {workerId === null
          ? <strong>{receiver}</strong>
          : (
            <button type="button" className="link-button" onClick={() => select({ type: 'worker', id: workerId })}>
              {receiver}
            </button>
          )}
        {order.doneAt === null && !reporting && (
          isNext && mayAct
            ? (
              <Button size="small" data-testid={`order-done-${order.role}`} onClick={() => setReporting(true)}>
                {t('order.markDone')}
              </Button>
            )
            : <span className="muted">{t(isNext ? 'order.waiting' : 'order.afterHandling')}</span>
        )}
        {order.doneAt !== null && <span className="order-check">✓ {t('order.done')}</span>}
      </div>
      <div className="muted">{t('order.sentAt', { time: time.dateTime(order.sentAt), by: order.sentBy })}</div>
      {order.doneAt !== null && (
        <>
          <div className="muted">{t('order.doneAt', { time: time.dateTime(order.doneAt) })}</div>
          {order.doneNote !== null && <p>{order.doneNote}</p>}
        </>
      )}
      {reporting && order.doneAt === null && (
        <DoneForm orderId={order.id} onCancel={() => setReporting(false)} onDone={onDone} />
      )}
    </li>
  )
}

function DoneForm({ orderId, onCancel, onDone }: { orderId: number; onCancel(): void; onDone(): void }) {
  const { t } = useTranslation(['desk', 'common'])
  const errorText = useErrorText()
  const [note, setNote] = useState('')
  const [sending, setSending] = useState<{ type: 'no' } | { type: 'yes' } | { type: 'failed'; error: unknown }>(
    { type: 'no' },
  )
  const send = async () => {
    setSending({ type: 'yes' })
    try {
      await postJson(`/api/orders/${orderId}/done`, { note: note.trim() })
    } catch (error) {
      return setSending({ type: 'failed', error })
    }
    onDone()
  }
  return (
    <div className="done-form">
      <Input.TextArea
        value={note} maxLength={500} autoSize={{ minRows: 2, maxRows: 5 }} placeholder={t('order.notePlaceholder')}
        aria-label={t('order.note')} autoFocus data-testid="order-note" onChange={(event) => setNote(event.target.value)}
      />
      {sending.type === 'failed' && <div className="panel-error" role="alert">{errorText(sending.error)}</div>}
      <div className="form-buttons">
        <Button size="small" onClick={onCancel}>{t('common:cancel')}</Button>
        <Button
          size="small" type="primary" disabled={note.trim() === ''} loading={sending.type === 'yes'}
          data-testid="order-submit" onClick={() => void send()}
        >
          {t('order.submit')}
        </Button>
      </div>
    </div>
  )
}
