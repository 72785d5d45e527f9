/** The map: what it can show, and what its colours mean. */
export const map = {
  zh: {
    layer: {
      workers: '网格员', cases: '案件', alarms: '告警', heat: '热力', grids: '网格', streetGrids: '街路网格',
      exclusiveGrids: '专属网格', cameras: '视频', devices: '物联设备', buildings: '建筑',
    },
    worker: { moving: '巡查中', standing: '驻留', idle: '待机', outside: '越界', silent: '失联', sos: '求助' },
    overdue: '超期',
    urgent: '紧急',
  },
  en: {
    layer: {
      workers: 'Workers', cases: 'Cases', alarms: 'Alarms', heat: 'Heat', grids: 'Grids', streetGrids: 'Street grids',
      exclusiveGrids: 'Exclusive grids', cameras: 'Cameras', devices: 'IoT devices', buildings: 'Buildings',
    },
    worker: {
      moving: 'On patrol', standing: 'Standing', idle: 'Idle', outside: 'Out of area', silent: 'Silent', sos: 'SOS',
    },
    overdue: 'Overdue',
    urgent: 'Urgent',
  },
} as const
