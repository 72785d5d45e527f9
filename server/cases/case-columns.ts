import type { FlowTemplate } from '../contract/api/case-steps.ts'
import type { CaseColour, CaseMode, CaseStatus, Provenance } from '../contract/api/cases.ts'
import type { CaseState, Pending } from './flow/case-state.ts'

type Times = Extract<keyof CaseState, `${string}AtMs`>
type Plain = Exclude<keyof CaseState, Times | 'id' | 'template'>

/** What of a state changes with its events, by the names of its columns; what is fixed at the report is below. */
const PLAIN_COLUMNS = {
  version: 'int', round: 'int', status: 'text', deskCode: 'text', unitId: 'int', assistUnitIds: 'int[]',
  firstUnitId: 'int', watcherWorkerId: 'int', provenance: 'text', colour: 'text', mode: 'text', excluded: 'boolean',
  dispatches: 'int', refusals: 'int', returns: 'int', reworks: 'int', urges: 'int', pending: 'jsonb',
  mergedInto: 'bigint', responded: 'boolean', solved: 'boolean', satisfied: 'boolean', rating: 'smallint',
} as const satisfies Partial<Record<Plain, string>>

const TIME_COLUMNS = [
  'dueAtMs', 'updatedAtMs', 'suspendedAtMs', 'registeredAtMs', 'dispatchedAtMs', 'acceptedAtMs', 'handledAtMs',
  'repliedAtMs', 'checkedAtMs', 'visitedAtMs', 'closedAtMs', 'archivedAtMs',
] as const satisfies readonly Times[]

/** A column that events change: its name, its type, and what it holds of a state. */
export interface StateColumn {
  name: string
  type: string
  valueOf(state: CaseState): unknown
}

/** Every column of `cases` that events change. */
export const STATE_COLUMNS: readonly StateColumn[] = [
  ...Object.entries(PLAIN_COLUMNS).map(([key, type]): StateColumn => ({
    name: columnOf(key), type, valueOf: (state) => state[key as keyof typeof PLAIN_COLUMNS],
  })),
  ...TIME_COLUMNS.map((key): StateColumn => ({
    name: columnOf(key.slice(0, -2)), type: 'timestamptz',
    valueOf: (state) => (state[key] === null ? null : new Date(state[key]).toISOString()),
  })),
]

/** What `toCaseState` reads: `select ${caseStateColumns} from cases`. */
export const caseStateColumns = [
  'id', 'template', 'area_code', 'category_code', 'urgent', 'reported_at', 'split_from',
  ...STATE_COLUMNS.map(({ name }) => name),
].map((name) => `cases.${name}`).join(', ')

/** A row as `caseStateColumns` selects it. pg gives a bigint as a string. */
export interface CaseStateRow {
  id: string
  template: string
  area_code: string
  category_code: string
  urgent: boolean
  reported_at: Date
  split_from: string | null
  [column: string]: unknown
}

/** The state that a row is. Throws where its template is not known. */
export function toCaseState(row: CaseStateRow, templates: ReadonlyMap<string, FlowTemplate>): CaseState {
  const template = templates.get(row.template)
  if (template === undefined) throw new Error(`Case ${row.id} goes by the template ${row.template}, which is not there`)
  const time = (key: (typeof TIME_COLUMNS)[number]): number | null =>
    (row[columnOf(key.slice(0, -2))] as Date | null)?.getTime() ?? null
  return {
    id: Number(row.id),
    template,
    areaCode: row.area_code,
    categoryCode: row.category_code,
    urgent: row.urgent,
    reportedAtMs: row.reported_at.getTime(),
    splitFrom: row.split_from === null ? null : Number(row.split_from),
    version: row.version as number,
    round: row.round as number,
    status: row.status as CaseStatus,
    deskCode: row.desk_code as string,
    unitId: row.unit_id as number | null,
    assistUnitIds: row.assist_unit_ids as number[],
    firstUnitId: row.first_unit_id as number | null,
    watcherWorkerId: row.watcher_worker_id as number | null,
    provenance: row.provenance as Provenance,
    colour: row.colour as CaseColour,
    mode: row.mode as CaseMode,
    excluded: row.excluded as boolean,
    dispatches: row.dispatches as number,
    refusals: row.refusals as number,
    returns: row.returns as number,
    reworks: row.reworks as number,
    urges: row.urges as number,
    pending: row.pending as Pending,
    mergedInto: row.merged_into === null ? null : Number(row.merged_into),
    responded: row.responded as boolean | null,
    solved: row.solved as boolean | null,
    satisfied: row.satisfied as boolean | null,
    rating: row.rating as number | null,
    dueAtMs: time('dueAtMs')!,
    updatedAtMs: time('updatedAtMs')!,
    suspendedAtMs: time('suspendedAtMs'),
    registeredAtMs: time('registeredAtMs'),
    dispatchedAtMs: time('dispatchedAtMs'),
    acceptedAtMs: time('acceptedAtMs'),
    handledAtMs: time('handledAtMs'),
    repliedAtMs: time('repliedAtMs'),
    checkedAtMs: time('checkedAtMs'),
    visitedAtMs: time('visitedAtMs'),
    closedAtMs: time('closedAtMs'),
    archivedAtMs: time('archivedAtMs'),
  }
}

/** 'suspendedAt' as 'suspended_at'. */
function columnOf(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
