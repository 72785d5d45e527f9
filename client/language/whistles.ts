/** 吹哨报到 at the desk: who is called to a point, who is there. */
export const whistles = {
  zh: {
    title: '吹哨报到', empty: '没有进行中的吹哨', ofCase: '吹哨报到', blow: '吹哨', none: '尚未吹哨',
    by: '{{name}} {{time}} 吹哨', due: '须在 {{time}} 前到场', left: '剩 {{duration}}', over: '超时 {{duration}}', ended: '已结束',
    within: '{{metres}} 米内报到', there: '到场 {{there}}/{{total}}', overdue: '超时未到 {{count}}', end: '结束吹哨', find: '定位',
    endAsk: '结束后不再等待其余人员到场', case: '案件 {{number}}',
    call: {
      there: '{{time}} 报到，距现场 {{metres}} 米（±{{accuracy}} 米）', late: '晚到', waiting: '未到场', released: '未到场，已结束',
      overdue: '超时未到', escalated: '{{time}} 已上报 {{desk}}',
    },
    form: {
      units: '召集单位', unitsPlaceholder: '选择单位', workers: '召集网格员', workersPlaceholder: '选择网格员（选填）', text: '做什么',
      textPlaceholder: '例如：请到场处理积水', minutes: '到场时限', minutesOf: '{{count}} 分钟', radius: '报到半径', metres: '米', send: '发出吹哨',
      whomMissing: '请选择至少一个单位或网格员', textMissing: '请写明做什么', sent: '已吹哨，等待报到',
      serving: '管辖此处 · {{level}}', others: '其他单位',
    },
  },
  en: {
    title: 'Whistles', empty: 'No whistle is open', ofCase: 'Whistles', blow: 'Blow the whistle', none: 'None yet',
    by: 'blown by {{name}} at {{time}}', due: 'to be there by {{time}}', left: '{{duration}} left', over: '{{duration}} over', ended: 'Ended',
    within: 'check in within {{metres}} m', there: '{{there}} of {{total}} there', overdue: '{{count}} overdue', end: 'End', find: 'Find',
    endAsk: 'The others need not come any more', case: 'Case {{number}}',
    call: {
      there: 'checked in {{time}}, {{metres}} m away (±{{accuracy}} m)', late: 'late', waiting: 'not there yet',
      released: 'did not come before the end', overdue: 'overdue', escalated: 'passed on to {{desk}} at {{time}}',
    },
    form: {
      units: 'Units called', unitsPlaceholder: 'Choose units', workers: 'Workers called', workersPlaceholder: 'Choose workers (optional)',
      text: 'What for', textPlaceholder: 'Such as: come and drain the water', minutes: 'Within', minutesOf: '{{count}} minutes',
      radius: 'Check in within', metres: 'm', send: 'Blow the whistle', whomMissing: 'Choose a unit or a worker at least',
      textMissing: 'Say what for', sent: 'The whistle was blown', serving: 'Serving this place · {{level}}', others: 'Other units',
    },
  },
} as const
