import { type CaseStateRow, caseStateColumns, toCaseState } from '../../server/cases/case-columns.ts'
import type { CaseState } from '../../server/cases/flow/case-state.ts'
import type { StepInput } from '../../server/cases/flow/decide-step.ts'
import { openSteps, type OpenStepRule } from '../../server/cases/flow/open-steps.ts'
import { systemTaker, type Taker } from '../../server/cases/flow/standing.ts'
import type { CaseStep } from '../../server/contract/api/case-steps.ts'
import type { CaseSummary } from '../../server/contract/api/cases.ts'
import { ReplyError } from '../../server/errors.ts'
import type { CaseApp } from '../cases/case-app.ts'
import { PLACES } from '../cases/case-city.ts'
import type { Reported } from './recompute.ts'

const HOUR_MS = 3_600_000

/** A clock that the test sets. */
export interface Clock {
  nowMs: number
}

/** A seeded sequence of numbers from 0 to below 1. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Steps that say nothing for indicators, or end a life too early, are taken seldom. */
const WEIGHT: Record<string, number> = {
  dispatch: 12, handle: 12, register: 12, reply: 10, check: 10, close: 10, archive: 3, revisit: 5, rework: 2, refuse: 2,
  recall: 2, reopen: 1.5, reject: 0.6, merge: 0.5, forward: 1, transfer: 1, suspend: 2, resume: 4, accept: 2,
  'assist-done': 8, appeal: 2, 'grant-appeal': 4, 'refuse-appeal': 2, confirm: 8, verify: 0.5, agree: 4,
}

function weightOf(step: string): number {
  return WEIGHT[step] ?? 0.1
}

