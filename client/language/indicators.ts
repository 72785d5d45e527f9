/** The review's view of indicators: cards, table, rankings, the bulletin. */
export const indicators = {
  zh: {
    view: '指标',
    parts: { table: '指标总览', ranking: '考评排名', bulletin: '月度通报', weights: '考评权重' },
    preset: { thisMonth: '本月', lastMonth: '上月', week: '近 7 天', month: '近 30 天', quarter: '近 90 天', year: '近一年' },
    unit: { count: '件', '%': '%', days: '天', hours: '小时' },
    change: { previous: '环比', lastYear: '同比', none: '无可比数据', points: '{{change}} 个百分点', was: '{{period}}：{{value}}' },
    hint: {
      numerator: '分子', denominator: '分母', counts: '计数', source: '依据', rounding: '取值',
      roundings: { none: '整数', down: '向下取整，保留两位', up: '向上取整，保留两位', 'half-up': '四舍五入，保留两位' },
      basis: { reported: '按上报时间统计', closed: '按结案时间统计' },
    },
    by: {
      label: '统计维度', total: '合计', district: '区', street: '街道', community: '社区', kind: '大类', class: '类别', item: '小类',
      'sub-item': '细类', unit: '单位', channel: '渠道', template: '流程', day: '日', week: '周', month: '月', reporter: '上报网格员',
      dispatcher: '派遣人', handler: '处置人', watcher: '核查网格员', checker: '核实人',
    },
    table: {
      columns: '选择指标', none: '（无）', empty: '此条件下没有案件', cut: '共 {{count, number}} 行，仅显示案件最多的 {{shown, number}} 行',
      asOf: '截至 {{time}}；战时、演练和申诉剔除的案件不计入', drill: '查看这些案件',
    },
    cases: {
      title: '{{name}} · {{part}}', numerator: '分子', denominator: '分母', more: '继续载入', empty: '没有案件', open: '在值班席打开',
      amount: '计 {{amount}}', count: '已显示 {{count, number}} 件',
    },
    score: {
      subject: '考评对象', person: '考人', matter: '考事', case: '单个案件', unit: '考单位', street: '街道评比', district: '区评比',
      role: '按环节',
      rank: '名次', name: '对象', cases: '案件', score: '得分', best: '先看最好', worst: '先看最差', fewest: '至少 {{count}} 件',
      hint: '得分为各项占比的加权平均；没有分母的项不计。权重见“考评权重”。', empty: '没有可排名的对象', ranked: '共 {{count, number}} 个对象参与排名',
      part: '{{name}}（权重 {{weight}}）',
    },
    weights: {
      hint: '得分为各项占比的加权平均，权重按合计折算成占比；保存后，排名与通报立即按新权重计算。', onlyCity: '仅全市管理员可以修改。', weight: '权重', share: '占比',
      sum: '合计', add: '增加一项', remove: '删除', save: '保存', undo: '撤销修改', reset: '恢复初始权重', resetTitle: '恢复初始权重？', resetText: '全部六类考评的权重都将恢复为系统初始值。',
      cancel: '取消', saved: '权重已生效', faulty: '请先改正标红的项', faults: { none: '至少需要一项', weight: '权重须大于 0，不超过 1000' },
    },
    bulletin: {
      title: '{{area}}案件办理情况通报', months: { '1': '月度', '2': '双月', '3': '季度', '12': '年度' }, print: '打印', month: '月份',
      summary: '主要指标', value: '本期', previous: '上期', lastYear: '去年同期', units: '单位排名', streets: '街道（乡镇）排名',
      matters: '案件类别', praise: '表扬', interview: '约谈', period: '统计期：{{from}} 至 {{to}}',
      asOf: '数据截至 {{time}}',
      signed: '签发人：', note: '表扬与约谈由人填写。各指标定义见系统“指标”页说明。', indicator: '指标',
    },
  },
  en: {
    view: 'Indicators',
    parts: { table: 'Indicators', ranking: 'Rankings', bulletin: 'Bulletin', weights: 'Weights' },
    preset: {
      thisMonth: 'This month', lastMonth: 'Last month', week: '7 days', month: '30 days', quarter: '90 days',
      year: 'One year',
    },
    unit: { count: 'cases', '%': '%', days: 'days', hours: 'h' },
    change: {
      previous: 'before', lastYear: 'a year ago', none: 'nothing to compare', points: '{{change}} points',
      was: '{{period}}: {{value}}',
    },
    hint: {
      numerator: 'Numerator', denominator: 'Denominator', counts: 'Counts', source: 'Source', rounding: 'Written',
      roundings: {
        none: 'as a whole number', down: 'rounded down to two digits', up: 'rounded up to two digits',
        'half-up': 'rounded to two digits',
      },
      basis: { reported: 'by the time of report', closed: 'by the time of closing' },
    },
    by: {
      label: 'By', total: 'Total', district: 'District', street: 'Street', community: 'Community', kind: 'Kind',
      class: 'Class', item: 'Item', 'sub-item': 'Sub-item', unit: 'Unit', channel: 'Channel', template: 'Template',
      day: 'Day', week: 'Week', month: 'Month', reporter: 'Reporting worker', dispatcher: 'Dispatcher',
      handler: 'Handler', watcher: 'Watching worker', checker: 'Checker',
    },
    table: {
      columns: 'Choose indicators', none: '(none)', empty: 'No cases under these conditions',
      cut: '{{count, number}} rows; the {{shown, number}} with most cases are shown',
      asOf: 'As of {{time}}; cases of war, drills and granted appeals are left out', drill: 'Show these cases',
    },
    cases: {
      title: '{{name}} · {{part}}', numerator: 'numerator', denominator: 'denominator', more: 'Load more',
      empty: 'No cases', open: 'Open at the desk', amount: 'counts {{amount}}', count: '{{count, number}} shown',
    },
    score: {
      subject: 'Scored', person: 'People', matter: 'Matters', case: 'Single cases', unit: 'Units', street: 'Streets',
      district: 'Districts', role: 'By step', rank: 'Rank', name: 'Who', cases: 'Cases', score: 'Score',
      best: 'Best first', worst: 'Worst first', fewest: 'At least {{count}} cases',
      hint: 'A score is the weighted mean of the shares; one without a denominator does not count.',
      empty: 'Nothing to rank', ranked: '{{count, number}} ranked', part: '{{name}} (weight {{weight}})',
    },
    weights: {
      hint: 'A score is the weighted mean of the shares; weights count by their share of the sum. Kept, they count at once, in rankings and bulletins.',
      onlyCity: 'Only an administrator of the whole city may change them.', weight: 'Weight', share: 'Share', sum: 'Sum', add: 'Add one', remove: 'Remove',
      save: 'Save', undo: 'Undo', reset: 'Back to the first weights', resetTitle: 'Back to the first weights?',
      resetText: 'All six kinds of scores get the weights of the beginning.', cancel: 'Cancel', saved: 'The weights count from now on',
      faulty: 'Mend what is red first',
      faults: { none: 'At least one is needed', weight: 'Above 0, at most 1000' },
    },
    bulletin: {
      title: 'How cases were handled: {{area}}',
      months: { '1': 'One month', '2': 'Two months', '3': 'A quarter', '12': 'A year' }, print: 'Print',
      month: 'Month', summary: 'Main indicators', value: 'Now', previous: 'Period before', lastYear: 'A year ago',
      units: 'Ranking of units', streets: 'Ranking of streets', matters: 'Classes of cases', praise: 'Praise',
      interview: 'Interview', period: '{{from}} to {{to}}', asOf: 'As of {{time}}', signed: 'Signed:',
      note: 'Praise and interviews are for people to fill in. The definitions are at the view Indicators.',
      indicator: 'Indicator',
    },
  },
} as const
