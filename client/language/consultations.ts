/** 商定拍 and 指定拍 at the desk: who was asked, who said what, what came of it. */
export const consultations = {
  zh: {
    title: '商定确责', empty: '没有进行中的商定', ofCase: '商定与指定', round: '第 {{round}} 轮',
    state: { open: '商定中', agreed: '已商定', designated: '已指定', superseded: '已另行发起', abandoned: '未商定即办理' },
    opened: '{{time}} {{by}} 发起', closed: '{{time}} {{by}} 登记', reason: '事由', said: '表态 {{said}}/{{invited}}',
    silent: '未表态', saidBy: '{{time}} {{by}}', onBehalf: '值班席代记',
    earlier: '此前：{{stance}}（{{time}}）', outcome: '结果', lead: '主办 {{name}}', assists: '协办 {{names}}', decidedBy: '指定人：{{name}}',
    write: '代记表态', unit: '单位', text: '单位的意见', save: '记录', textMissing: '请填写单位的意见',
  },
  en: {
    title: 'Consultations', empty: 'No consultation is open', ofCase: 'Consultations', round: 'Round {{round}}',
    state: {
      open: 'Under way', agreed: 'Agreed', designated: 'Designated', superseded: 'Begun anew', abandoned: 'Ended without agreement',
    },
    opened: 'opened {{time}} by {{by}}', closed: 'recorded {{time}} by {{by}}', reason: 'Matter', said: '{{said}} of {{invited}} have said',
    silent: 'has not said', saidBy: '{{time}} {{by}}',
    onBehalf: 'written by the desk', earlier: 'before: {{stance}} ({{time}})', outcome: 'Outcome', lead: '{{name}} leads',
    assists: '{{names}} assist', decidedBy: 'decided by {{name}}', write: 'Record a statement', unit: 'Unit', text: 'What the unit says',
    save: 'Record', textMissing: 'Fill in what the unit says',
  },
} as const
