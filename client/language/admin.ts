/** The administrator's page: its tabs and the versions of boundaries. */
export const admin = {
  zh: {
    tab: { versions: '边界版本', import: '数据导入', edit: '地图编辑', field: '现场接入', catalogue: '确权目录', flows: '流程模板', clocks: '时限', channels: '渠道' },
    versions: {
      version: '版本', state: '状态', period: '生效时间', note: '说明', made: '创建', grids: '网格', findings: '质检', actions: '操作',
      states: { draft: '草稿', 'in-force': '生效中', past: '历史' },
      from: '{{from}} 起', between: '{{from}} 至 {{to}}', never: '尚未生效',
      gridCounts: '社区 {{community}} · 街路 {{street}} · 专属 {{exclusive}}', areas: '区划 {{count}}',
      revision: '第 {{revision}} 次修改', importedBy: '导入 {{id}}', basedOn: '基于版本 {{id}}',
      error: '错误', warning: '警告', remark: '提示', clean: '未发现问题', unchecked: '尚未质检',
      report: '质检报告', check: '质检', edit: '地图编辑', switch: '启用', back: '回退到此版本', remove: '删除草稿',
      rollback: '回退到上一版本', newDraft: '新建草稿', draftNote: '修改说明', draftNoteHint: '例如：2026 年四季度网格调整', create: '创建',
      select: '选择左侧版本查看质检报告',
      hasErrors: '有 {{count}} 个错误，不能启用。请先修正。', applyImport: '此草稿由导入产生，请在“数据导入”中启用',
      switchTitle: '启用版本 {{id}}？',
      switchText: '所有新案件与定位将按版本 {{id}} 的边界归属；已有案件保留原网格；网格员按网格编码随迁。切换在一次事务中完成，可随时回退。',
      switched: '版本 {{id}} 已启用（构建 {{build}} 秒，提交 {{commit}} 秒）', rehomed: '，{{count}} 名网格员改入新网格',
      removeTitle: '删除草稿 {{id}}？', removeText: '草稿及其中的修改将被删除，无法恢复。', failed: '操作失败',
    },
    edit: {
      choose: '选择要编辑的草稿', none: '还没有草稿。先新建一个：它从生效版本复制，保存后不影响生效边界。', leave: '有未保存的修改，确定离开？',
      leaveYes: '放弃修改', leaveNo: '继续编辑', base: '版本 {{id}} · {{note}}',
    },
  },
  en: {
    tab: {
      versions: 'Versions', import: 'Import', edit: 'Edit on the map', field: 'The field', catalogue: 'Catalogue',
      flows: 'Flows', clocks: 'Limits', channels: 'Channels',
    },
    versions: {
      version: 'Version', state: 'State', period: 'In force', note: 'Note', made: 'Made', grids: 'Grids', findings: 'Report', actions: 'Actions',
      states: { draft: 'Draft', 'in-force': 'In force', past: 'Past' },
      from: 'since {{from}}', between: '{{from}} to {{to}}', never: 'not yet',
      gridCounts: 'community {{community}} · street {{street}} · exclusive {{exclusive}}', areas: '{{count}} areas',
      revision: 'revision {{revision}}', importedBy: 'import {{id}}', basedOn: 'from version {{id}}',
      error: 'errors', warning: 'warnings', remark: 'notes', clean: 'nothing found', unchecked: 'not checked yet',
      report: 'Report', check: 'Check', edit: 'Edit on the map', switch: 'Put in force', back: 'Go back to this one',
      remove: 'Delete draft',
      rollback: 'Roll back', newDraft: 'New draft', draftNote: 'What is it for?', draftNoteHint: 'For example: grids of the fourth quarter',
      create: 'Create', select: 'Choose a version to see its report',
      hasErrors: '{{count}} errors keep it from being put in force. Mend them first.',
      applyImport: 'An import made this draft: put it in force in the tab “Import”',
      switchTitle: 'Put version {{id}} in force?',
      switchText:
        'New cases and positions find their owner by the boundaries of version {{id}}. Cases keep the grid they have; workers follow '
        + 'their grid by its code. It is one transaction, and you can go back at any time.',
      switched: 'Version {{id}} is in force (built in {{build}} s, committed in {{commit}} s)', rehomed: '; {{count}} workers got a new grid',
      removeTitle: 'Delete draft {{id}}?', removeText: 'The draft and what was changed in it are gone for good.', failed: 'It did not work',
    },
    edit: {
      choose: 'Draft to edit', none: 'There is no draft yet. Make one: it begins as a copy of the version in force, and saving it changes nothing that is in force.',
      leave: 'There are unsaved changes. Leave?', leaveYes: 'Drop them', leaveNo: 'Stay', base: 'Version {{id}} · {{note}}',
    },
  },
} as const
