/** The administrator's tab of the field: ports, devices, what was set aside, policy, tokens. */
export const adminField = {
  zh: {
    part: { status: '接入状态', trackers: '定位终端', quarantine: '隔离记录', sensors: '物联感知', policy: '值守策略', tokens: '访问令牌' },
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
  },
  en: {
    part: {
      status: 'Status', trackers: 'Trackers', quarantine: 'Set aside', sensors: 'Sensors', policy: 'Policy', tokens: 'Tokens',
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
  },
} as const
