import { expect, test } from 'vitest'
import { type CaseStep, SIDE_STEPS, type SideStep, type Standing } from '../../../server/contract/api/case-steps.ts'
import type { CaseStatus } from '../../../server/contract/api/cases.ts'
import type { StepInput } from '../../../server/cases/flow/decide-step.ts'
import { TEMPLATES } from './templates.ts'
import { reportedCase, STRANGERS, TAKERS, Walk, walkTo } from './walker.ts'

const [standard, fiveStep, sixStep, eightStep] = TEMPLATES

/** A walk to each status, by a template that knows it. */
const WALKS: Record<CaseStatus, () => Walk> = {
  reported: () => new Walk(reportedCase(standard)),
  verifying: () => new Walk(reportedCase(standard)).take('verify', 'desk'),
  registered: () => walkTo(sixStep, 'registered'),
  dispatched: () => walkTo(standard, 'dispatched'),
  handled: () => walkTo(standard, 'handled'),
  replied: () => walkTo(eightStep, 'replied'),
  checked: () => walkTo(fiveStep, 'checked'),
  visited: () => walkTo(sixStep, 'visited'),
  closed: () => walkTo(standard, 'closed'),
  archived: () => walkTo(sixStep, 'archived'),
  rejected: () => new Walk(reportedCase(standard)).take('reject', 'desk'),
  merged: () => new Walk(reportedCase(standard)).take('merge', 'desk'),
}
const ALL = Object.keys(WALKS) as CaseStatus[]
const BEFORE: CaseStatus[] = ['reported', 'verifying', 'registered']
const AFTER: CaseStatus[] = ['handled', 'replied', 'checked', 'visited']
const UNDER_WAY: CaseStatus[] = [...BEFORE, 'dispatched', ...AFTER]

/** Of each step: where it is open, for whom, whether it needs a reason, and what comes of it ('' is no other status). */
const RULES: Record<SideStep, [open: CaseStatus[], by: Standing[], needsReason: boolean, after: CaseStatus | ''] > = {
  verify: [['reported'], ['desk'], false, 'verifying'],
  confirm: [['verifying'], ['worker', 'desk'], false, 'reported'],
  reject: [BEFORE, ['desk'], true, 'rejected'],
  accept: [['dispatched'], ['unit'], false, ''],
  'assist-done': [[], ['assist', 'desk'], false, ''],
  refuse: [['dispatched'], ['unit', 'desk'], true, 'reported'],
  recall: [['dispatched'], ['desk'], true, 'reported'],
  forward: [['dispatched'], ['unit', 'desk'], true, ''],
  transfer: [BEFORE, ['desk'], true, ''],
  suspend: [UNDER_WAY, ['desk'], true, ''],
  resume: [[], ['desk'], false, ''],
  'ask-extension': [['dispatched'], ['unit', 'desk'], true, ''],
  'approve-extension': [[], ['desk'], false, ''],
  'refuse-extension': [[], ['desk', 'leader'], true, ''],
  appeal: [[], ['unit'], true, ''],
  'grant-appeal': [[], ['leader'], false, ''],
  'refuse-appeal': [[], ['leader'], true, ''],
  merge: [UNDER_WAY, ['desk'], false, 'merged'],
  split: [UNDER_WAY, ['desk'], true, ''],
  rework: [AFTER, ['worker', 'desk'], true, 'dispatched'],
  reopen: [['closed', 'archived'], ['desk', 'citizen'], true, 'reported'],
  note: [ALL, ['desk', 'leader', 'unit', 'worker'], true, ''],
  urge: [UNDER_WAY, ['desk', 'leader', 'citizen'], false, ''],
  supervise: [UNDER_WAY, ['desk', 'leader'], true, ''],
  card: [['dispatched', ...AFTER, 'closed', 'archived'], ['leader'], true, ''],
  consult: [BEFORE, ['desk'], true, ''],
  agree: [[], ['desk'], false, ''],
  designate: [BEFORE, ['leader'], true, ''],
}

for (const step of SIDE_STEPS) {
  const [open, by, needsReason, after] = RULES[step]
  test(`${step} is open ${open.length === ALL.length ? 'always' : `when ${open.join(', ') || 'something was asked'}`}, for ${by.join(', ')}`, () => {
    for (const status of ALL) {
      for (const standing of by) {
        const walk = WALKS[status]()
        if (!open.includes(status)) {
          expect(() => walk.take(step, standing), status).toThrow(expect.objectContaining({ statusCode: 409, code: 'CASE_STATE' }))
          continue
        }
        const { round, version, template } = walk.state
        walk.take(step, standing)
        const back = template.steps.some((one) => one.step === 'register') && after === 'reported' && step !== 'confirm'
        expect(walk.state.status, status).toBe(after === '' ? status : back ? 'registered' : after)
        expect(walk.state.round).toBe(step === 'reopen' ? round + 1 : round)
        expect(walk.state.version).toBe(version + 1)
      }
    }
  })

  test(`${step} is refused to strangers${needsReason ? ', and without a reason' : ''}`, () => {
    for (const status of open) {
      for (const stranger of STRANGERS) {
        expect(() => WALKS[status]().take(step, stranger)).toThrow(expect.objectContaining({ statusCode: 403 }))
      }
      const silent = () => WALKS[status]().take(step, by[0], { note: ' ' })
      if (needsReason) expect(silent).toThrow(expect.objectContaining({ statusCode: 400, detail: expect.objectContaining({ field: 'note' }) }))
      else silent()
    }
  })
}

