/** The administrator's tab of the field: ports, devices, what was set aside, policy, tokens. */
export const adminField = {
  zh: {
    part: { status: '接入状态', trackers: '定位终端', quarantine: '隔离记录', sensors: '物联感知', policy: '值守策略', tokens: '访问令牌' },
    more: '加载更多',
    trackers: {
      title: '定位终端', search: '终端标识、名称、工号或姓名', trouble: '只看异常', troubles: { clock: '时钟偏差', 'never-heard': '从未上线', silent: '失联' },
      empty: '没有符合条件的终端', key: '标识', worker: '人员或车辆', kind: '类型', kinds: { phone: '手机', box: '车载终端' }, lastHeard: '最近上线',
      never: '从未', clock: '时钟', ahead: '快 {{duration}}', behind: '慢 {{duration}}', right: '准', datum: '坐标系',
      datums: { wgs84: 'WGS-84', gcj02: 'GCJ-02 高德', bd09: 'BD-09 百度' }, speedUnit: '速度单位',
      speedUnits: { knots: '节', mps: '米/秒', kmh: '公里/时', mph: '英里/时' }, forget: '解除终端绑定', remove: '删除',
      removeTitle: '删除终端 {{key}}？', keyHint: '终端标识，例如 IMEI 或车载终端手机号', workerId: '人员编号', label: '备注', register: '登记终端',
    },
    quarantine: {
      title: '隔离记录', hint: '无法读取或不可信的记录原样保留在此，并注明原因；它们不会进入轨迹。', device: '终端标识或来源地址', reload: '刷新',
      empty: '没有隔离记录', receivedAt: '收到时间', protocol: '协议', reason: '原因',
    },
    sensors: {
      title: '物联感知类型', hint: '每种设备如何由报文取值、何时告警，全部由数据定义。点击一行查看或修改。', kind: '类型', devices: '设备数', measures: '测量值',
      alarms: '告警规则', silence: '静默告警', afterMinutes: '{{minutes}} 分钟', definition: '定义（JSON）', save: '保存定义', saved: '已保存，立即生效',
      tryTitle: '用一条报文试算', try: '试算', unreadable: '无法读取',
      verdict: { raises: '触发告警', clears: '解除告警', between: '维持现状', 'not-measured': '未包含该值' },
    },
    health: {
      title: '运行健康', status: '状态', database: '数据库', waiting: '待写入记录', diskFree: '数据盘剩余', lastError: '最近写入错误', none: '无',
      states: { ok: '正常', 'database-down': '数据库无应答', 'disk-full': '磁盘已满', 'disk-low': '磁盘空间不足' },
    },
    doors: {
      title: '接入端口', name: '协议', port: '端口', connections: '连接数', state: '状态', open: '监听中', shut: '未开启',
      hint: '所有协议也可经由本站地址 /in/设备令牌 以 HTTP 接入。',
    },
    tokens: {
      title: '大屏与设备令牌', hint: '令牌只在创建时显示一次。大屏令牌只能看，设备令牌只能报。', kind: '类型', kinds: { wall: '大屏', device: '设备' },
      label: '名称', labelHint: '例如：三楼大厅、巡逻车网关', scope: '范围', createdAt: '创建时间', make: '新建令牌', revoke: '吊销',
      revokeTitle: '吊销“{{label}}”？', revokeText: '使用此令牌的大屏或设备将立即断开，无法恢复。', empty: '还没有令牌',
      made: '令牌已创建，请立即复制：',
    },
    policy: {
      title: '值守策略', offDuty: '班次外的位置', offDutyChoice: { drop: '丢弃（默认）', aggregate: '仅按网格与小时汇总，不留个人' },
      idleAfterMinutes: '原地停留多久算待机', silentAfterMinutes: '多久无信号算失联', outOfAreaAfterMinutes: '离开本网格多久算越界',
      fastestMps: '超过此速度判为漂移', positionDays: '轨迹保留', readingDays: '传感读数保留', quarantineDays: '隔离记录保留',
      minutes: '分钟', days: '天', mps: '米/秒', save: '保存', saved: '已保存，立即生效',
      onlyCity: '只有全市管理员可以修改',
    },
    retention: {
      title: '数据保留期限', messageDays: '发给网格员和单位的消息', alarmDays: '已结束且未转案件的告警', rejectDays: '无人处理的无法识别报文',
      importDays: '案件导入结果', deliveredDays: '已送达的状态回传', deadDays: '未能送达的状态回传', linkDays: '失效的评价链接',
      failedLoginDays: '登录失败记录（不少于 180 天）',
      hint: '到期后每小时分批删除。案件及其过程、附件、点名与通告、操作审计永久保留。只有全市管理员可以修改。',
    },
  },
  en: {
    part: {
      status: 'Status', trackers: 'Trackers', quarantine: 'Set aside', sensors: 'Sensors', policy: 'Policy', tokens: 'Tokens',
    },
    more: 'More',
    trackers: {
      title: 'Trackers', search: 'Key, label, number or name', trouble: 'Only those with trouble',
      troubles: { clock: 'clock off', 'never-heard': 'never heard', silent: 'silent' }, empty: 'No such tracker', key: 'Key',
      worker: 'Worker or vehicle', kind: 'Kind', kinds: { phone: 'phone', box: 'box' }, lastHeard: 'Last heard', never: 'never', clock: 'Clock',
      ahead: '{{duration}} ahead', behind: '{{duration}} behind', right: 'right', datum: 'Datum',
      datums: { wgs84: 'WGS-84', gcj02: 'GCJ-02 Amap', bd09: 'BD-09 Baidu' }, speedUnit: 'Speed in',
      speedUnits: { knots: 'knots', mps: 'm/s', kmh: 'km/h', mph: 'mph' }, forget: 'Forget terminal', remove: 'Remove',
      removeTitle: 'Remove tracker {{key}}?', keyHint: 'Key, such as an IMEI or the number of a box', workerId: 'Worker id', label: 'Label',
      register: 'Register',
    },
    quarantine: {
      title: 'Records set aside', hint: 'What cannot be read or believed is kept here as it came, with the reason. It is in no track.',
      device: 'Device or address', reload: 'Refresh', empty: 'Nothing was set aside', receivedAt: 'Received', protocol: 'Protocol', reason: 'Reason',
    },
    sensors: {
      title: 'Kinds of sensors', hint: 'How a payload becomes values and when they raise an alarm is data. Choose a row to see or change it.',
      kind: 'Kind', devices: 'Devices', measures: 'Measures', alarms: 'Alarms', silence: 'Silence', afterMinutes: 'after {{minutes}} min',
      definition: 'definition (JSON)', save: 'Save', saved: 'Saved, and in use', tryTitle: 'Try a payload', try: 'Try', unreadable: 'Cannot be read',
      verdict: { raises: 'raises an alarm', clears: 'clears it', between: 'changes nothing', 'not-measured': 'not in the payload' },
    },
    health: {
      title: 'Health', status: 'Status', database: 'Database', waiting: 'Rows waiting', diskFree: 'Free on the data disk',
      lastError: 'Last write error', none: 'none',
      states: { ok: 'fine', 'database-down': 'the database does not answer', 'disk-full': 'disk full', 'disk-low': 'disk nearly full' },
    },
    doors: {
      title: 'Ports', name: 'Protocol', port: 'Port', connections: 'Connections', state: 'State', open: 'listening', shut: 'not opened',
      hint: 'Every protocol is also taken by HTTP, at /in/DEVICE-TOKEN of this site.',
    },
    tokens: {
      title: 'Tokens of walls and devices', hint: 'A token is told once, when it is made. A wall’s may only look, a device’s may only send.',
      kind: 'Kind', kinds: { wall: 'wall', device: 'device' }, label: 'Name', labelHint: 'For example: hall on the third floor',
      scope: 'Scope', createdAt: 'Made', make: 'New token', revoke: 'Revoke', revokeTitle: 'Revoke “{{label}}”?',
      revokeText: 'The wall or the devices that use it are cut off at once, for good.', empty: 'There is no token yet',
      made: 'The token was made. Copy it now:',
    },
    policy: {
      title: 'Policy', offDuty: 'Positions outside shifts',
      offDutyChoice: { drop: 'dropped (default)', aggregate: 'kept as sums by grid and hour that name nobody' },
      idleAfterMinutes: 'Idle after standing for', silentAfterMinutes: 'Silent after hearing nothing for',
      outOfAreaAfterMinutes: 'Out of area after', fastestMps: 'An error of the receiver above', positionDays: 'Tracks are kept for',
      readingDays: 'Readings are kept for', quarantineDays: 'What was set aside is kept for', minutes: 'minutes', days: 'days', mps: 'm/s',
      save: 'Save', saved: 'Saved, and in force', onlyCity: 'Only an administrator of the whole city may change it',
    },
    retention: {
      title: 'How long things are kept', messageDays: 'Texts to workers and units', alarmDays: 'Alarms that are over and became no case',
      rejectDays: 'Records nobody could read or looked at', importDays: 'Results of imports of cases',
      deliveredDays: 'Messages to webhooks, delivered', deadDays: 'Messages to webhooks, given up', linkDays: 'Links for rating that are over',
      failedLoginDays: 'Logins that failed (180 days or more)',
      hint: 'Then they are deleted, a few at a time, every hour. Cases with their logs and photos, roll calls, broadcasts and the audit log are '
        + 'kept for good. Only an administrator of the whole city may change this.',
    },
  },
} as const
