import { describe, expect, it } from 'vitest'
import { mulberry32 } from '../../geodata/city/random.ts'
import type { CaseEvent } from '../../server/cases/flow/case-event.ts'
import type { CaseState } from '../../server/cases/flow/case-state.ts'
import { openSteps } from '../../server/cases/flow/open-steps.ts'
import { applyEvent, projectEvent } from '../../server/cases/flow/project-event.ts'
import { blankState } from '../../server/cases/draft-case.ts'
import { LINE_STEPS, type FlowTemplate, type LineStep } from '../../server/contract/api/case-steps.ts'
import { courseOf, type PlainCase } from '../../server/start/history-course.ts'
import { ordersOfLog } from '../../server/start/history-orders.ts'

const HOUR_MS = 3_600_000
const UNTIL_MS = Date.UTC(2026, 10, 20)

function template(code: string, express: boolean, ...steps: LineStep[]): FlowTemplate {
  return { code, name: code, nameEn: code, express, steps: steps.map((step) => ({ step, name: step, nameEn: step })) }
}
const TEMPLATES = [
  template('standard', false, 'report', 'dispatch', 'handle', 'close'),
  template('five-step', false, 'report', 'dispatch', 'handle', 'check', 'close'),
  template('six-step', false, 'report', 'register', 'dispatch', 'handle', 'reply', 'revisit', 'close', 'archive'),
  template('eight-step', false, ...LINE_STEPS.filter((step) => step !== 'revisit')),
]

/** A case of a seed: of any template, late or not, some of them so new that they are still under way. */
function caseOf(seed: number): PlainCase {
  const random = mulberry32(seed)
  const reportedAtMs = Math.floor(UNTIL_MS - (random() < 0.2 ? 30 : 2000) * random() * HOUR_MS)
  const known = (atMs: number): number => (atMs <= UNTIL_MS ? atMs : Number.NaN)
  const dispatchedAtMs = reportedAtMs + 0.2 * HOUR_MS
  const handledAtMs = dispatchedAtMs + 60 * random() * HOUR_MS
  const assists = random() < 0.1 ? [8] : []
  return {
    channel: random() < 0.6 ? '12345' : 'app',
    template: TEMPLATES[Math.floor(random() * TEMPLATES.length)]!,
    route: {
      communityGridId: 1, streetGridId: null, exclusiveGridIds: [], ownerGridId: 1, areaCode: '990101001001', unitId: 3,
      assistUnitIds: assists, watcherWorkerId: 11, provenance: 'rule', cellR10: 0n,
      trail: {
        decision: 'covered', distanceM: 1, lead: 'as-catalogued', department: 'kind', unitId: 3, watcherWorkerId: 11,
      } as unknown as PlainCase['route']['trail'],
    },
    reportedAtMs, dispatchedAtMs: known(dispatchedAtMs), handledAtMs: known(handledAtMs),
    closedAtMs: known(handledAtMs + 6 * random() * HOUR_MS), dueAtMs: reportedAtMs + 48 * HOUR_MS, untilMs: UNTIL_MS,
    otherUnitIds: () => [4, 5, 6], consults: random() < 0.5,
    repeats: random() < 0.02 ? { caseId: 9, seenAtMs: reportedAtMs + 60_000, closedAtMs: [reportedAtMs + HOUR_MS] } : null,
    reporter: '热线', unitName: (id) => `单位${id}`, worker: '网格员',
  }
}

function played(plain: PlainCase, events: readonly CaseEvent[], see: (before: CaseState, event: CaseEvent) => void): CaseState {
  const { template: own, route, reportedAtMs } = plain
  const blank = blankState({
    id: 1, template: own, areaCode: route.areaCode, categoryCode: 'S', urgent: false, reportedAtMs, splitFrom: null,
  })
  return events.reduce((state, event) => {
    see(state, event)
    return projectEvent(state, event)
  }, blank)
}

const CASES = Array.from({ length: 2000 }, (_, seed) => {
  const plain = caseOf(seed)
  return { plain, events: courseOf(plain, mulberry32(seed + 1_000_000)) }
})

describe('the course of a case of the history', () => {
  it('takes only steps that are open, by the template of the case', () => {
    const seen = new Set<string>()
    const forbidden: string[] = []
    for (const { plain, events } of CASES) {
      played(plain, events, (before, { kind, fromStatus }) => {
        seen.add(kind)
        if (kind === 'report' || kind === 'outcome') return
        const isOpen = openSteps(before).some(({ step }) => step === kind)
        const isAlone = kind !== 'handle' || (before.pending.assists ?? []).length === 0
        if (fromStatus !== before.status || !isOpen || !isAlone) {
          forbidden.push(`${kind} of ${plain.template.code} at ${before.status}`)
        }
      })
    }
    expect(forbidden).toEqual([])
    expect([...seen].sort()).toEqual([
      'agree', 'approve-extension', 'archive', 'ask-extension', 'assist-done', 'check', 'close', 'consult', 'designate',
      'dispatch', 'handle', 'merge', 'outcome', 'refuse', 'register', 'reopen', 'reply', 'report', 'resume', 'revisit',
      'rework', 'suspend',
    ])
  })

  it('makes the state that the events make one by one', () => {
    for (const { plain, events } of CASES) {
      let blank: CaseState | undefined
      const state = played(plain, events, (before) => { blank ??= structuredClone(before) })
      expect(events.reduce(applyEvent, blank!)).toEqual(state)
    }
  })

  it('runs forward in time, and not beyond the present', () => {
    const wrong = CASES.flatMap(({ events }) => events.filter(({ atMs }, index) =>
      !Number.isInteger(atMs) || atMs > UNTIL_MS || atMs < (events[index - 1]?.atMs ?? 0)))
    expect(wrong).toEqual([])
  })

  it('closes a case when it was closed, unless a second round follows', () => {
    for (const { plain, events } of CASES) {
      if (Number.isNaN(plain.closedAtMs) || plain.repeats !== null) continue
      const first = events.find(({ kind }) => kind === 'close')
      if (first !== undefined) expect(first.atMs).toBe(Math.floor(plain.closedAtMs))
    }
  })

  it('is the same for the same seed', () => {
    expect(courseOf(caseOf(7), mulberry32(7))).toEqual(courseOf(caseOf(7), mulberry32(7)))
  })

  it('leaves of those that were closed no order open', () => {
    for (const { plain, events } of CASES) {
      const state = played(plain, events, () => {})
      const orders = ordersOfLog(events, plain.template)
      const open = orders.filter(({ doneAtMs, revokedAtMs }) => doneAtMs === null && revokedAtMs === null)
      if (state.closedAtMs !== null) expect(open).toEqual([])
      if (state.status === 'dispatched') expect(open.map(({ role }) => role)).toContain('handle')
    }
  })
})
