import type { MessageRecord } from '../../../server/contract/api/messages.ts'

/** How far a message has come. */
export function messageState(
  { readAt, acknowledgedAt, deliveredAt, expired }: Pick<
    MessageRecord, 'readAt' | 'acknowledgedAt' | 'deliveredAt' | 'expired'
  >,
): 'read' | 'acknowledged' | 'expired' | 'delivered' | 'waiting' {
  if (readAt !== null) return 'read'
  if (acknowledgedAt !== null) return 'acknowledged'
  if (expired) return 'expired'
  return deliveredAt === null ? 'waiting' : 'delivered'
}
