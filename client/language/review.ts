/** The leaders' review. */
export const review = {
  zh: {
    loadFailed: '未能读取城市数据',
    query: {
      period: '时段', category: '类别', area: '区域', resolution: '网格精度', allCategories: '全部类别', wholeArea: '全部区域',
      custom: '自定义', reset: '重置筛选',
      resolutions: { '8': '约 0.7 km²', '9': '约 0.1 km²', '10': '约 1.5 公顷' },
      resolutionHint: 'H3 第 {{resolution}} 级，每格{{size}}',
    },
    preset: { today: '今日', week: '近 7 天', month: '近 30 天', quarter: '近 90 天', year: '近一年' },
    legend: {
      title: '案件热力', cases: '{{count, number}} 件', cells: '{{count}} 个单元格', perCell: '每格案件数', over: '及以上',
      fixed: '色阶固定：可直接比较等长时段', none: '此时段没有案件',
    },
    player: {
      whole: '整个时段', play: '播放', pause: '暂停', step: '步长', speed: '速度', hour: '小时', day: '日', week: '周', month: '月',
      frame: '{{index}} / {{count}}', empty: '此时段没有可播放的数据', hint: '拖动或播放，逐{{step}}查看热力变化', failed: '未能读取分段数据',
    },
    top: {
      title: '高发区域 前十', rank: '序', place: '位置', count: '案件', trend: '较前期', before: '前期 {{count, number}} 件', owner: '责任网格',
      category: '主要类别', empty: '此时段没有案件', fresh: '新增', unknown: '无前期数据', noOwner: '—', of: '共 {{count, number}} 件',
      trendHint: '与前一等长时段相比',
    },
    cell: {
      title: '区域案件', count: '{{count, number}} 件', more: '继续载入', empty: '此时段该单元格没有案件', show: '在地图上查看', open: '详情', openHint: '在值班席打开案件详情',
    },
    chart: {
      district: '按区统计', class: '按类别统计', day: '按日统计', hour: '按小时统计', empty: '没有案件', cases: '案件',
      clickArea: '点击柱形以筛选区域', clickCategory: '点击柱形以筛选类别', clickDay: '点击某日只看当天',
      clickHour: '点击某小时只看该时', byHour: '一天中的小时分布', total: '{{count, number}} 件', hourOfDay: '{{hour}} 时', up: '返回上一级',
    },
    tabs: { hot: '高发区域', charts: '统计' },
  },
  en: {
    loadFailed: 'The city could not be read',
    query: {
      period: 'Period', category: 'Category', area: 'Area', resolution: 'Cell size', allCategories: 'All categories',
      wholeArea: 'Whole area', custom: 'Custom', reset: 'Reset',
      resolutions: { '8': '0.7 km²', '9': '0.1 km²', '10': '1.5 ha' },
      resolutionHint: 'H3 resolution {{resolution}}, about {{size}} a cell',
    },
    preset: { today: 'Today', week: '7 days', month: '30 days', quarter: '90 days', year: 'One year' },
    legend: {
      title: 'Case heat', cases: '{{count, number}} cases', cells: '{{count}} cells', perCell: 'Cases per cell', over: 'or more',
      fixed: 'Fixed scale: periods of equal length compare by eye', none: 'No cases in this period',
    },
    player: {
      whole: 'Whole period', play: 'Play', pause: 'Pause', step: 'Step', speed: 'Speed', hour: 'hour', day: 'day',
      week: 'week', month: 'month', frame: '{{index}} / {{count}}', empty: 'Nothing to play in this period',
      hint: 'Drag or play to see the heat change by {{step}}', failed: 'The steps could not be read',
    },
    top: {
      title: 'Top ten hot spots', rank: '#', place: 'Place', count: 'Cases', trend: 'vs before', before: '{{count, number}} before',
      owner: 'Grid in charge', category: 'Top category', empty: 'No cases in this period', fresh: 'new', unknown: 'no data before', noOwner: '—',
      of: '{{count, number}} cases in all', trendHint: 'Compared with the period of equal length before',
    },
    cell: {
      title: 'Cases of the cell', count: '{{count, number}} cases', more: 'Load more', empty: 'No cases in this cell and period',
      show: 'Show on the map', open: 'Open', openHint: 'Open the case at the duty desk',
    },
    chart: {
      district: 'By district', class: 'By class', day: 'By day', hour: 'By hour', empty: 'No cases', cases: 'Cases',
      clickArea: 'Click a bar to filter by area', clickCategory: 'Click a bar to filter by category',
      clickDay: 'Click a day to see only that', clickHour: 'Click an hour to see only that', byHour: 'Hours of the day',
      total: '{{count, number}} cases', hourOfDay: '{{hour}}:00', up: 'Back up',
    },
    tabs: { hot: 'Hot spots', charts: 'Counts' },
  },
} as const
