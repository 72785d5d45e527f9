import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openSteps } from '../../../server/cases/flow/open-steps.ts'
import { projectEvent } from '../../../server/cases/flow/project-event.ts'
import { isFinished } from '../../../server/contract/api/cases.ts'
import { TEMPLATES } from './templates.ts'
import { INPUTS, reportedCase, TAKERS, Walk } from './walker.ts'

const walks = fc.record({
  template: fc.constantFrom(...TEMPLATES),
  choices: fc.array(fc.record({ step: fc.nat(), by: fc.nat(), real: fc.boolean() }), { maxLength: 40, size: 'max' }),
})

/** Walks where chance leads, always by an open step and by one whom it is for. */
function walkRandomly({ template, choices }: typeof walks extends fc.Arbitrary<infer Walks> ? Walks : never): Walk {
  const walk = new Walk(reportedCase(template))
  for (const choice of choices) {
    const open = openSteps(walk.state)
    const { step, by } = open[choice.step % open.length]
    const { state } = walk
    const there = by.filter((one) => one !== 'assist' || state.assistUnitIds.length > 0)
    const standing = there[choice.by % there.length]
    // the unit is who leads now; the assisting unit says for which it speaks; who leads now cannot be sent it again
    const other = state.unitId === 5 ? 4 : 5
    const unit = { ...TAKERS.unit, unitId: state.unitId ?? state.firstUnitId ?? 4 }
    const assist = { ...TAKERS.assist, unitId: state.pending.assists?.[0] ?? state.assistUnitIds[0] }
    // it may lie on the province's desk by now
    const takers = { ...TAKERS, desk: { ...TAKERS.desk, scopeCode: '99' }, unit, assist }
    if (step === 'handle' && (state.pending.assists?.length ?? 0) > 0) continue
    const deskCode = ['99', '9901', '990101', '990101001'].find((code) => code !== state.deskCode)!
    walk.take(step, takers[standing], {
      ...INPUTS[step], unitId: step === 'assist-done' ? assist.unitId : other, workerId: 11, deskCode, real: choice.real,
      assistUnitIds: choice.real ? [6] : [],
    })
  }
  return walk
}

test('whatever is done in whatever order, the state is what the log says from its beginning', () => {
  fc.assert(fc.property(walks, (given) => {
    const walk = walkRandomly(given)
    let state = walk.beginning
    for (const [index, event] of walk.events.entries()) {
      expect(event.fromStatus).toBe(state.status)
      state = projectEvent(state, JSON.parse(JSON.stringify(event)))
      expect(state.version).toBe(index + 2)
    }
    expect(state).toEqual(walk.state)
  }), { numRuns: 400, seed: 5 })
})

test('whatever is done, something is open to a person, and what is known of a case does not contradict itself', () => {
  fc.assert(fc.property(walks, (given) => {
    const { state, events } = walkRandomly(given)
    expect(openSteps(state).every(({ by }) => by.length > 0)).toBe(true)
    expect(openSteps(state).map(({ step }) => step)).toContain('note')
    expect(state.closedAtMs !== null).toBe(isFinished(state.status))
    expect(state.suspendedAtMs !== null && isFinished(state.status)).toBe(false)
    expect(state.status === 'merged').toBe(state.mergedInto !== null)
    if (state.status === 'dispatched') expect(state.unitId).not.toBeNull()
    const count = (...kinds: string[]) => events.filter(({ kind }) => kinds.includes(kind)).length
    expect(state).toMatchObject({
      round: 1 + count('reopen'), dispatches: count('dispatch', 'forward'), refusals: count('refuse'),
      returns: count('recall'), reworks: count('rework'), urges: count('urge'),
    })
    const times = events.map(({ atMs }) => atMs)
    expect(state.updatedAtMs).toBe(Math.max(0, ...times))
  }), { numRuns: 400, seed: 6 })
})

test('every step that is said to be open can be taken, and no other can', () => {
  fc.assert(fc.property(walks, fc.nat(), (given, chance) => {
    const { state } = walkRandomly(given)
    const open = new Set(openSteps(state).map(({ step }) => step))
    const steps = Object.keys(INPUTS).concat('note', 'close', 'handle', 'reject', 'suspend', 'resume', 'rework') as (keyof typeof INPUTS)[]
    const step = steps[chance % steps.length]
    if (open.has(step)) return
    expect(() => new Walk(state).take(step, 'system')).toThrow(expect.objectContaining({ statusCode: 409 }))
  }), { numRuns: 400, seed: 7 })
})
