import type { CaseStatus } from '../contract/api/cases.ts'

/**
 * What files write for the status of a case, in lower case. What is under way elsewhere is to be dispatched here:
 * nobody of this city has an order for it.
 */
export const STATUS_WORDS: Readonly<Record<string, CaseStatus>> = {
  closed: 'closed', done: 'closed', finished: 'closed', 已结案: 'closed', 结案: 'closed', 已办结: 'closed', 办结: 'closed',
  已完成: 'closed', 已关闭: 'closed', 已归档: 'closed', 归档: 'closed',
  rejected: 'rejected', 不予受理: 'rejected', 已作废: 'rejected', 作废: 'rejected', 已退回: 'rejected',
  reported: 'reported', open: 'reported', dispatched: 'reported', handled: 'reported', 待派遣: 'reported', 待派单: 'reported',
  已立案: 'reported', 待处置: 'reported', 处置中: 'reported', 处理中: 'reported', 办理中: 'reported', 待核查: 'reported', 受理: 'reported',
  已受理: 'reported', 待办: 'reported', 未结案: 'reported',
}

/** The status that a case of a file has here: what its word says, else closed where it has a time of closing. */
export function statusOf(word: string | null, hasClosed: boolean): CaseStatus {
  return STATUS_WORDS[word?.trim().toLowerCase() ?? ''] ?? (hasClosed ? 'closed' : 'reported')
}
