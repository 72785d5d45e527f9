/**
 * What terms look at of a case beside its status: each a yes or no, as SQL over a row of `cases` that is never null; $1 is
 * the moment of the question. Cases that have status and facts in common belong to the same terms, and there are far fewer
 * such kinds than cases: so terms are worked out once for each kind.
 */
export const FACTS = {
  wasDispatched: 'cases.dispatches > 0',
  wasRefused: 'cases.refusals > 0',
  wasSentRightly: 'cases.dispatches > cases.refusals + cases.returns',
  wasReworked: 'cases.reworks > 0',
  wasReopened: 'cases.round > 1',
  isRegistered: 'cases.registered_at is not null',
  isReplied: 'cases.replied_at is not null',
  isChecked: 'cases.checked_at is not null',
  isOverdue: 'cases.suspended_at is null and cases.due_at < $1::timestamptz',
  handledOnTime: onTime('cases.handled_at, cases.closed_at'),
  answeredOnTime: onTime('cases.replied_at, cases.closed_at'),
  closedOnTime: onTime('cases.closed_at'),
  closedLate: 'coalesce(cases.closed_at > cases.due_at, false)',
  wasVisited: 'cases.responded is not null',
  hasResponded: 'cases.responded is true',
  isSolvedKnown: 'cases.solved is not null',
  isSolved: 'cases.solved is true',
  isSatisfiedKnown: 'cases.satisfied is not null',
  isSatisfied: 'cases.satisfied is true',
  isProactive: 'cases.channel in (select code from channels where proactive)',
  /** Codes are prefix codes: a street has nine digits, a community twelve. */
  isOfLocalUnit: 'coalesce(cases.unit_id in (select id from units where length(area_code) >= 9), false)',
  isOnLocalDesk: 'length(cases.desk_code) >= 9',
  isFromWorker: 'cases.reporter_worker_id is not null',
  hasAcceptingTime: '(cases.registered_at is not null or cases.dispatched_at is not null)',
  hasHandlingTime: 'cases.dispatched_at is not null and cases.handled_at is not null',
} as const satisfies Record<string, string>

export type FactCode = keyof typeof FACTS

/** The facts that some conditions over `facts` name, each once. */
export function factsIn(conditions: readonly string[]): FactCode[] {
  const named = conditions.flatMap((condition) => [...condition.matchAll(/facts\.(\w+)/g)].map(([, name]) => name))
  return [...new Set(named)].filter((name): name is FactCode => Object.hasOwn(FACTS, name))
}

/** A join that gives each row of `cases` its facts, for conditions over `facts`. */
export function factsOfEach(conditions: readonly string[]): string {
  const columns = factsIn(conditions).map((code) => `, (${FACTS[code]}) as ${code}`)
  return `cross join lateral (select cases.status as status ${columns.join('')}) as facts`
}

/** Whether the first of some times that is known is no later than due. */
function onTime(times: string): string {
  return `coalesce(coalesce(${times}) <= cases.due_at, false)`
}
