/** The wall. */
export const wall = {
  zh: {
    title: '网格化指挥中心',
    subtitle: 'Grid Command Centre',
    connection: {
      connecting: '正在连接', live: '实时', stale: '数据中断', offline: '连接断开',
      banner: '数据已停止更新', since: '最后更新 {{time}} · 已中断 {{seconds}} 秒',
    },
    positionsPerSecond: '定位 {{count}} 条/秒',
    gridTotal: '{{count}} 个网格',
    counters: {
      title: '实时态势', workersOnline: '在线网格员', casesToday: '今日案件', casesOpen: '在办案件', casesOverdue: '超期案件',
      casesClosedToday: '今日结案', alarmsActive: '活动告警',
    },
    byHour: { title: '今日案件 · 逐时', today: '今日', yesterday: '昨日' },
    byDistrict: { title: '各区在办', open: '在办', overdue: '超期' },
    byClass: { title: '今日案件 · 类别', unit: '件' },
    feed: { title: '实时动态', empty: '等待新的案件与告警…' },
    change: {
      raise: '告警', repeat: '持续', acknowledge: '确认', clear: '解除', escalate: '升级', confirm: '核实', refuse: '误报', case: '转案件',
      comment: '备注',
    },
    announce: {
      on: '语音播报已开启', off: '开启语音播报', alarm: '{{severity}}告警', spoken: '{{severity}}告警，{{place}}，{{message}}',
    },
    heat: {
      title: '案件热力', period: { '24h': '近 24 小时', '7d': '近 7 天' }, count: '共 {{n}} 件', cell: '每格案件数',
    },
    legend: { cases: '案件', alarms: '告警', workers: '网格员' },
    card: {
      number: '编号', area: '属地', state: '状态', category: '类别', status: '状态', address: '地址', reported: '上报',
      due: '时限', unit: '处置单位', since: '开始', times: '次数', message: '内容',
      cases: '案件数', overdue: '已超期',
    },
  },
  en: {
    title: 'Grid Command Centre',
    subtitle: '网格化指挥中心',
    connection: {
      connecting: 'Connecting', live: 'Live', stale: 'No data', offline: 'Disconnected',
      banner: 'The data has stopped', since: 'Last update {{time}} · {{seconds}} s ago',
    },
    positionsPerSecond: '{{count}} fixes/s',
    gridTotal: '{{count}} grids',
    counters: {
      title: 'Now', workersOnline: 'Workers online', casesToday: 'Cases today', casesOpen: 'Open cases',
      casesOverdue: 'Overdue', casesClosedToday: 'Closed today', alarmsActive: 'Active alarms',
    },
    byHour: { title: 'Cases today by hour', today: 'Today', yesterday: 'Yesterday' },
    byDistrict: { title: 'Open cases by district', open: 'Open', overdue: 'Overdue' },
    byClass: { title: 'Cases today by class', unit: 'cases' },
    feed: { title: 'Live events', empty: 'Waiting for cases and alarms…' },
    change: {
      raise: 'Alarm', repeat: 'Ongoing', acknowledge: 'Acknowledged', clear: 'Cleared',
      escalate: 'Escalated', confirm: 'Confirmed', refuse: 'False alarm', case: 'Made a case', comment: 'Comment',
    },
    announce: {
      on: 'Voice is on', off: 'Turn voice on', alarm: '{{severity}} alarm',
      spoken: '{{severity}} alarm. {{place}}. {{message}}',
    },
    heat: {
      title: 'Case density', period: { '24h': 'Last 24 hours', '7d': 'Last 7 days' }, count: '{{n}} cases',
      cell: 'cases per cell',
    },
    legend: { cases: 'Cases', alarms: 'Alarms', workers: 'Workers' },
    card: {
      number: 'Number', area: 'Area', state: 'State', category: 'Category', status: 'Status', address: 'Address',
      reported: 'Reported', due: 'Due', unit: 'Unit', since: 'Since',
      times: 'Times', message: 'Message',
      cases: 'Cases', overdue: 'overdue',
    },
  },
} as const
