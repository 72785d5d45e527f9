/** The review's view of 回头看: the monthly list, and complaints that repeat themselves. */
export const lookback = {
  zh: {
    view: '回头看', part: { list: '月度清单', repeats: '重复诉求' },
    month: '{{month}} 清单', state: { open: '待交办', 'under-way': '办理中', struck: '已销号' }, before: '往月未销号 {{count}} 件',
    notMade: '本月清单尚未生成，将在月初自动生成。', none: '上月回访全部解决且满意，清单为空。',
    column: { case: '案件', visited: '回访时间', why: '回访结果', words: '市民意见', state: '销号', last: '最近交办' },
    unsolved: '未解决', unsatisfied: '不满意', redispatch: '重新交办', redispatched: '{{number}} 已重新交办',
    times: '第 {{count}} 次 · {{by}}', ask: '重新交办给主办单位？', askHint: '案件重新办理，进入下一轮，直至问题解决、群众满意后自动销号。',
    repeat: {
      kind: { place: '同一地点同类问题', person: '同一反映人' }, count: '{{count}} 次反映', last: '最近 {{time}}',
      state: { open: '待攻坚', 'under-way': '攻坚中', done: '已化解' }, note: '集中攻坚措施', save: '保存', saved: '已保存',
      none: '没有重复诉求', rule: '{{days}} 天内同一地点同类、或同一反映人满 {{cases}} 次，即列入集中攻坚。',
      changed: '{{by}} · {{time}}',
    },
  },
  en: {
    view: 'Look-back', part: { list: 'Monthly list', repeats: 'Repeated complaints' },
    month: 'List of {{month}}', state: { open: 'To send out', 'under-way': 'Under way', struck: 'Struck off' },
    before: 'Of earlier months: {{count}}', notMade: 'The list of this month is made at its beginning.',
    none: 'All that were called back last month were solved and satisfied.',
    column: {
      case: 'Case', visited: 'Called back', why: 'Result', words: 'The citizen said', state: 'State',
      last: 'Sent out last',
    },
    unsolved: 'Unsolved', unsatisfied: 'Unsatisfied', redispatch: 'Send out again',
    redispatched: '{{number}} was sent out again',
    times: 'No. {{count}} · {{by}}', ask: 'Send it to the leading unit again?',
    askHint: 'It is reopened, a round further, and struck off by itself once it is solved and the citizen satisfied.',
    repeat: {
      kind: { place: 'Same place and class', person: 'Same person' }, count: '{{count}} complaints',
      last: 'Last {{time}}',
      state: { open: 'Open', 'under-way': 'Under way', done: 'Done' }, note: 'What is done about it', save: 'Save',
      saved: 'Saved',
      none: 'No repeated complaints',
      rule: 'Taken up together: {{cases}} complaints in {{days}} days of the same place and class, or the same person.',
      changed: '{{by}} · {{time}}',
    },
  },
} as const