test('while a case is suspended it is resumed or written about, and nothing else', () => {
  for (const status of UNDER_WAY) {
    const walk = WALKS[status]().take('suspend', 'desk')
    expect(walk.state.suspendedAtMs).not.toBeNull()
    const allowed: CaseStep[] = ['resume', 'note', 'urge', 'supervise']
    for (const step of [...SIDE_STEPS, 'register', 'dispatch', 'handle', 'close'] as CaseStep[]) {
      if (allowed.includes(step)) continue
      expect(() => walk.take(step, 'system'), `${status} ${step}`).toThrow(/suspended/)
    }
    for (const step of allowed.slice(1)) walk.take(step, 'desk')
    expect(walk.take('resume', 'desk').state).toMatchObject({ suspendedAtMs: null, status })
  }
})

test('an order that is refused goes back to the desk, and the unit may still say something', () => {
  const walk = walkTo(eightStep, 'dispatched').take('accept', 'unit').take('refuse', 'unit')
  expect(walk.state).toMatchObject({
    status: 'registered', unitId: null, firstUnitId: 4, refusals: 1, dispatchedAtMs: null, acceptedAtMs: null,
  })
  expect(walk.state.registeredAtMs).not.toBeNull()
  walk.take('note', 'unit')
  expect(() => walk.take('dispatch', 'desk')).toThrow(/unitId/)
  expect(walk.take('dispatch', 'desk', { unitId: 5 }).state).toMatchObject({ unitId: 5, firstUnitId: 4, provenance: 'person', dispatches: 2 })
})

test('a recall keeps the unit, a rework sends it back to its unit, a reopened case begins its next round', () => {
  expect(walkTo(standard, 'dispatched').take('recall', 'desk').state).toMatchObject({ status: 'reported', unitId: 4, returns: 1 })
  const reworked = walkTo(eightStep, 'checked').take('rework', 'worker').state
  expect(reworked).toMatchObject({ status: 'dispatched', unitId: 4, reworks: 1, handledAtMs: null, repliedAtMs: null, checkedAtMs: null })
  expect(reworked.dispatchedAtMs).not.toBeNull()
  const reopened = walkTo(sixStep, 'archived').take('reopen', 'citizen').state
  expect(reopened).toMatchObject({ status: 'registered', round: 2, closedAtMs: null, archivedAtMs: null, visitedAtMs: null, dispatchedAtMs: null })
})

test('what a worker found is written down, and the desk may reject what is not as reported', () => {
  const walk = new Walk(reportedCase(standard)).take('verify', 'desk', { workerId: 12, distanceM: 80 })
  expect(walk.state.pending).toEqual({ verifyWorkerId: 12 })
  expect(walk.events[0].detail).toEqual({ workerId: 12, distanceM: 80 })
  walk.take('confirm', { ...TAKERS.worker, workerId: 12 }, { real: false })
  expect(walk.events[1].detail).toEqual({ real: false })
  expect(walk.state).toMatchObject({ status: 'reported', pending: {} })
  expect(walk.take('reject', 'desk').state).toMatchObject({ status: 'rejected', closedAtMs: 180_000 })
})

test('an extension needs the desk and then a leader, who is somebody else unless an administrator', () => {
  const asked = () => walkTo(standard, 'dispatched').take('ask-extension', 'unit')
  expect(() => asked().take('ask-extension', 'unit')).toThrow(/CASE|open now/)
  expect(() => asked().take('approve-extension', 'leader')).toThrow(/the desk of/)
  const once = asked().take('approve-extension', 'desk')
  expect(once.state.pending.extension).toMatchObject({ hours: 8, approvals: 1, approvedBy: 1 })
  expect(once.events.at(-1)!.detail).toEqual({ hours: 8, level: 1 })
  expect(() => once.take('approve-extension', 'desk')).toThrow(/the leader/)
  const promoted = { ...TAKERS.leader, actor: TAKERS.desk.actor }
  expect(() => once.take('approve-extension', promoted)).toThrow(/somebody else than desk 1/)
  once.take('approve-extension', 'leader')
  expect(once.state.pending).toEqual({})
  expect(once.events.at(-1)!.detail).toEqual({ hours: 8, level: 2 })
  const admin = { ...TAKERS.desk, role: 'admin' as const }
  expect(asked().take('approve-extension', admin).take('approve-extension', admin).state.pending).toEqual({})
  expect(asked().take('refuse-extension', 'desk').state.pending).toEqual({})
  expect(asked().take('approve-extension', 'desk').take('refuse-extension', 'leader').state.pending).toEqual({})
  // what one unit asked for is not what the next one gets
  expect(asked().take('forward', 'desk').state.pending.extension).toBeUndefined()
  expect(asked().take('handle', 'unit').state.pending).toEqual({})
})

