/** What is wrong or strange in boundaries, and which cases would have another owner. */
export const adminReport = {
  zh: {
    unchecked: { title: '尚未质检', text: '还没有人检查过这个版本的边界。检查不影响正在使用的边界，几秒到几分钟。', check: '开始质检' },
    tabs: { findings: '质检问题', cases: '案件归属变化' },
    severity: { all: '全部', error: '错误', warning: '警告', note: '提示' },
    severityHint: { error: '改正之前不能启用', warning: '可以启用，建议核对', note: '供参考' },
    kindHeader: '问题类型', count: '数量', area: '面积合计', allKinds: '全部类型', kindFilter: '只看“{{kind}}”', allLayers: '全部图层',
    layerFilter: '图层',
    kind: {
      'bad-coordinates': '坐标异常', 'bad-geometry': '图形无效', 'wrong-geometry': '图形类型不符', 'unclosed-ring': '环未闭合',
      'missing-value': '缺少必填项', 'bad-value': '取值无效', 'duplicate-code': '编码重复', 'missing-parent': '缺少上级',
      'unknown-grid': '网格不存在', 'unknown-unit': '单位不存在', 'unknown-category': '类别不存在', 'unknown-area': '区划不存在',
      'outside-city': '超出城市范围', 'self-crossing': '边界自相交', repaired: '已自动修复', sliver: '狭长碎片', overlap: '重叠',
      gap: '缝隙', 'outside-parent': '越出上级边界', 'no-worker': '没有网格员', 'no-grid': '没有网格',
    },
    layer: {
      areas: '行政区划', community: '社区网格', street: '街路网格', exclusive: '专属网格', units: '处置单位', categories: '事项类别',
      workers: '网格员', cameras: '摄像头', devices: '物联设备', components: '部件', cases: '案件', roads: '道路', buildings: '建筑',
      water: '水面', parks: '绿地', railways: '铁路', places: '地名',
    },
    list: {
      shown: '显示 {{shown, number}} / {{total, number}} 条', more: '再载入 {{count}} 条', row: '第 {{row}} 行', noPlace: '无位置',
      show: '在地图上查看', label: '问题列表', onMap: '地图上选中的问题',
    },
    empty: {
      title: '未发现问题', filtered: '没有符合筛选条件的问题', reset: '清除筛选', checkedLabel: '已检查：',
      version: '边界自相交与未闭合、编码重复、上级缺失与越界、层内缝隙与重叠、狭长碎片、网格是否有网格员、区域是否有网格',
      import: '坐标与基准、图形类型与闭合、必填项与取值、编码重复、上级与引用是否存在，以及所生成边界的缝隙、重叠、碎片和人员配备',
    },
    map: {
      legend: '图例', leftOut: '地图显示最严重的 {{shown, number}} 处，另有 {{count, number}} 处未显示', download: '下载 GeoJSON',
      downloadHint: '下载当前筛选的问题', failed: '地图图层未能载入：', whole: '回到全市', cases: '归属将变化的案件', label: '问题地图',
    },
    cases: {
      loading: '正在按此版本重新计算每件在办案件的归属，可能需要几十秒…',
      summary: '{{total, number}} 件在办案件中，{{count, number}} 件按此版本将归属其他网格',
      keep: '启用后这些案件仍由原网格负责，只有新案件按新边界归属。', none: '{{total, number}} 件在办案件的归属都不变',
      number: '案件', from: '现归属', to: '将归属', noGrid: '区值班席', first: '仅列出前 {{count, number}} 件', again: '重新计算',
    },
  },
  en: {
    unchecked: {
      title: 'Not checked yet',
      text: 'Nobody has looked for faults in this version. It takes seconds to minutes and changes nothing that is in force.',
      check: 'Check it',
    },
    tabs: { findings: 'Findings', cases: 'Cases with another owner' },
    severity: { all: 'All', error: 'Errors', warning: 'Warnings', note: 'Notes' },
    severityHint: {
      error: 'To be put right before the switch-over', warning: 'May be switched to; better looked at', note: 'For information',
    },
    kindHeader: 'What was found', count: 'Count', area: 'Area in all', allKinds: 'All kinds', kindFilter: 'Only “{{kind}}”',
    allLayers: 'All layers', layerFilter: 'Layer',
    kind: {
      'bad-coordinates': 'Impossible coordinates', 'bad-geometry': 'Unusable geometry', 'wrong-geometry': 'Wrong kind of geometry',
      'unclosed-ring': 'Ring not closed', 'missing-value': 'Value missing', 'bad-value': 'Invalid value',
      'duplicate-code': 'Duplicate code', 'missing-parent': 'Parent missing', 'unknown-grid': 'Unknown grid',
      'unknown-unit': 'Unknown unit', 'unknown-category': 'Unknown category', 'unknown-area': 'Unknown area',
      'outside-city': 'Outside the city', 'self-crossing': 'Boundary crosses itself', repaired: 'Repaired', sliver: 'Sliver',
      overlap: 'Overlap', gap: 'Gap', 'outside-parent': 'Outside its parent', 'no-worker': 'Nobody works there',
      'no-grid': 'Area without grids',
    },
    layer: {
      areas: 'Areas', community: 'Community grids', street: 'Street grids', exclusive: 'Exclusive grids', units: 'Units',
      categories: 'Categories', workers: 'Workers', cameras: 'Cameras', devices: 'Devices', components: 'Components',
      cases: 'Cases', roads: 'Roads', buildings: 'Buildings', water: 'Water', parks: 'Parks', railways: 'Railways',
      places: 'Places',
    },
    list: {
      shown: '{{shown, number}} of {{total, number}} shown', more: 'Load {{count}} more', row: 'row {{row}}', noPlace: 'no place',
      show: 'Show on the map', label: 'Findings', onMap: 'Selected on the map',
    },
    empty: {
      title: 'Nothing was found', filtered: 'No finding passes the filter', reset: 'Clear the filter', checkedLabel: 'Checked: ',
      version: 'rings that cross themselves or are not closed, duplicate codes, missing parents and what lies outside them, '
        + 'gaps and overlaps within a layer, slivers, grids without workers, areas without grids',
      import: 'coordinates and datum, kinds of geometry and closed rings, required and valid values, duplicate codes, parents '
        + 'and references; of the boundaries made from it: gaps, overlaps, slivers and staff',
    },
    map: {
      legend: 'Legend', leftOut: 'The gravest {{shown, number}} are on the map; {{count, number}} more are not',
      download: 'Download GeoJSON', downloadHint: 'The findings that pass the filter', failed: 'The map could not read the findings: ',
      whole: 'Whole city', cases: 'Cases with another owner', label: 'Map of the findings',
    },
    cases: {
      loading: 'Looking up the owner of every open case by this version; it may take some tens of seconds…',
      summary: '{{count, number}} of {{total, number}} open cases would have another owner by this version',
      keep: 'They keep the owner they have; only new cases are owned by the new boundaries.',
      none: 'All {{total, number}} open cases would keep their owner', number: 'Case', from: 'Owner now', to: 'Would be',
      noGrid: 'Desk of the district', first: 'Only the first {{count, number}} are listed', again: 'Look up again',
    },
  },
} as const
