/** The administrator's tab of channels: by which ways cases come, and who is told of them. */
export const channels = {
  zh: {
    part: { channels: '渠道', import: '案件导入', rejects: '待处理报文', webhooks: '状态回传', dead: '死信', open311: 'Open311', policy: '规则' },
    more: '加载更多', save: '保存', saved: '已保存，立即生效', remove: '删除', cancel: '取消', all: '全部', none: '无',
    list: {
      title: '案件渠道', hint: '案件由这些渠道进入同一个池。点击一行修改。系统对接只需配置映射，不必写代码。', code: '代码', name: '名称', nameEn: '英文名称',
      kind: '类型', template: '流程模板', ownTemplate: '不指定（双派单）', proactive: '未诉先办', reactive: '接诉即办', enabled: '启用', disabled: '停用',
      mapping: '对接', own: '标准格式', mapped: '映射', today: '今日案件', rejects: '待处理', add: '新增渠道', codeHint: '小写字母、数字与短横线',
      kinds: {
        hotline: '热线', emergency: '应急联动', public: '公众', patrol: '巡查', device: '设备', visit: '走访信访', partner: '合作平台', file: '文件',
      },
    },
    mapping: {
      title: '报文映射（JSON，留空为标准格式）', bad: '不是有效的 JSON', try: '试读', sample: '用一条对方的报文试读', outcome: '试读结果',
    },
    import: {
      title: '案件导入', hint: '支持 CSV（UTF-8 或 GBK）与 XLSX，不超过 20 MB、2 万行。同一渠道的同一工单号只导入一次，可放心重复导入。',
      choose: '选择文件', sheet: '工作表', channel: '计入渠道', datum: '坐标系', datums: { wgs84: 'WGS-84 / CGCS2000', gcj02: 'GCJ-02 高德', bd09: 'BD-09 百度' },
      columns: '列对应关系', noColumn: '（无此列）', missing: '缺少必需的列：{{fields}}', found: '共 {{rows}} 行，其中 {{readable}} 行可以导入',
      errors: '无法导入的行', row: '行', number: '工单号', reason: '原因', run: '导入 {{count}} 行', done: '新建 {{created}} 件，已有 {{known}} 件，未导入 {{refused}} 行',
      result: '下载结果', history: '最近的导入', file: '文件', at: '时间', by: '操作人', created: '新建', known: '已有', refused: '未导入', empty: '还没有导入过',
      fields: {
        externalNumber: '工单号', categoryCode: '案件类别', description: '内容', lng: '经度', lat: '纬度', address: '地址', reportedAt: '受理时间',
        urgent: '是否紧急', contactName: '联系人', contactPhone: '联系电话',
      },
    },
    rejects: {
      title: '待处理报文', hint: '无法读懂的报文原样保留在此。修改映射或目录后可重新读取，不必请对方重发。', receivedAt: '收到时间', channel: '渠道', sender: '来源',
      number: '工单号', reasons: '原因', times: '次数', replay: '重读', replayAll: '全部重读', discard: '丢弃', discardTitle: '丢弃这条报文？',
      replayed: '重读 {{tried}} 条，{{taken}} 条已成为案件', empty: '没有待处理的报文',
    },
    webhooks: {
      title: '状态回传（Webhook）', hint: '案件每次变化都签名发送，至少一次、同一案件按顺序；失败自动重试，最终失败的进入死信。', label: '名称', url: '地址',
      events: '事件', allEvents: '全部事件', scope: '范围', channel: '渠道', allChannels: '全部渠道', last: '最近结果', waiting: '待发', dead: '死信',
      add: '新增', contact: '同时告知联系人（仅限案件来源渠道）', made: '签名密钥只显示这一次，请立即复制：', enable: '启用', disable: '停用',
      removeTitle: '删除“{{label}}”？', removeText: '尚未送达的消息也将删除。', empty: '还没有回传地址', never: '尚未发送', ok: '成功',
    },
    dead: {
      title: '死信', hint: '多次重试仍未送达的消息。对方恢复后可以重发。', at: '产生时间', hook: '回传', case: '案件', event: '事件', attempts: '尝试', error: '原因',
      resend: '重发', resendAll: '全部重发', resent: '已重发 {{resent}} 条', empty: '没有死信',
    },
    policy: {
      title: '规则', contactDays: '结案后保留联系人（天）', privateAddresses: '允许回传到内网地址', privateHint: '链路本地与云元数据地址始终禁止。',
    },
  },
  en: {
    part: {
      channels: 'Channels', import: 'Import cases', rejects: 'Not understood', webhooks: 'Webhooks', dead: 'Dead letters',
      open311: 'Open311', policy: 'Rules',
    },
    more: 'Load more', save: 'Save', saved: 'Saved, in force now', remove: 'Delete', cancel: 'Cancel', all: 'All', none: 'None',
    list: {
      title: 'Channels of cases', hint: 'Cases of all channels come into one pool. Choose a row to change it. Another system is connected by a mapping, without code.',
      code: 'Code', name: 'Name', nameEn: 'English name', kind: 'Kind', template: 'Template', ownTemplate: 'Not set (two orders)',
      proactive: 'Found by the city', reactive: 'Reported to the city', enabled: 'Open', disabled: 'Closed', mapping: 'Form', own: 'Standard',
      mapped: 'Mapping', today: 'Cases today', rejects: 'Not understood', add: 'Add a channel', codeHint: 'Small letters, digits and hyphens',
      kinds: {
        hotline: 'Hotline', emergency: 'Emergency service', public: 'Public', patrol: 'Patrol', device: 'Device', visit: 'Visit or petition',
        partner: 'Partner', file: 'File',
      },
    },
    mapping: {
      title: 'Mapping of records (JSON; empty: our own form)', bad: 'This is no JSON', try: 'Try', sample: 'Try it on a record of theirs', outcome: 'What it becomes',
    },
    import: {
      title: 'Import cases', hint: 'CSV (UTF-8 or GBK) and XLSX, at most 20 MB and 20,000 rows. A number of a channel is imported once, so a file may be imported again.',
      choose: 'Choose a file', sheet: 'Sheet', channel: 'Channel', datum: 'Datum', datums: { wgs84: 'WGS-84 / CGCS2000', gcj02: 'GCJ-02 (Amap)', bd09: 'BD-09 (Baidu)' },
      columns: 'Columns', noColumn: '(no column)', missing: 'No column for {{fields}}', found: '{{rows}} rows, {{readable}} of which can be imported',
      errors: 'Rows that cannot be imported', row: 'Row', number: 'Number', reason: 'Reason', run: 'Import {{count}} rows',
      done: '{{created}} new, {{known}} known, {{refused}} not imported', result: 'Download the result', history: 'Latest imports', file: 'File', at: 'Time',
      by: 'By', created: 'New', known: 'Known', refused: 'Refused', empty: 'Nothing was imported yet',
      fields: {
        externalNumber: 'Number', categoryCode: 'Category', description: 'Description', lng: 'Longitude', lat: 'Latitude', address: 'Address',
        reportedAt: 'Reported at', urgent: 'Urgent', contactName: 'Contact', contactPhone: 'Phone',
      },
    },
    rejects: {
      title: 'Not understood', hint: 'Records that cannot be read are kept as they came. Once the mapping or the catalogue is right they are read again; nobody need send them again.',
      receivedAt: 'Received', channel: 'Channel', sender: 'Sender', number: 'Number', reasons: 'Reasons', times: 'Times', replay: 'Read again',
      replayAll: 'Read all again', discard: 'Discard', discardTitle: 'Discard this record?', replayed: '{{tried}} read again, {{taken}} became cases',
      empty: 'Everything was understood',
    },
    webhooks: {
      title: 'Webhooks', hint: 'Each change of a case is sent signed, at least once, in order of a case; what fails is tried again, and at last is a dead letter.',
      label: 'Name', url: 'Address', events: 'Events', allEvents: 'All events', scope: 'Area', channel: 'Channel', allChannels: 'All channels', last: 'Last result',
      waiting: 'Waiting', dead: 'Dead', add: 'Add', contact: 'Tell the contact too (channel of origin only)', made: 'The secret is shown once. Copy it now:',
      enable: 'Enable', disable: 'Disable', removeTitle: 'Delete “{{label}}”?', removeText: 'What it was still to be told is deleted too.',
      empty: 'Nobody is told yet', never: 'Nothing sent yet', ok: 'Delivered',
    },
    dead: {
      title: 'Dead letters', hint: 'Messages that could not be delivered after many tries. Send them again once the receiver is back.', at: 'Made', hook: 'Webhook',
      case: 'Case', event: 'Event', attempts: 'Tries', error: 'Reason', resend: 'Send again', resendAll: 'Send all again', resent: '{{resent}} sent again',
      empty: 'No dead letters',
    },
    policy: {
      title: 'Rules', contactDays: 'Days a contact is kept after closing', privateAddresses: 'Webhooks may go to private addresses',
      privateHint: 'Link-local and cloud metadata addresses are never allowed.',
    },
  },
} as const
