import {
  LINE_STEPS, type CaseStep, type OpenStep, type Standing, type StepBody,
} from '../../../server/contract/api/case-steps.ts'
import type { CaseRecord } from '../../../server/contract/api/cases.ts'
import { pick, type Random } from '../../city/random.ts'

/** A step that somebody takes, as what he is to the case. */
export interface Choice {
  step: CaseStep
  as: Standing
  body: StepBody
}

/** What is known beside the record: the unit to send it to where it has none, and a case that it seems to repeat. */
export interface Hints {
  unitId: number | undefined
  twinId: number | undefined
}

/** Of the cases at which it could happen so many see it: what makes a day at a desk. */
const OFTEN = {
  verify: 0.04, reject: 0.01, transfer: 0.02, accept: 0.7, refuse: 0.03, extension: 0.03, suspend: 0.015, rework: 0.04,
  refuseExtension: 0.15, agree: 0.1, callBack: 0.5, reopen: 0.6,
} as const
/** 三率 of those who are called back. */
const RESPONDED = 0.97
const SOLVED = 0.9
const SATISFIED = 0.93
const SATISFIED_THOUGH_NOT_SOLVED = 0.3

/** Channels by which somebody can be called back. */
const CALLED_BACK: ReadonlySet<string> = new Set(['12345', 'app', 'visit', 'web', 'wechat'])
const MOST_ROUNDS = 3
const DISTRICT_DIGITS = 6

const REASONS = {
  reject: ['不属受理范围，已告知诉求人。', '经核实情况不存在。'],
  transfer: ['涉及多个街道，提级办理。', '需区级协调。'],
  refuse: ['不属本单位职责，请重新派遣。', '权属不在我单位。'],
  extension: ['需多部门进场，申请延期。', '配件订购中，申请延期。'],
  refuseExtension: ['仍可按期办结，不予延期。'],
  suspend: ['等待配件到货，暂缓处置。', '天气原因无法施工。'],
  confirm: ['现场核查，问题已解决，同意结案。', '复核无误，现场已恢复。', '网格员到场确认，处置结果属实。'],
  rework: ['现场未恢复，请重新处置。', '处置不彻底，请返工。'],
  reopen: ['诉求人不满意，重新办理。', '回访反映问题反复，重新办理。'],
} as const

/**
 * What somebody does with a case when he comes to look at it: the step that is due, now and then another one. `null`:
 * nothing, it waits for the unit that holds its order, or for a real person; 'later': he thinks about it. Only steps that the
 * record says are open, those of the desk only where they are open to whoever asked.
 */
