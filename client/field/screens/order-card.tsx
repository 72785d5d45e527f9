import { useTranslation } from 'react-i18next'
import type { FieldOrder } from '../../../server/contract/api/field-work.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { useFieldState } from '../field-context.ts'
import { hashOf } from '../field-route.ts'
import { DueText } from '../parts/due-text.tsx'
import { isFieldStep } from './field-steps.ts'

/** One order: how urgent, what, where, until when, and what is mine to do next. */
export function OrderCard({ order }: { order: FieldOrder }) {
  const { t } = useTranslation('field')
  const language = useLanguage()
  const { words, role, steps, stepName, state } = order
  const queued = useFieldState(({ outbox }) =>
    outbox.filter(({ work }) => work.type === 'step' && work.caseId === order.case.id).length)
  const next = steps.find(isFieldStep)
  const isNamed = stepName !== null && next === steps[0]
  return (
    <a
      className={`order-card order-${state} colour-${order.case.colour}`}
      href={hashOf({ screen: 'case', caseId: order.case.id })} data-testid={`order-${order.case.id}`}
    >
      <header>
        {order.case.urgent && <b className="mark-urgent">{t('urgent')}</b>}
        <strong>{nameOf(words.category, language)}</strong>
        <DueText of={order.case} />
      </header>
      <p className="order-text">{order.case.description}</p>
      <p className="order-place">{order.case.address || nameOf(words.area, language)}</p>
      <footer>
        <span className={`role role-${role}`}>{t(`role.${role}`)}</span>
        {order.round > 1 && <span className="role">{t('orders.round', { round: order.round })}</span>}
        <span className="order-number">{order.case.number}</span>
        {queued > 0
          ? <b className="order-queued">{t('queued')}</b>
          : next !== undefined && state === 'mine' && (
            <b className="order-next">{isNamed ? nameOf(stepName, language) : t(`step.${next}`)} ›</b>
          )}
      </footer>
    </a>
  )
}
