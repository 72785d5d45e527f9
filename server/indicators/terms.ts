import type { IndicatorDefinition } from '../contract/api/indicators.ts'

export type Words = IndicatorDefinition['numerator']

/**
 * A set of cases, and how much each of them counts: what numerators and denominators are made of. `when` is a condition
 * of SQL over `facts`, which are the case's status and FACTS; `amount`, a whole number, is SQL over a row of `cases`.
 */
export interface Term {
  words: Words
  when: string
  /** 1 where it is not given. Never below 0 for a row of the set. */
  amount?: string
}

const VALID = `facts.status not in ('rejected', 'merged')`
const CLOSED = `facts.status in ('closed', 'archived')`
const HANDLED = `facts.status in ('handled', 'replied', 'checked', 'visited', 'closed', 'archived')`
const DISPATCHED = `(facts.wasDispatched or facts.status = 'dispatched' or ${HANDLED})`
const FILED = `(facts.isRegistered or facts.status = 'registered' or ${DISPATCHED})`
const ANSWERED = `(facts.isReplied or ${CLOSED})`
const JUDGED = `(${CLOSED} or facts.isChecked or facts.wasReworked or facts.wasReopened)`

/** By way of a binary number, which holds whole milliseconds of any time exactly, a tenth of the work of a decimal one. */
const milliseconds = (from: string, to: string): string =>
  `(date_part('epoch', ${to} - ${from}) * 1000)::bigint`