export function chooseStep(record: CaseRecord, { unitId, twinId }: Hints, random: Random): Choice | 'later' | null {
  const open = new Map<CaseStep, OpenStep>()
  for (const one of record.openSteps) if (!open.has(one.step)) open.set(one.step, one)
  const has = (kind: string): boolean =>
    record.events.some((event) => event.kind === kind && event.round === record.round)
  const chance = (share: number): boolean => random() < share
  const take = (step: CaseStep, as: Standing, body: StepBody = {}): Choice | null => {
    const found = open.get(step)
    if (found === undefined || !found.by.includes(as) || (as === 'desk' && !found.mine)) return null
    return { step, as, body }
  }
  const sometimes = (share: number, step: CaseStep, as: Standing, body?: StepBody): Choice | null =>
    chance(share) ? take(step, as, body) : null
  const because = (reason: keyof typeof REASONS): StepBody => ({ note: pick(random, REASONS[reason]) })

  if (open.has('resume')) return take('resume', 'desk')
  const approval = open.get('approve-extension')
  if (approval !== undefined) {
    const as = approval.by[0]
    return chance(OFTEN.refuseExtension)
      ? take('refuse-extension', as, because('refuseExtension'))
      : take('approve-extension', as)
  }
  if (open.has('agree')) {
    const asked = record.events.findLast(({ kind }) => kind === 'consult')?.detail.unitIds as number[] | undefined
    if (asked === undefined || !chance(OFTEN.agree)) return 'later'
    return take('agree', 'desk', { unitId: asked.at(-1)! })
  }

  const due = record.openSteps.find(({ step }) => (LINE_STEPS as readonly CaseStep[]).includes(step))?.step
  // the leading unit waits for those who assist it, and has its order all the same
  switch (due ?? (open.has('assist-done') ? 'handle' : undefined)) {
    case 'register':
    case 'dispatch':
      return beforeDispatch()
    case 'handle':
      return atTheUnit()
    case 'reply':
      return take('reply', 'unit', { note: '已将办理结果告知诉求人。' })
    case 'check':
      return confirm('check')
    case 'close':
      return beforeClosing()
    case 'revisit':
      return record.closedAt === null || canCallBack() ? take('revisit', 'desk', answer(random)) : afterClosing()
    case 'archive':
      return afterClosing()
    default:
      return record.closedAt === null ? null : afterClosing()
  }

  function beforeDispatch(): Choice | null {
    const above = record.desks.find(({ code }) => code.length === DISTRICT_DIGITS)
    const isToBeLifted = above !== undefined && above.code !== record.deskCode && !has('transfer')
    return (twinId === undefined ? null : take('merge', 'desk', { intoCaseId: twinId }))
      ?? (has('verify') ? null : sometimes(OFTEN.verify, 'verify', 'desk'))
      ?? (record.round > 1 ? null : sometimes(OFTEN.reject, 'reject', 'desk', because('reject')))
      ?? (isToBeLifted
        ? sometimes(OFTEN.transfer, 'transfer', 'desk', { deskCode: above.code, ...because('transfer') })
        : null)
      ?? (due === 'register' ? take('register', 'desk') : sendOut())
  }

  function sendOut(): Choice | null {
    if (record.watcherWorkerId === null) return null
    if (record.unitId !== null) return take('dispatch', 'desk')
    return unitId === undefined ? null : take('dispatch', 'desk', { unitId })
  }

  function atTheUnit(): Choice | null {
    const wasRefused = record.events.some(({ kind }) => kind === 'refuse')
    return (wasRefused ? null : sometimes(OFTEN.refuse, 'refuse', 'unit', because('refuse')))
      ?? (has('accept') ? null : sometimes(OFTEN.accept, 'accept', 'unit'))
      ?? (has('ask-extension')
        ? null
        : sometimes(OFTEN.extension, 'ask-extension', 'unit', { hours: 24, ...because('extension') }))
      ?? (has('suspend') ? null : sometimes(OFTEN.suspend, 'suspend', 'desk', because('suspend')))
  }

  function beforeClosing(): Choice | null {
    const isUnhappy = record.satisfied === false
    return (isUnhappy ? sometimes(OFTEN.reopen, 'rework', 'desk', because('rework')) : null)
      ?? (open.get('close')!.by.includes('worker') ? confirm('close') : take('close', 'desk'))
  }

  /** The worker who watches has been there. */
  function confirm(step: 'check' | 'close'): Choice | null {
    return sometimes(OFTEN.rework, 'rework', 'worker', because('rework')) ?? take(step, 'worker', because('confirm'))
  }

  function canCallBack(): boolean {
    return CALLED_BACK.has(record.channel) && record.satisfied === null && !has('revisit') && chance(OFTEN.callBack)
  }

  function afterClosing(): Choice | null {
    const isUnhappy = record.satisfied === false && record.round < MOST_ROUNDS
    return (isUnhappy ? sometimes(OFTEN.reopen, 'reopen', 'desk', because('reopen')) : null) ?? take('archive', 'desk')
  }
}

/** What a citizen says who is called back. */
function answer(random: Random): StepBody {
  const solved = random() < SOLVED
  const responded = random() < RESPONDED
  return { responded, solved, satisfied: random() < (solved ? SATISFIED : SATISFIED_THOUGH_NOT_SOLVED) }
}
