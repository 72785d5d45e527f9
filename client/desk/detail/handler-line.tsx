/** The person who handles for a unit, with the number to call where there is one. */
export function HandlerLine({ handler: { name, phone } }: { handler: { name: string; phone: string } }) {
  return <>{name} {phone !== '' && <a href={`tel:${phone}`}>{phone}</a>}</>
}
