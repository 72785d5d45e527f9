/** Devices and what they measure, at the desk. */
export const devices = {
  zh: {
    title: '物联设备', readings: '最新读数', chart: '近 24 小时', never: '暂无数据', heard: '最近通信', neverHeard: '尚未接入',
    silent: '失联，自 {{time}}', retired: '已停用', key: '设备编号', place: '所属区域', state: '状态', normal: '正常',
    noReadings: '该时段无读数', choose: '在图中显示{{name}}', alarms: '未解除告警',
    range: '{{name}}：{{least}} 至 {{most}} {{unit}}',
  },
  en: {
    title: 'Device', readings: 'Latest readings', chart: 'Last 24 hours', never: 'No data yet', heard: 'Last heard',
    neverHeard: 'Never heard', silent: 'Silent since {{time}}', retired: 'Retired', key: 'Key', place: 'Area',
    state: 'State', normal: 'Normal', noReadings: 'No readings in this time', choose: 'Show {{name}} in the chart',
    alarms: 'Uncleared alarms', range: '{{name}}: {{least}} to {{most}} {{unit}}',
  },
} as const
