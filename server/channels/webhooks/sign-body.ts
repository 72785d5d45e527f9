import { createHmac } from 'node:crypto'

/** The header that says who sent a message, and when. */
export const SIGNATURE_HEADER = 'gridwall-signature'

/**
 * The signature of a body: `t=` the second in which it is sent, `v1=` HMAC-SHA-256 in hexadecimal of `<t>.<body>`. Who
 * receives it computes the same, and refuses a time that is more than five minutes off: then nobody can send it again.
 */
export function signatureOf(secret: string, body: string, atMs: number): string {
  const seconds = Math.floor(atMs / 1000)
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`
}
