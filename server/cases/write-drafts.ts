import type { Queryable } from '../db/database.ts'
import type { CaseChanged, CaseDraft, CaseFollower } from './case-draft.ts'
import { writeChange, writeNewCases } from './write-case.ts'

/** Lets the followers take part in drafts of cases that are there, and writes them; answers a change each. */
export async function writeDrafts(
  transaction: Queryable, drafts: readonly CaseDraft[], followers: readonly CaseFollower[],
): Promise<CaseChanged[]> {
  for (const follower of followers) await follower.refine?.(drafts, transaction)
  const changes: CaseChanged[] = []
  for (const draft of drafts) changes.push(await writeChange(transaction, draft))
  for (const follower of followers) await follower.follow?.(changes, transaction)
  return changes
}

/** The same for new cases; answers those that their channel had not sent before. */
export async function writeNewDrafts(
  transaction: Queryable, drafts: readonly CaseDraft[], followers: readonly CaseFollower[],
): Promise<CaseChanged[]> {
  for (const follower of followers) await follower.refine?.(drafts, transaction)
  const changes = await writeNewCases(transaction, drafts)
  for (const follower of followers) if (changes.length > 0) await follower.follow?.(changes, transaction)
  return changes
}

/** A change with all that changed with it, as the feed is to tell them. */
export function allOf(changed: CaseChanged): CaseChanged[] {
  return [changed, ...(changed.others ?? [])].filter(({ events }) => events.length > 0)
}
