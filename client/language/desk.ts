/** The duty desk. */
export const desk = {
  zh: {
    tabs: { cases: '案件', alarms: '告警' },
    filter: {
      search: '搜索编号、描述、地址、类别', category: '全部类别', urgent: '紧急', inView: '地图范围内',
      inViewHint: '只列出当前地图范围内的案件', clear: '清除筛选', showing: '显示 {{shown, number}} / 共 {{total, number}} 件',
    },
    sort: { label: '排序', urgency: '紧急与临期优先', newest: '最新上报优先' },
    list: {
      empty: '没有未结案件', emptyFiltered: '没有符合条件的案件', urgent: '紧急', left: '剩 {{duration}}', over: '超 {{duration}}',
      waiting: '正在读取案件…', waitingAlarms: '正在读取告警…',
    },
    alarms: {
      empty: '没有活动告警', acknowledge: '确认', clear: '解除', acknowledged: '已确认', cleared: '已解除', active: '未确认',
      occurrences: '{{count}} 次', showing: '活动告警 {{count}} 条', started: '首次 {{time}}', last: '最近 {{time}}', value: '数值',
      failed: '操作未成功', device: '设备', kind: '类型', message: '内容', place: '位置', times: '发生次数',
      startedAt: '开始时间', lastAt: '最近时间', state: '状态',
    },
    connection: {
      connecting: '连接中', live: '实时', stale: '{{seconds}} 秒无数据', offline: '已断开 {{seconds}} 秒',
      hint: '数据最后更新于 {{time}}',
    },
    counters: { open: '未结', overdue: '超时', workers: '在线', alarms: '告警', today: '今日上报' },
    sound: { on: '提示音已开', off: '提示音已关', hint: '有新的紧急案件、紧急告警或告警升级时发出提示音；求助 SOS 始终有声' },
    keys: {
      hint: '快捷键', move: '↑ ↓ 选择案件', open: '回车 打开详情', dispatch: 'D 派单', close: 'Esc 关闭',
    },
    map: {
      layers: '图层', locate: '定位查询', locateHint: '点击地图，查询该点的归属网格与责任链', newCase: '登记案件',
      newCaseHint: '点击地图上的事发地点，登记新案件', whole: '全市', clickMap: '请在地图上点击一个位置，Esc 取消',
      legend: '案件状态',
    },
    loadFailed: '未能读取城市数据',
    case: {
      title: '案件详情', number: '编号', channel: '来源', reportedAt: '上报时间', dueAt: '办结期限', closedAt: '结案时间',
      address: '地址', place: '所在区域', unit: '处置单位', watcher: '监督网格员', photos: '现场照片', photo: '现场照片 {{index}}',
      owners: '归属网格', noOwner: '无', chain: '责任链', trail: '派遣依据', history: '处理过程', orders: '派单', noOrders: '尚未派单',
      limit: '时限', remaining: '剩余 {{duration}}', over: '超时 {{duration}}', paused: '挂账，停于 {{time}}，尚余 {{duration}}', closedInTime: '按期结案',
      closedLate: '超期 {{duration}}结案', ended: '已终止', dispatch: '派单', copy: '复制编号', copied: '已复制',
      fly: '在地图上查看', duration: '用时 {{duration}}', description: '问题描述',
    },
    trailRule: {
      locate: '定位', layer: '网格层', category: '类别', department: '处置单位', watcher: '监督人', fallback: '兜底',
    },
    dispatch: {
      explain: '同时派给处置单位与网格员：单位处置，网格员核查，双方完成后结案。', routed: '系统建议', chooseUnit: '请选择单位',
      noWorker: '该网格暂无网格员', gone: '单位 {{id}}', workerGone: '网格员 {{id}}',
    },
    order: {
      handle: '处置', assist: '协办', watch: '核查', verify: '核实', sentAt: '{{time}} 由 {{by}} 派出', acceptedAt: '{{time}} 签收',
      accepted: '已签收', revoked: '已收回', done: '已完成', waiting: '进行中',
      doneAt: '{{time}} 完成', afterHandling: '待处置完成后核查',
    },
    worker: {
      title: '网格员', number: '工号', employment: '用工', full: '专职', part: '兼职', phone: '电话', grid: '责任网格',
      area: '所属区域', last: '最近定位', battery: '电量', speed: '速度', never: '暂无定位', casesFound: '发现的案件',
      orders: '承办派单', none: '无', follow: '在地图上查看', ago: '{{duration}}前',
      settled: '现在所在', outside: '不在任何网格内', uncertain: '最近定位贴近边界，不能确定',
    },
    box: {
      title: '车载终端', connected: '在线', away: '离线', mileage: '里程', fuel: '油量', satellites: '卫星', signal: '信号',
      phone: '手机消息', phonePlaceholder: '发到外勤手机的文字', read: '已阅读',
      send: '发消息', locate: '立即定位', urgent: '紧急', placeholder: '终端显示并播报的文字',
      waiting: '等待终端上线', delivered: '已送达', acknowledged: '已确认', expired: '已过期',
    },
    grid: {
      code: '编码', layer: '网格层', area: '所属区域', unit: '责任单位', workers: '网格员', openCases: '未结案件', none: '无',
      listed: '列出的案件',
    },
    point: {
      title: '定位查询', coordinates: '坐标', owner: '归属', none: '无归属网格', edge: '距网格边界 {{metres}} 米', chain: '责任链',
      newCase: '在此登记案件', decision: '判定',
    },
    create: {
      title: '登记案件', category: '类别', categoryPlaceholder: '选择或搜索类别', description: '问题描述',
      descriptionPlaceholder: '来电人反映的情况', address: '地址', addressPlaceholder: '门牌、路口或参照物（选填）', channel: '来源',
      urgent: '紧急', photo: '照片', photoHint: 'JPEG、PNG 或 WebP，不超过 5 MB', addPhoto: '添加照片', removePhoto: '移除',
      submit: '登记', created: '已登记：{{number}}', categoryMissing: '请选择类别', descriptionMissing: '请填写问题描述',
      photoTooLarge: '照片超过 5 MB', photoType: '只接受 JPEG、PNG 或 WebP', unit: '将由 {{unit}} 处置', at: '位置',
      urgentByCategory: '该类别按紧急处理',
    },
  },
  en: {
    tabs: { cases: 'Cases', alarms: 'Alarms' },
    filter: {
      search: 'Number, description, address, category', category: 'All categories', urgent: 'Urgent', inView: 'In view', inViewHint: 'List only cases within the map’s view', clear: 'Clear filters',
      showing: '{{shown, number}} of {{total, number}} cases',
    },
    sort: { label: 'Sort', urgency: 'Urgent and due first', newest: 'Newest first' },
    list: {
      empty: 'No open cases', emptyFiltered: 'No case matches the filters', urgent: 'Urgent', left: '{{duration}} left',
      over: '{{duration}} over', waiting: 'Reading the cases…', waitingAlarms: 'Reading the alarms…',
    },
    alarms: {
      empty: 'No active alarms', acknowledge: 'Acknowledge', clear: 'Clear', acknowledged: 'Acknowledged', cleared: 'Cleared',
      active: 'Unacknowledged', occurrences: '{{count}}×', showing: '{{count}} active alarms', started: 'first {{time}}',
      last: 'last {{time}}', value: 'Value', failed: 'That did not work', device: 'Device', kind: 'Kind', message: 'Message',
      place: 'Place', times: 'Occurrences', startedAt: 'Started', lastAt: 'Last seen', state: 'State',
    },
    connection: {
      connecting: 'Connecting', live: 'Live', stale: 'No data for {{seconds}} s', offline: 'Offline for {{seconds}} s',
      hint: 'Data last received at {{time}}',
    },
    counters: { open: 'Open', overdue: 'Overdue', workers: 'Online', alarms: 'Alarms', today: 'Today' },
    sound: { on: 'Sound on', off: 'Sound off', hint: 'Plays a sound for urgent cases, critical and escalated alarms; an SOS is always heard' },
    keys: {
      hint: 'Keyboard', move: '↑ ↓ choose a case', open: 'Enter opens it', dispatch: 'D dispatches', close: 'Esc closes',
    },
    map: {
      layers: 'Layers', locate: 'Locate', locateHint: 'Click the map to see which grids own the point and who answers for it',
      newCase: 'New case', newCaseHint: 'Click where it happened to file a new case', whole: 'Whole city',
      clickMap: 'Click a place on the map, Esc to cancel', legend: 'Case status',
    },
    loadFailed: 'The city could not be read',
    case: {
      title: 'Case', number: 'Number', channel: 'Channel', reportedAt: 'Reported', dueAt: 'Due', closedAt: 'Closed',
      address: 'Address', place: 'Area', unit: 'Department', watcher: 'Watcher', photos: 'Photos', photo: 'Photo {{index}}',
      owners: 'Owning grids', noOwner: 'none', chain: 'Chain', trail: 'Why it is routed so', history: 'History', orders: 'Orders',
      noOrders: 'Not dispatched yet', limit: 'Time limit', remaining: '{{duration}} left', over: '{{duration}} overdue',
      paused: 'Paused {{time}} with {{duration}} left', closedInTime: 'Closed in time', closedLate: 'Closed {{duration}} late', ended: 'Ended', dispatch: 'Dispatch',
      copy: 'Copy number', copied: 'Copied', fly: 'Show on the map', duration: 'took {{duration}}', description: 'Description',
    },
    trailRule: {
      locate: 'Location', layer: 'Layer', category: 'Category', department: 'Department', watcher: 'Watcher', fallback: 'Fallback',
    },
    dispatch: {
      explain: 'One order to the department, one to the grid worker: the department handles, the worker verifies, then the case closes.',
      routed: 'suggested', chooseUnit: 'Choose a unit', noWorker: 'The grid has no worker', gone: 'Department {{id}}',
      workerGone: 'Worker {{id}}',
    },
    order: {
      handle: 'Handle', assist: 'Assist', watch: 'Verify', verify: 'Look first', sentAt: 'sent {{time}} by {{by}}',
      acceptedAt: 'accepted {{time}}', accepted: 'Accepted', revoked: 'Taken back', done: 'Done', waiting: 'Under way', doneAt: 'done {{time}}',
      afterHandling: 'to be verified once handled',
    },
    worker: {
      title: 'Grid worker', number: 'Number', employment: 'Employment', full: 'Full time', part: 'Part time', phone: 'Phone',
      grid: 'Grid', area: 'Area', last: 'Last fix', battery: 'Battery', speed: 'Speed', never: 'No fix yet',
      casesFound: 'Cases found', orders: 'Orders', none: 'none', follow: 'Show on the map', ago: '{{duration}} ago',
      settled: 'Now in', outside: 'outside all grids', uncertain: 'last fix at an edge, not certain',
    },
    box: {
      phone: 'Texts to the phone', phonePlaceholder: 'A text for the phone in the field', read: 'Read',
      title: 'Vehicle box', connected: 'Connected', away: 'Not connected', mileage: 'Mileage', fuel: 'Fuel',
      satellites: 'Satellites', signal: 'Signal', send: 'Send message', locate: 'Locate now', urgent: 'Urgent',
      placeholder: 'A text that the box shows and reads out', waiting: 'Waits for the box', delivered: 'Delivered',
      acknowledged: 'Acknowledged', expired: 'Expired',
    },
    grid: {
      code: 'Code', layer: 'Layer', area: 'Area', unit: 'Unit', workers: 'Workers', openCases: 'Open cases', none: 'none',
      listed: 'Cases listed',
    },
    point: {
      title: 'Location', coordinates: 'Coordinates', owner: 'Owner', none: 'no grid', edge: '{{metres}} m to the boundary',
      chain: 'Chain', newCase: 'New case here', decision: 'Decision',
    },
    create: {
      title: 'New case', category: 'Category', categoryPlaceholder: 'Choose or search', description: 'Description',
      descriptionPlaceholder: 'What the caller says', address: 'Address',
      addressPlaceholder: 'Number, crossing or landmark (optional)', channel: 'Channel', urgent: 'Urgent', photo: 'Photo',
      photoHint: 'JPEG, PNG or WebP, at most 5 MB', addPhoto: 'Add a photo', removePhoto: 'Remove', submit: 'File the case',
      created: 'Filed: {{number}}', categoryMissing: 'Choose a category', descriptionMissing: 'Describe the problem',
      photoTooLarge: 'The photo is larger than 5 MB', photoType: 'Only JPEG, PNG or WebP', unit: '{{unit}} will handle it',
      at: 'Place', urgentByCategory: 'Urgent by its category',
    },
  },
} as const
