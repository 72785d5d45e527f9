/** The peace/war switch (平战结合): its tool at the desk, its banner everywhere, roll calls and broadcasts. */
export const command = {
  zh: {
    title: '平战', open: '平战切换、点名与通知', peace: '平时', failed: '平战状态未能读取',
    kind: { real: '战时', drill: '演练' },
    banner: '{{area}}：{{plan}}', since: '{{time}} 启动', by: '{{name}} 启动', calling: '点名 {{answered}}/{{total}}', late: '逾时未到 {{count}}',
    part: { plans: '预案', rollCalls: '点名', broadcasts: '通知', history: '记录' },
    plan: {
      add: '新建预案', edit: '修改', remove: '删除', removeTitle: '删除预案“{{name}}”？', empty: '还没有预案', on: '启动', off: '解除',
      name: '名称', nameEn: '英文名称', area: '区域', limits: '时限（小时，只收紧不放宽）', accept: '受理', handle: '办结', feedback: '反馈',
      broadcast: '启动时向全区发送', rollCall: '启动时点名', within: '报到时限（分钟）', message: '点名内容',
      duties: '包格、包楼、包户', addDuty: '增加一行', gridCode: '网格代码', building: '楼栋', households: '户', person: '责任人',
      workerId: '网格员编号', phone: '电话', task: '任务', dutyCount: '{{count}} 项责任',
      uncovered: '还有 {{count}} 个网格无人包保，点选补上', covered: '每个网格都有人包保', save: '保存', cancel: '取消', saved: '预案已保存',
      required: '必填',
    },
    switch: {
      on: '启动“{{name}}”', off: '解除“{{name}}”', kind: '性质', note: '原因', typed: '请再输入一次预案名称：{{name}}', ask: '下一步',
      code: '确认码', codeHint: '{{minutes}} 分钟内有效。请由本区域的领导或管理员确认；演练可由值班员确认。', confirm: '确认', cancel: '取消',
      waiting: { on: '等待确认启动', off: '等待确认解除' }, done: '已切换', askedBy: '{{name}} 申请', wrong: '与预案名称不一致',
    },
    call: {
      make: '发起点名', area: '区域', within: '报到时限（分钟）', message: '内容', drill: '演练', empty: '没有点名', end: '结束点名',
      total: '应到', answered: '已应答', missing: '未应答', unable: '不能到', late: '逾时应答', due: '{{time}} 截止', over: '已截止', ended: '已结束',
      onDuty: '在岗', offDuty: '不在岗', here: '代答“到”', answer: { here: '到', unable: '不能到' }, find: '看位置', unit: '单位', worker: '网格员',
      made: '点名已发出', answeredAt: '{{time}} {{name}}', missingList: '未应答名单', details: '名单',
    },
    text: {
      text: '向全区发送的内容', send: '发送', sent: '已发送', empty: '没有通知', read: '已读 {{read}}/{{total}}', unread: '未读',
    },
    history: { empty: '没有启动过预案', states: { pending: '待确认', active: '进行中', ended: '已解除', expired: '未确认' } },
    phone: { title: '点名', due: '请在 {{time}} 前应答', here: '到', sending: '正在发送…', unable: '不能到', failed: '没有送达，请再试一次' },
  },
  en: {
    title: 'Peace/war', open: 'Peace/war switch, roll calls and broadcasts', peace: 'Peace', failed: 'What is switched on could not be read',
    kind: { real: 'War', drill: 'Drill' },
    banner: '{{area}}: {{plan}}', since: 'on since {{time}}', by: 'by {{name}}', calling: 'Roll call {{answered}}/{{total}}',
    late: '{{count}} overdue',
    part: { plans: 'Plans', rollCalls: 'Roll calls', broadcasts: 'Broadcasts', history: 'History' },
    plan: {
      add: 'New plan', edit: 'Edit', remove: 'Delete', removeTitle: 'Delete plan “{{name}}”?', empty: 'There is no plan yet',
      on: 'Switch on', off: 'Switch off',
      name: 'Name', nameEn: 'English name', area: 'Area', limits: 'Limits in hours, which only tighten', accept: 'accept',
      handle: 'finish', feedback: 'feed back',
      broadcast: 'Sent to the area when switched on', rollCall: 'Call the roll when switched on', within: 'Minutes to answer',
      message: 'What the call says',
      duties: 'Who answers for grids, buildings and households', addDuty: 'Add a row', gridCode: 'Grid code', building: 'Building',
      households: 'Households', person: 'Person', workerId: 'Worker id', phone: 'Telephone', task: 'Task', dutyCount: '{{count}} duties',
      uncovered: 'Nobody answers for {{count}} grids yet: choose one to add it', covered: 'Somebody answers for every grid',
      save: 'Save', cancel: 'Cancel', saved: 'The plan is saved', required: 'required',
    },
    switch: {
      on: 'Switch on “{{name}}”', off: 'Switch off “{{name}}”', kind: 'Kind', note: 'Why', typed: 'Type the name of the plan again: {{name}}',
      ask: 'Next', code: 'Code',
      codeHint: 'Valid for {{minutes}} minutes. A leader or administrator of the area confirms; a drill may be confirmed at the desk.',
      confirm: 'Confirm', cancel: 'Cancel', waiting: { on: 'waits to be switched on', off: 'waits to be switched off' }, done: 'Switched',
      askedBy: 'asked for by {{name}}', wrong: 'not the name of the plan',
    },
    call: {
      make: 'Call the roll', area: 'Area', within: 'Minutes to answer', message: 'Message', drill: 'Drill', empty: 'No roll was called',
      end: 'End the call', total: 'Called', answered: 'Answered', missing: 'Missing', unable: 'Unable', late: 'Late', due: 'due {{time}}',
      over: 'time is over', ended: 'ended', onDuty: 'on duty', offDuty: 'off duty', here: 'Answer for him',
      answer: { here: 'here', unable: 'unable' }, find: 'Show', unit: 'Unit', worker: 'Worker', made: 'The roll is called',
      answeredAt: '{{time}} {{name}}', missingList: 'Missing', details: 'Who',
    },
    text: {
      text: 'A text to all of the area', send: 'Send', sent: 'Sent', empty: 'Nothing was sent', read: '{{read}}/{{total}} read', unread: 'unread',
    },
    history: {
      empty: 'No plan was ever switched on', states: { pending: 'waits', active: 'on', ended: 'ended', expired: 'not confirmed' },
    },
    phone: {
      title: 'Roll call', due: 'Answer by {{time}}', here: 'Here', sending: 'Sending…', unable: 'Unable',
      failed: 'It did not get through: try again',
    },
  },
} as const
