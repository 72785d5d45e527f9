/** Where workers have been: a shift at the desk, and the playback. */
export const tracks = {
  zh: {
    shift: {
      title: '班次轨迹', from: '{{from}} 至 {{to}}', previous: '上一班', next: '下一班', now: '本班', day: '选择日期',
      distance: '行走里程', covered: '有轨迹时长', onDuty: '在岗 {{duration}}', stopCount: '停留', fixes: '{{count, number}} 个定位点',
      stops: '停留', noStops: '没有停留 5 分钟以上的地点', grids: '各网格时长', outside: '网格之外', own: '本格', gaps: '信号中断',
      gap: '{{from}} 至 {{to}}', jump: '相距 {{distance}}', noGaps: '没有超过 5 分钟的中断', noFixes: '该班次没有收到定位',
      notKept: '该班次的轨迹已超过 {{days}} 天的保存期限', audited: '每次查看轨迹都会记入审计日志。', show: '在地图上查看',
    },
    playback: {
      mark: '回放 PLAYBACK', notLive: '历史轨迹，不是实时画面', heat: '热力', view: '轨迹回放', area: '区、街道或社区', day: '日期', hour: '时段',
      load: '载入', loading: '正在载入 {{share}}%', play: '播放', pause: '暂停', speed: '速度',
      choose: '选择区域、日期和时段，载入后播放。', workers: '{{count, number}} 名网格员', fixes: '{{count, number}} 个定位点',
      none: '该区域在此时段没有轨迹', notKept: '此时段的轨迹已超过保存期限', audited: '每次回放都会记入审计日志。', worker: '网格员 {{id}}',
      lastFix: '定位于 {{time}}', close: '取消选择', failed: '载入中断，已载入的部分可以播放',
    },
  },
  en: {
    shift: {
      title: 'Track of a shift', from: '{{from}} to {{to}}', previous: 'Shift before', next: 'Shift after', now: 'This shift',
      day: 'Choose a day', distance: 'Walked', covered: 'Track covers', onDuty: 'of {{duration}} on duty', stopCount: 'Stops',
      fixes: '{{count, number}} fixes', stops: 'Stops', noStops: 'No stop of five minutes or more', grids: 'Time per grid',
      outside: 'Outside all grids', own: 'own', gaps: 'Silence', gap: '{{from}} to {{to}}', jump: '{{distance}} apart',
      noGaps: 'No silence of more than five minutes', noFixes: 'Nothing was received in this shift',
      notKept: 'Tracks are kept for {{days}} days; this one is older',
      audited: 'Every look at a track is written to the audit log.', show: 'Show on the map',
    },
    playback: {
      mark: 'PLAYBACK', notLive: 'the past, not the live view', heat: 'Heat', view: 'Track playback',
      area: 'District, street or community', day: 'Day', hour: 'Hour', load: 'Load',
      loading: 'Loading {{share}}%', play: 'Play', pause: 'Pause', speed: 'Speed',
      choose: 'Choose area, day and hour, load, and play.', workers: '{{count, number}} workers', fixes: '{{count, number}} fixes',
      none: 'No tracks in this area and hour', notKept: 'Tracks of this hour are not kept any more',
      audited: 'Every playback is written to the audit log.', worker: 'Worker {{id}}', lastFix: 'fix of {{time}}',
      close: 'Choose nobody', failed: 'Loading broke off; what is there can be played',
    },
  },
} as const
