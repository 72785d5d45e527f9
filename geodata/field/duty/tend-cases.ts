import type { Duplicate } from '../../../server/contract/api/case-links.ts'
import type { Standing } from '../../../server/contract/api/case-steps.ts'
import type { CasePage, CaseRecord, CaseSummary } from '../../../server/contract/api/cases.ts'
import { mulberry32 } from '../../city/random.ts'
import { deliver } from '../sending/deliver.ts'
import { jsonRequest } from '../sending/outbox.ts'
import { chooseStep } from './choose-step.ts'
import type { Duty, DutyContext } from './duties.ts'

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS

/** What somebody looks at, how often, and how long it lies before he does: at least, and how much longer in the mean. */
interface Look {
  query: (nowMs: number) => string
  everyMs: number
  leastMs: number
  meanMs: number
  /** What was touched longer ago than an hour is worked off in the course of a day. */
  hasBacklog: boolean
}

/** A person at a desk gets there first; these see to it that nothing is left lying in an unattended demo. */
const LOOKS: readonly Look[] = [
  {
    query: () => 'status=reported,verifying,registered,handled,replied,checked,visited&limit=500',
    everyMs: 15 * SECOND_MS, leastMs: 90 * SECOND_MS, meanMs: 3 * MINUTE_MS, hasBacklog: false,
  },
  {
    query: () => 'status=dispatched&limit=200',
    everyMs: 30 * SECOND_MS, leastMs: 45 * SECOND_MS, meanMs: 2 * MINUTE_MS, hasBacklog: true,
  },
  {
    query: (nowMs) => `status=closed,archived&limit=200&from=${new Date(nowMs - 120 * HOUR_MS).toISOString()}`,
    everyMs: 60 * SECOND_MS, leastMs: 4 * MINUTE_MS, meanMs: 15 * MINUTE_MS, hasBacklog: true,
  },
]
const LEAST_EVERY_MS = SECOND_MS
const URGENT_LEAST_MS = 40 * SECOND_MS
const URGENT_MEAN_MS = 40 * SECOND_MS
const SUSPENDED_LEAST_MS = 10 * MINUTE_MS
const LATER_MS = 20 * MINUTE_MS
const BACKLOG_MS = 16 * HOUR_MS
/** How many may lie before one who comes by: more are left for the next time. */
const VISITS_LIMIT = 500
const LOOKS_FOR_TWIN = 0.06

/** Sessions of those who take steps at a desk; without a leader's, what is his waits for a person. */
export interface Desk {
  officerToken: string
  leaderToken: string | undefined
}

/**
 * Everybody around a case but those who handle it: looks for cases, comes back to each after a while, asks the
 * server which steps are open and to whom, and takes one as the person it is open to. One case at a time.
 */
export function tendCases({ city, options, sender, agenda, counts }: DutyContext, desk: Desk): Duty {
  const { seed, speed, token } = options
  const random = mulberry32(seed + 6)
  const streetOffices = new Map(
    city.units.filter(({ kind }) => kind === 'street_office').map(({ areaCode, id }) => [areaCode, id]),
  )
  const visits: { id: number; version: number }[] = []
  let isVisiting = false

  const ask = async <Answer>(path: string): Promise<Answer | null> => {
    const delivery = await deliver(sender.client, { method: 'GET', path, bearer: desk.officerToken }, sender)
    return delivery.type === 'refused' ? null : (JSON.parse(delivery.reply.body) as Answer)
  }
  const tokenOf = (standing: Standing): string | undefined => {
    if (standing === 'desk') return desk.officerToken
    return standing === 'leader' ? desk.leaderToken : token
  }
  const plan = (id: number, version: number, inMs: number): void =>
    agenda.add(Date.now() + inMs / speed, () => {
      if (visits.length >= VISITS_LIMIT) return plan(id, version, LATER_MS)
      visits.push({ id, version })
      void visitAll()
    })

  async function visitAll(): Promise<void> {
    if (isVisiting) return
    isVisiting = true
    try {
      for (let next = visits.shift(); next !== undefined; next = visits.shift()) await visit(next.id, next.version)
    } catch (error) {
      if (!sender.signal.aborted) sender.fail(error)
    } finally {
      isVisiting = false
    }
  }

  async function visit(id: number, version: number): Promise<void> {
    const record = await ask<CaseRecord>(`/api/cases/${id}`)
    // somebody was quicker: what he left will be looked at in its turn
    if (record === null || record.version !== version) return
    const hints = {
      unitId: streetOffices.get(record.areaCode.slice(0, 9)) ?? record.firstUnitId ?? undefined,
      twinId: await twinOf(record),
    }
    const choice = chooseStep(record, hints, random)
    if (choice === 'later') return plan(id, version, LATER_MS * (1 + random()))
    if (choice === null) return
    const bearer = tokenOf(choice.as)
    if (bearer === undefined) return
    const request = jsonRequest(bearer, `/api/cases/${id}/steps/${choice.step}`, { version, ...choice.body })
    const delivery = await deliver(sender.client, request, sender)
    if (delivery.type === 'delivered') counts.steps++
    // where somebody was quicker this comes to nothing; where it could not be, perhaps another step can
    else plan(id, version, LATER_MS)
  }

  /** The earlier case that a new one seems to repeat, where somebody thinks of looking. */
  async function twinOf({ id, openSteps, status }: CaseRecord): Promise<number | undefined> {
    if (status !== 'reported' || !openSteps.some(({ step, mine }) => step === 'merge' && mine)) return undefined
    if (random() >= LOOKS_FOR_TWIN) return undefined
    const found = await ask<Duplicate[]>(`/api/cases/${id}/duplicates`)
    return found?.find(({ case: other, sameCategory }) => sameCategory && other.id < id)?.case.id
  }

  const looks = LOOKS.map((look) => {
    let known = new Map<number, number>()
    let nextMs = 0
    async function go(): Promise<void> {
      const page = await ask<CasePage>(`/api/cases?${look.query(Date.now())}`)
      if (page === null) return
      for (const one of page.cases) if (known.get(one.id) !== one.version) plan(one.id, one.version, waitMs(look, one))
      // what is no longer there is forgotten
      known = new Map(page.cases.map(({ id, version }) => [id, version]))
    }
    return (nowMs: number): void => {
      if (nowMs < nextMs) return
      // not before this look has ended, however long it takes
      nextMs = Infinity
      go().then(
        () => {
          nextMs = Date.now() + Math.max(look.everyMs / speed, LEAST_EVERY_MS)
        },
        (error: unknown) => sender.signal.aborted || sender.fail(error),
      )
    }
  })

  function waitMs({ leastMs, meanMs, hasBacklog }: Look, { urgent, suspendedAt, updatedAt }: CaseSummary): number {
    if (hasBacklog && Date.now() - Date.parse(updatedAt) > HOUR_MS) return random() * BACKLOG_MS
    const least = suspendedAt !== null ? SUSPENDED_LEAST_MS : urgent ? Math.min(leastMs, URGENT_LEAST_MS) : leastMs
    return least - (urgent ? Math.min(meanMs, URGENT_MEAN_MS) : meanMs) * Math.log(1 - random())
  }

  return (nowMs) => {
    for (const look of looks) look(nowMs)
  }
}
