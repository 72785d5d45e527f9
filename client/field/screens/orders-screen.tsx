import { useTranslation } from 'react-i18next'
import { FIELD_ORDER_STATES } from '../../../server/contract/api/field-work.ts'
import { useField, useFieldState } from '../field-context.ts'
import { AsOf } from '../parts/as-of.tsx'
import { OrderCard } from './order-card.tsx'

/** What there is to do: mine first, then what waits for others, then what was done lately. */
export function OrdersScreen() {
  const { t } = useTranslation('field')
  const { me } = useField()
  const kept = useFieldState((state) => state.orders)
  const orders = kept?.value.orders ?? []
  const isInField = me.role === 'unit' || me.role === 'worker'
  return (
    <section className="screen" data-testid="orders">
      <AsOf atMs={kept?.atMs} />
      {kept !== undefined && orders.every(({ state }) => state === 'done') && (
        <div className="empty">
          <b>{t('orders.none')}</b>
          <p>{t(isInField ? 'orders.noneHint' : 'orders.notField')}</p>
        </div>
      )}
      {FIELD_ORDER_STATES.map((state) => {
        const some = orders.filter((order) => order.state === state)
        if (some.length === 0) return null
        return (
          <div key={state} className="order-group" data-testid={`orders-${state}`}>
            <h2>{t(`orders.${state}`)}<em>{some.length}</em></h2>
            {some.map((order) => <OrderCard key={order.id} order={order} />)}
          </div>
        )
      })}
    </section>
  )
}
