import type { OrderRecord } from '../../../server/contract/api/cases.ts'

/** The person who handles an order for its unit, with the number to call where there is one. */
export function HandlerLine({ handler: { name, phone } }: { handler: NonNullable<OrderRecord['handler']> }) {
  return <>{name} {phone !== '' && <a href={`tel:${phone}`}>{phone}</a>}</>
}
