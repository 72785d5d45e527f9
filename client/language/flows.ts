/** The administrator's tab of flow templates: which steps a case takes, whose they are, and what may happen beside them. */
export const flows = {
  zh: {
    title: '流程模板', hint: '案件按模板逐步推进；每一步由谁办、受哪个时限约束、旁边还能做什么，如下所示，与系统实际规则一致。仅全市管理员可以修改。',
    add: '新建模板', edit: '修改', save: '保存', saved: '已保存，立即生效', cancel: '取消', express: '直通车：自动派单', anyone: '任何渠道上报',
    usedBy: '使用渠道：{{names}}', otherwise: '目录、渠道与值班员均未另行指定时使用', onChoice: '由目录或值班员选定', who: '由{{who}}办理', separator: '、',
    limit: '{{stage}}时限', ruled: '{{stage}}：{{limits}}', byCatalogue: '目录时限', beside: '等待这一步时还可以', always: '结束前随时可以', after: '结束后可以',
    reason: '须写理由', own: '标准名称：{{name}}',
    editor: {
      newTitle: '新建流程模板', editTitle: '修改流程模板“{{name}}”', code: '代码', codeHint: '小写字母开头，可用数字与短横线', name: '名称', nameEn: '英文名称',
      express: '直通车（报告后自动派单，不经值班席）', steps: '步骤', stepHint: '上报、派单、处置、结案必不可少。去掉的步骤上若还有未结案件，将不能保存。', stepName: '步骤名称', stepNameEn: '步骤英文名称',
    },
  },
  en: {
    title: 'Flow templates',
    hint: 'A case goes by its template, step by step. This is who takes each step, by which limit, and what may happen beside it, as the rules say. '
      + 'Only an administrator of the whole city may change it.',
    add: 'New template', edit: 'Edit', save: 'Save', saved: 'Saved, in force now', cancel: 'Cancel', express: 'Express: sent out by itself',
    anyone: 'any channel', usedBy: 'Channels: {{names}}', otherwise: 'where neither catalogue, channel nor desk says otherwise',
    onChoice: 'chosen by the catalogue or a desk', who: 'by {{who}}',
    separator: ', ', limit: 'limit: {{stage}}', ruled: '{{stage}}: {{limits}}', byCatalogue: 'hours of the catalogue', beside: 'Meanwhile',
    always: 'At any time before the end', after: 'After the end', reason: 'with a reason', own: 'Usual name: {{name}}',
    editor: {
      newTitle: 'New template', editTitle: 'Edit “{{name}}”', code: 'Code', codeHint: 'A small letter, then small letters, digits and hyphens', name: 'Name',
      nameEn: 'English name', express: 'Express (sent out as it comes, without a desk)', steps: 'Steps',
      stepHint: 'Report, dispatch, handle and close are always there. A step at which unfinished cases stand cannot go.', stepName: 'Name of the step',
      stepNameEn: 'English name',
    },
  },
} as const