/** Every set that indicators count. The words say what the conditions say: tests recompute from the words alone. */
export const TERMS = {
  all: {
    words: { zh: '全部上报案件，含重复和不予受理', en: 'all reported cases, repeats and rejected ones included' },
    when: 'true',
  },
  reported: {
    words: { zh: '有效上报：上报案件，不含已并案的重复案件', en: 'reported cases without repeats that were merged' },
    when: `facts.status <> 'merged'`,
  },
  accepted: {
    words: { zh: '受理：有效上报中未被不予受理的案件', en: 'accepted: reported cases neither merged nor rejected' },
    when: VALID,
  },
  filed: {
    words: {
      zh: '立案：受理案件中已登记立案的；流程无登记环节的，以首次派遣为立案',
      en: 'filed: accepted cases that were registered; where the template has no such step, that were dispatched once',
    },
    when: `${VALID} and ${FILED}`,
  },
  dispatched: {
    words: { zh: '派遣：受理案件中至少派遣过一次的', en: 'accepted cases that were dispatched at least once' },
    when: `${VALID} and ${DISPATCHED}`,
  },
  dispatchTimes: {
    words: { zh: '受理案件的派遣次数（含转派）', en: 'how often accepted cases were dispatched or forwarded' },
    when: `${VALID} and facts.wasDispatched`,
    amount: 'cases.dispatches',
  },
  rightDispatchTimes: {
    words: { zh: '派遣次数减去派遣错误（退回、收回）次数', en: 'dispatches less those that were refused or recalled' },
    when: `${VALID} and facts.wasSentRightly`,
    amount: 'cases.dispatches - cases.refusals - cases.returns',
  },
  refusalTimes: {
    words: { zh: '受理案件被处置单位退回的次数', en: 'how often units refused accepted cases' },
    when: `${VALID} and facts.wasRefused`,
    amount: 'cases.refusals',
  },
  handled: {
    words: { zh: '处置：受理案件中已处置完毕、未被返工的', en: 'accepted cases whose handling is done and stands' },
    when: HANDLED,
  },
  handledOnTime: {
    words: {
      zh: '处置案件中在办理时限内处置完毕的（无处置时间的按结案时间）',
      en: 'handled cases whose handling was done by the time due (where it is not known when: closed by then)',
    },
    when: `${HANDLED} and facts.handledOnTime`,
  },
  shouldHandle: {
    words: {
      zh: '应处置：派遣案件中已处置的，加上未挂账、已过时限仍未处置的',
      en: 'dispatched cases that are handled, or past their time and not suspended',
    },
    when: `${VALID} and ${DISPATCHED} and (${HANDLED} or facts.isOverdue)`,
  },
  overdueHandling: {
    words: { zh: '超期未处置：派遣案件中未挂账、已过时限仍未处置的', en: 'dispatched cases past their time, not suspended, not handled' },
    when: `${VALID} and ${DISPATCHED} and not ${HANDLED} and facts.isOverdue`,
  },
  handledOnce: {
    words: {
      zh: '受理案件中至少处置过一次的（含已返工、已重开）',
      en: 'accepted cases handled at least once, reworked and reopened ones included',
    },
    when: `${VALID} and (${HANDLED} or facts.wasReworked or facts.wasReopened)`,
  },
  reworked: {
    words: { zh: '返工：受理案件中至少返工过一次的', en: 'accepted cases sent back for rework at least once' },
    when: `${VALID} and facts.wasReworked`,
  },
  closed: {
    words: { zh: '结案：已结案或已归档的案件', en: 'cases that are closed or archived' },
    when: CLOSED,
  },
  closedOnTime: {
    words: { zh: '按期结案：结案时间不晚于办理时限的', en: 'closed no later than due' },
    when: `${CLOSED} and facts.closedOnTime`,
  },
  closedLate: {
    words: { zh: '超期结案：结案时间晚于办理时限的', en: 'closed later than due' },
    when: `${CLOSED} and facts.closedLate`,
  },
  overdueOpen: {
    words: { zh: '超期未结案：受理案件中未挂账、已过时限仍未结案的', en: 'accepted cases past their time, not suspended, not closed' },
    when: `${VALID} and not ${CLOSED} and facts.isOverdue`,
  },
  shouldClose: {
    words: {
      zh: '应结案：按期结案、超期结案与超期未结案之和',
      en: 'closed on time, closed late, or accepted and past their time without being closed or suspended',
    },
    when: `${VALID} and (${CLOSED} or facts.isOverdue)`,
  },
  visited: {
    words: { zh: '受理案件中已回访的', en: 'accepted cases about which the citizen was asked' },
    when: `${VALID} and facts.wasVisited`,
  },
  responded: {
    words: { zh: '最近一次回访中，诉求人确认单位已响应的', en: 'the citizen last said that somebody had come back to him' },
    when: `${VALID} and facts.hasResponded`,
  },
  solvedKnown: {
    words: { zh: '受理案件中诉求人答复了是否解决的', en: 'accepted cases of which the citizen said whether they are solved' },
    when: `${VALID} and facts.isSolvedKnown`,
  },
  solved: {
    words: { zh: '最近一次答复为已解决的', en: 'the citizen last said: solved' },
    when: `${VALID} and facts.isSolved`,
  },
  satisfiedKnown: {
    words: { zh: '受理案件中诉求人评价了是否满意的', en: 'accepted cases of which the citizen said whether he is satisfied' },
    when: `${VALID} and facts.isSatisfiedKnown`,
  },
  satisfied: {
    words: { zh: '最近一次评价为满意的（三星及以上为满意）', en: 'the citizen last said: satisfied (three stars and more are)' },
    when: `${VALID} and facts.isSatisfied`,
  },
  effectiveVisit: {
    words: {
      zh: '结案案件中诉求人答复了是否解决或是否满意的',
      en: 'closed cases of which the citizen said whether they are solved or he is satisfied',
    },
    when: `${CLOSED} and (facts.isSolvedKnown or facts.isSatisfiedKnown)`,
  },
  shouldAnswer: {
    words: {
      zh: '应办复：受理案件中已回复或已结案的，加上未挂账、已过时限的',
      en: 'accepted cases that are replied to or closed, or past their time and not suspended',
    },
    when: `${VALID} and (${ANSWERED} or facts.isOverdue)`,
  },
  answeredOnTime: {
    words: {
      zh: '按时办复：在办理时限内回复（流程无回复环节的以结案计）的',
      en: 'replied to no later than due; without a reply, closed no later than due',
    },
    when: `${VALID} and ${ANSWERED} and facts.answeredOnTime`,
  },
  judged: {
    words: {
      zh: '受理案件中处置结果已经核查的（核查、结案、返工或重开过）',
      en: 'accepted cases whose handling was judged: checked, closed, reworked or reopened',
    },
    when: `${VALID} and ${JUDGED}`,
  },
  passedAtOnce: {
    words: { zh: '其中从未返工的', en: 'of these, never sent back for rework' },
    when: `${VALID} and ${JUDGED} and not facts.wasReworked`,
  },
  merged: {
    words: { zh: '已并案的重复案件', en: 'repeats that were merged into another case' },
    when: `facts.status = 'merged'`,
  },
  proactive: {
    words: {
      zh: '受理案件中来自主动发现渠道（巡查、物联感知、视频识别等，渠道表中标明“未诉先办”）的',
      en: 'accepted cases of channels by which the city finds out itself (marked so: patrol, sensors, video, visits)',
    },
    when: `${VALID} and facts.isProactive`,
  },
  closedLocally: {
    words: {
      zh: '结案案件中由镇（街道）、村（社区）席位掌握且由其所属单位主办的',
      en: 'closed cases that lay on the desk of a street or community and were handled by a unit of one',
    },
    when: `${CLOSED} and facts.isOnLocalDesk and facts.isOfLocalUnit`,
  },
  selfHandled: {
    words: {
      zh: '自行处置：网格员上报、由镇（街道）或村（社区）单位处置完毕，未动用上级部门的',
      en: 'reported by a grid worker and handled by a unit of the street or community, without a department above',
    },
    when: `${HANDLED} and facts.isFromWorker and facts.isOfLocalUnit`,
  },
  closingTime: {
    words: { zh: '结案案件从上报到结案的自然时间之和', en: 'the time from report to closing of closed cases, added up' },
    when: CLOSED,
    amount: milliseconds('cases.reported_at', 'cases.closed_at'),
  },
  acceptedWithTime: {
    words: {
      zh: '立案案件中有登记时间（无登记环节的，有现行派遣时间）的',
      en: 'filed cases of which the time of registration, or else of the dispatch in force, is known',
    },
    when: `${VALID} and facts.hasAcceptingTime`,
  },
  acceptingTime: {
    words: {
      zh: '从上报到登记（无登记环节的，到现行派遣）的自然时间之和',
      en: 'the time from report to registration, or else to the dispatch in force, added up',
    },
    when: `${VALID} and facts.hasAcceptingTime`,
    amount: milliseconds('cases.reported_at', 'coalesce(cases.registered_at, cases.dispatched_at)'),
  },
  handledWithTime: {
    words: { zh: '处置案件中有派遣和处置时间的', en: 'handled cases of which the times of dispatch and handling are known' },
    when: `${HANDLED} and facts.hasHandlingTime`,
  },
  handlingTime: {
    words: { zh: '从现行派遣到处置完毕的自然时间之和', en: 'the time from the dispatch in force to the handling, added up' },
    when: `${HANDLED} and facts.hasHandlingTime`,
    amount: milliseconds('cases.dispatched_at', 'cases.handled_at'),
  },
} as const satisfies Record<string, Term>

export type TermCode = keyof typeof TERMS
