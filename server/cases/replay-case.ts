import type { FlowTemplate } from '../contract/api/case-steps.ts'
import type { Queryable } from '../db/database.ts'
import { caseStateColumns, type CaseStateRow, toCaseState } from './case-columns.ts'
import { blankState } from './draft-case.ts'
import type { CaseEvent, EventActor } from './flow/case-event.ts'
import type { CaseState } from './flow/case-state.ts'
import { projectEvent } from './flow/project-event.ts'

/** A case as its row has it, and as its log says that it is; they are equal. */
export interface Replayed {
  stored: CaseState
  replayed: CaseState
}

type EventRow = Omit<CaseEvent, 'atMs' | 'actor'> & {
  at: Date; actor: string; actorType: EventActor['type']; actorId: number | null
}

/** Reads a case and plays its log from the beginning; null where there is no such case. */
export async function replayCase(
  database: Queryable, caseId: number, templates: ReadonlyMap<string, FlowTemplate>,
): Promise<Replayed | null> {
  const { rows } = await database.query<CaseStateRow>(`select ${caseStateColumns} from cases where id = $1`, [caseId])
  if (rows.length === 0) return null
  const stored = toCaseState(rows[0], templates)
  const { rows: events } = await database.query<EventRow>(
    `select kind, at, actor, actor_type as "actorType", actor_id as "actorId", round, from_status as "fromStatus",
            to_status as "toStatus", note, detail
       from case_events where case_id = $1 order by id`,
    [caseId],
  )
  return { stored, replayed: events.map(toEvent).reduce(projectEvent, blankState(stored)) }
}

function toEvent({ at, actor, actorType, actorId, ...event }: EventRow): CaseEvent {
  return { ...event, atMs: at.getTime(), actor: { type: actorType, id: actorId, name: actor } }
}