test('a unit appeals against red, once at a time; granted it is outside statistics', () => {
  const red = () => walkTo(standard, 'handled').add({
    kind: 'colour', atMs: 1, actor: TAKERS.system.actor, round: 1, fromStatus: 'handled', toStatus: 'handled', note: '',
    detail: { colour: 'red', limit: 'handle' },
  })
  const appealed = red().take('appeal', 'unit')
  expect(() => appealed.take('appeal', 'unit')).toThrow(/open now/)
  expect(() => appealed.take('grant-appeal', 'desk')).toThrow(/the leader/)
  expect(red().take('appeal', 'unit').take('refuse-appeal', 'leader').take('appeal', 'unit').state.excluded).toBe(false)
  appealed.take('grant-appeal', 'leader')
  expect(appealed.state).toMatchObject({ excluded: true, pending: {} })
  expect(() => appealed.take('appeal', 'unit')).toThrow(/open now/)
  const closed = red().take('close', 'worker').take('appeal', 'unit')
  expect(closed.state.pending.appeal).toBeDefined()
  expect(closed.take('reopen', 'desk').take('grant-appeal', 'leader').state.excluded).toBe(true)
})

test('the leading unit is done when those who assist it are', () => {
  const walk = new Walk(reportedCase(standard)).take('dispatch', 'desk', { assistUnitIds: [6, 5, 4] })
  expect(walk.state).toMatchObject({ unitId: 4, assistUnitIds: [6, 5], pending: { assists: [6, 5] } })
  expect(() => walk.take('handle', 'unit')).toThrow(expect.objectContaining({ code: 'CASE_ASSISTED', message: expect.stringMatching(/6, 5/) }))
  walk.take('assist-done', 'assist')
  expect(() => walk.take('assist-done', 'assist')).toThrow(/not done: 5/)
  expect(() => walk.take('assist-done', 'unit')).toThrow(expect.objectContaining({ statusCode: 403 }))
  walk.take('assist-done', 'desk', { unitId: 5 }).take('handle', 'unit')
  expect(walk.state).toMatchObject({ status: 'handled', pending: { assists: [] } })
})

test('steps are told what they need by the name of the field', () => {
  const missing: [Walk, CaseStep, Standing, StepInput, string][] = [
    [walkTo(standard, 'dispatched'), 'forward', 'unit', { unitId: undefined }, 'unitId'],
    [walkTo(standard, 'dispatched'), 'forward', 'unit', { unitId: 4 }, 'unitId'],
    [walkTo(standard, 'dispatched'), 'ask-extension', 'unit', { hours: undefined }, 'hours'],
    [WALKS.verifying(), 'confirm', 'worker', { real: undefined }, 'real'],
    [WALKS.reported(), 'merge', 'desk', { intoCaseId: undefined }, 'intoCaseId'],
    [WALKS.reported(), 'merge', 'desk', { intoCaseId: 1 }, 'intoCaseId'],
    [WALKS.reported(), 'transfer', 'desk', { deskCode: '990102' }, 'deskCode'],
    [WALKS.reported(), 'transfer', 'desk', { deskCode: '990101001001' }, 'deskCode'],
    [WALKS.reported(), 'designate', 'leader', { decidedBy: undefined }, 'decidedBy'],
    [WALKS.reported(), 'consult', 'desk', { unitIds: undefined }, 'unitIds'],
    [WALKS.closed(), 'revisit', 'citizen', { solved: undefined, satisfied: undefined }, 'satisfied'],
  ]
  for (const [walk, step, by, input, field] of missing) {
    expect(() => walk.take(step, by, input), step).toThrow(expect.objectContaining({ statusCode: 400, detail: expect.objectContaining({ field }) }))
  }
})

test('units that were agreed on or designated lead from then on, and it is written down how', () => {
  const agreed = new Walk(reportedCase(standard)).take('consult', 'desk').take('agree', 'desk', { unitId: 5, assistUnitIds: [6] })
  expect(agreed.state).toMatchObject({ unitId: 5, assistUnitIds: [6], provenance: 'agreed', pending: {} })
  expect(agreed.take('dispatch', 'desk').state).toMatchObject({ unitId: 5, provenance: 'agreed', pending: { assists: [6] } })
  expect(new Walk(reportedCase(standard)).take('designate', 'leader').state).toMatchObject({ unitId: 5, provenance: 'designated' })
})

test('a citizen who is called back says what came of it, and a rating of three is content', () => {
  const walk = walkTo(standard, 'closed').take('revisit', 'citizen', { solved: undefined, satisfied: undefined, rating: 3 })
  expect(walk.state).toMatchObject({ status: 'closed', responded: true, solved: null, satisfied: true, rating: 3 })
  walk.take('revisit', 'desk', { solved: false, satisfied: false })
  expect(walk.state).toMatchObject({ solved: false, satisfied: false, rating: 3 })
})