/** Lets cases of all templates and channels be reported through the API and live by random steps that are open. */
export async function liveRandomly(
  caseApp: CaseApp, clock: Clock,
  { seed, count, startMs, days }: { seed: number; count: number; startMs: number; days: number },
): Promise<Reported[]> {
  const random = seeded(seed)
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]
  const { app } = caseApp
  const { database, cases } = app
  const field = await caseApp.as('device')
  const templates = [...cases.templates().keys()]
  const desks = [1, 2].map((id): Taker => (
    { actor: { type: 'account', id, name: `desk ${id}` }, role: 'admin', scopeCode: '99' }
  ))
  const phones: Taker = { actor: { type: 'device', id: null, name: 'device:phones' }, role: 'field', scopeCode: '9901' }
  const reports: Reported[] = []

  // all of them side by side, so that the clock never goes back
  const lives = Array.from({ length: count }, () => (
    { nextMs: startMs + Math.floor(random() * days * 24 * HOUR_MS), left: 1 + Math.floor(random() * 14), id: 0 }
  ))
  while (lives.some(({ left }) => left > 0)) {
    const life = lives.filter(({ left }) => left > 0).reduce((first, one) => (one.nextMs < first.nextMs ? one : first))
    clock.nowMs = life.nextMs
    if (life.id === 0) {
      const posted = await report()
      reports.push(posted)
      life.id = posted.id
    } else {
      if (random() < 0.08) await note(life.id)
      await takeSome(await readState(life.id))
    }
    life.nextMs += Math.floor(random() * random() * 24 * HOUR_MS)
    life.left -= 1
  }
  return reports

  async function report(): Promise<Reported> {
    const isPatrol = random() < 0.4
    const body = {
      category: pick(['M06001', 'M06002', 'M07001', 'M09001']), description: 'x',
      ...pick(Object.values(PLACES).slice(0, 5)),
      channel: isPatrol ? 'patrol' : pick(['12345', 'app', '110', 'iot', 'ai', 'visit']),
      ...(isPatrol && { reporterNumber: pick(['W011', 'W012', 'W013']) }),
      ...(random() < 0.3 && { deskCode: '9901' }),
    }
    const { body: posted } = await field.post('/api/cases', body)
    const first = posted as CaseSummary
    // a template for each, as channels choose them; of a case that nothing else has happened to
    const template = first.version === 1 ? pick(templates) : first.template
    const { rows } = await database.query<{ reporter: number | null }>(
      'update cases set template = $2 where id = $1 returning reporter_worker_id as reporter', [first.id, template],
    )
    return {
      id: first.id, reportedAtMs: Date.parse(first.reportedAt), dueAtMs: Date.parse(first.dueAt), template,
      areaCode: first.areaCode, categoryCode: first.categoryCode, channel: first.channel, deskCode: first.deskCode,
      unitId: first.unitId, watcherWorkerId: first.watcherWorkerId, reporterWorkerId: rows[0].reporter,
    }
  }

  async function readState(id: number): Promise<CaseState> {
    const { rows } = await database.query<CaseStateRow>(`select ${caseStateColumns} from cases where id = $1`, [id])
    return toCaseState(rows[0], cases.templates())
  }

  /** What the server notes by itself: drills, colours, other limits. */
  async function note(caseId: number): Promise<void> {
    const about = { caseId, note: '', taker: systemTaker(), atMs: clock.nowMs }
    const isMode = random() < 0.3
    const dueAtMs = clock.nowMs + Math.floor((random() - 0.3) * 24 * HOUR_MS)
    const limit = random() < 0.5 ? { dueAtMs } : {}
    await cases.annotate(isMode
      ? { ...about, kind: 'mode', detail: { mode: pick(['war', 'drill', 'normal']) } }
      : { ...about, kind: 'colour', detail: { colour: 'red', ...limit } })
  }

  async function takeSome(state: CaseState): Promise<void> {
    const open = openSteps(state).filter(({ by }) => by.some((one) => one !== 'citizen' && one !== 'system'))
    let at = random() * open.reduce((sum, { step }) => sum + weightOf(step), 0)
    const chosen = open.find(({ step }) => (at -= weightOf(step)) <= 0)
    if (chosen === undefined) return
    const { step } = chosen
    try {
      const request = { caseId: state.id, step, input: inputOf(step), taker: takerFor(chosen), atMs: clock.nowMs }
      await cases.take(request)
    } catch (error) {
      // it cannot be told in advance of a step that it needs more, or is for a leader now: then nothing happened
      if (!(error instanceof ReplyError)) throw error
    }
  }

  function takerFor({ by }: OpenStepRule): Taker {
    const isField = by.includes('unit') || by.includes('worker') || by.includes('assist')
    return by.includes('desk') || by.includes('leader') ? (isField && random() < 0.5 ? phones : pick(desks)) : phones
  }

  function inputOf(step: CaseStep): StepInput {
    const note = 'r'
    switch (step) {
      case 'dispatch':
        return {
          note, unitId: pick([1, 2, 3, 4, 5, 6]), workerId: pick([11, 12, 13]),
          ...(random() < 0.2 && { assistUnitIds: [2] }),
        }
      case 'forward':
        return { note, unitId: pick([1, 3, 4]) }
      case 'verify':
        return { workerId: 11 }
      case 'confirm':
        return { real: random() < 0.8 }
      case 'transfer':
        return { note, deskCode: pick(['99', '9901', '990101', '990102', '990101001', '990102001', '990101001001']) }
      case 'merge':
        return { note, intoCaseId: pick(reports).id }
      case 'revisit':
        return pick<StepInput>([
          { satisfied: random() < 0.7, solved: random() < 0.7 }, { rating: 1 + Math.floor(random() * 5) },
          { responded: false, solved: false }, { solved: true },
        ])
      case 'ask-extension':
        return { note, hours: 12 }
      case 'consult':
        return { note, unitIds: [1, 2] }
      case 'agree':
        return { unitId: 4 }
      case 'designate':
        return { note, unitId: 3, decidedBy: '某局长' }
      case 'supervise':
        return { note, kind: 'written' }
      case 'card':
        return { note, kind: 'yellow' }
      default:
        return { note }
    }
  }
}
