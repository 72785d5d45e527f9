/** Who is on duty, and how. */
export const duty = {
  zh: {
    state: {
      'on-duty': '在岗', 'off-duty': '离岗', idle: '待机', silent: '失联', 'out-of-area': '越界', sos: '求助',
    },
    count: {
      workersOnDuty: '在岗', workersIdle: '待机', workersSilent: '失联', workersOutside: '越界', workersSos: '求助',
    },
    title: '在岗情况', now: '当前状态', since: '{{time}} 起，已 {{duration}}', pattern: '班次', always: '不排班，始终在岗',
    next: '下次变更', begins: '{{time}} 上岗', ends: '{{time}} 离岗', events: '今日记录', noEvents: '今日没有异常记录',
    lasting: '{{from}} 起，持续中', period: '{{from}} 至 {{to}}',
  },
  en: {
    state: {
      'on-duty': 'On duty', 'off-duty': 'Off duty', idle: 'Idle', silent: 'Silent',
      'out-of-area': 'Out of area', sos: 'SOS',
    },
    count: {
      workersOnDuty: 'Duty', workersIdle: 'Idle', workersSilent: 'Silent', workersOutside: 'Outside',
      workersSos: 'SOS',
    },
    title: 'Duty', now: 'Now', since: 'since {{time}}, {{duration}}', pattern: 'Shift',
    always: 'No shifts, always on duty',
    next: 'Next change', begins: 'on duty at {{time}}', ends: 'off duty at {{time}}', events: 'Today',
    noEvents: 'Nothing out of the ordinary today', lasting: 'since {{from}}', period: '{{from}} to {{to}}',
  },
} as const
