import type { MessageRecord } from '../../../server/contract/api/messages.ts'

/** How far a message has come. */
export function messageState(
  { acknowledgedAt, deliveredAt, expired }: Pick<MessageRecord, 'acknowledgedAt' | 'deliveredAt' | 'expired'>,
): 'acknowledged' | 'expired' | 'delivered' | 'waiting' {
  if (acknowledgedAt !== null) return 'acknowledged'
  if (expired) return 'expired'
  return deliveredAt === null ? 'waiting' : 'delivered'
}
