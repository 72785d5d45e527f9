import { describe, expect, it } from 'vitest'
import { chooseStep, type Choice } from '../../../geodata/field/duty/choose-step.ts'
import { mulberry32 } from '../../../geodata/city/random.ts'
import type { OpenStep } from '../../../server/contract/api/case-steps.ts'
import type { CaseRecord } from '../../../server/contract/api/cases.ts'
import { aCase } from '../../support/live-records.ts'

const NOTHING = { unitId: undefined, twinId: undefined }
const ASKED = 2000

function open(step: OpenStep['step'], by: OpenStep['by'], mine = by.includes('desk'), needsReason = false): OpenStep {
  return { step, by, mine, needsReason, name: null, nameEn: null }
}

function recordOf(openSteps: OpenStep[], over: Partial<CaseRecord> = {}): CaseRecord {
  return {
    ...aCase({ unitId: 3, watcherWorkerId: 11 }), owners: [], chain: [], routingTrail: [], events: [], orders: [],
    attachments: [], firstUnitId: 3, desks: [], mergedInto: null, splitFrom: null, openSteps, ...over,
  } as CaseRecord
}

/** How often each step is chosen, out of ASKED; 'nothing' and 'later' included. */
function shares(record: CaseRecord, hints: Parameters<typeof chooseStep>[1] = NOTHING): Record<string, number> {
  const random = mulberry32(5)
  const counts: Record<string, number> = {}
  for (let asked = 0; asked < ASKED; asked++) {
    const choice = chooseStep(record, hints, random)
    const name = choice === null ? 'nothing' : choice === 'later' ? 'later' : `${choice.step} as ${choice.as}`
    counts[name] = (counts[name] ?? 0) + 1 / ASKED
  }
  return counts
}

const BEFORE = [
  open('dispatch', ['desk']), open('verify', ['desk']), open('reject', ['desk'], true, true),
  open('transfer', ['desk'], true, true), open('merge', ['desk']),
]

describe('what somebody does who comes by a case', () => {
  it('mostly takes the step that is due, now and then another one', () => {
    const desks = [{ code: '990101001001', name: '', nameEn: '' }, { code: '990101', name: '', nameEn: '' }]
    const chosen = shares(recordOf(BEFORE, { desks }))
    expect(chosen['dispatch as desk']).toBeGreaterThan(0.85)
    for (const rare of ['verify as desk', 'reject as desk', 'transfer as desk']) expect(chosen[rare]).toBeGreaterThan(0)
    expect(chosen['merge as desk']).toBeUndefined()
  })

  it('takes the order of a leading unit that waits for those who assist it', () => {
    const chosen = shares(recordOf([open('accept', ['unit']), open('assist-done', ['assist', 'desk'])]))
    expect(chosen['accept as unit']).toBeGreaterThan(0.6)
    expect(chosen.nothing).toBeGreaterThan(0.2)
  })

  it('merges a case into the one that it seems to repeat', () => {
    const choice = chooseStep(recordOf(BEFORE), { unitId: undefined, twinId: 8 }, mulberry32(1)) as Choice
    expect(choice).toEqual({ step: 'merge', as: 'desk', body: { intoCaseId: 8 } })
  })

  it('names a unit where there is none, and leaves alone what has nobody to watch it', () => {
    const due = [open('dispatch', ['desk'])]
    expect(chooseStep(recordOf(due, { unitId: null }), { unitId: 6, twinId: undefined }, mulberry32(1)))
      .toEqual({ step: 'dispatch', as: 'desk', body: { unitId: 6 } })
    expect(shares(recordOf(due, { unitId: null }))).toEqual({ nothing: expect.closeTo(1) })
    expect(shares(recordOf(due, { watcherWorkerId: null }))).toEqual({ nothing: expect.closeTo(1) })
  })

  it('does nothing at a desk that is not its own', () => {
    expect(shares(recordOf([open('dispatch', ['desk'], false)]))).toEqual({ nothing: expect.closeTo(1) })
  })

  it('leaves the handling to the unit, which accepts, and seldom refuses or asks for more time', () => {
    const chosen = shares(recordOf([
      open('handle', ['unit', 'desk']), open('accept', ['unit']), open('refuse', ['unit', 'desk'], true, true),
      open('ask-extension', ['unit', 'desk'], true, true), open('suspend', ['desk'], true, true),
    ]))
    expect(Object.keys(chosen)).not.toContain('handle as unit')
    expect(chosen['accept as unit']).toBeGreaterThan(0.6)
    expect(chosen['refuse as unit']).toBeLessThan(0.05)
  })

  it('lets the desk approve first and a leader second, as the server says', () => {
    const side = (by: OpenStep['by']) => recordOf([open('handle', ['unit']), open('approve-extension', by), open('refuse-extension', by)])
    expect(Object.keys(shares(side(['desk']))).sort()).toEqual(['approve-extension as desk', 'refuse-extension as desk'])
    expect(Object.keys(shares(side(['leader']))).sort()).toEqual(['approve-extension as leader', 'refuse-extension as leader'])
  })

  it('calls back before closing, nearly always content, and after closing only who can be called', () => {
    const inLine = recordOf([open('revisit', ['worker', 'desk', 'citizen'])])
    const random = mulberry32(9)
    const said = Array.from({ length: ASKED }, () => (chooseStep(inLine, NOTHING, random) as Choice).body)
    const share = (of: 'responded' | 'solved' | 'satisfied') => said.filter((body) => body[of] === true).length / ASKED
    expect(share('responded')).toBeCloseTo(0.97, 1)
    expect(share('solved')).toBeCloseTo(0.9, 1)
    expect(share('satisfied')).toBeGreaterThan(0.8)

    const closed = { closedAt: '2026-03-02T00:00:00.000Z', status: 'closed' as const }
    const late = [open('revisit', ['desk', 'citizen']), open('reopen', ['desk', 'citizen'], true, true)]
    expect(shares(recordOf(late, { ...closed, channel: 'app' }))['revisit as desk']).toBeGreaterThan(0.4)
    expect(shares(recordOf(late, { ...closed, channel: 'iot' }))).toEqual({ nothing: expect.closeTo(1) })
    expect(shares(recordOf(late, { ...closed, channel: 'app', satisfied: false }))['reopen as desk']).toBeGreaterThan(0.5)
  })

  it('thinks long about a case on which units are consulted, and then agrees on one of them', () => {
    const asked = { kind: 'consult', round: 1, detail: { unitIds: [3, 4] } } as unknown as CaseRecord['events'][number]
    const record = recordOf([open('dispatch', ['desk']), open('agree', ['desk'])], { events: [asked] })
    expect(shares(record).later).toBeGreaterThan(0.8)
    const random = mulberry32(2)
    let choice = chooseStep(record, NOTHING, random)
    while (choice === 'later') choice = chooseStep(record, NOTHING, random)
    expect(choice).toEqual({ step: 'agree', as: 'desk', body: { unitId: 4 } })
  })

  it('goes on with what was suspended', () => {
    expect(shares(recordOf([open('resume', ['desk'])]))).toEqual({ 'resume as desk': expect.closeTo(1) })
  })
})
