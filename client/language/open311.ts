/** The administrator's section of Open311: its address, keys, what services ask, and how the city shows itself. */
export const open311 = {
  zh: {
    save: '保存', saved: '已保存，立即生效', cancel: '取消', onlyCity: '仅全市管理员可以修改。',
    endpoint: {
      title: '接口地址', hint: '遵循 Open311 GeoReport v2，XML 与 JSON 均可。查询公开，上报需要密钥。', list: '查看可上报的服务',
      report: '上报一件案件（会真的立案）', noKey: '发放密钥后，此处的命令带上新密钥，可直接复制执行。',
    },
    keys: {
      title: '密钥', hint: '一个对接方一把密钥，只能在其范围内上报。密钥只显示一次，系统仅保存摘要。', label: '对接方', labelHint: '对接方名称，例如“市民 App”',
      scope: '范围', wholeScope: '本账号全部辖区', make: '发放密钥', made: '密钥只显示这一次，请立即复制：', createdAt: '发放时间', last: '最近上报',
      never: '尚未使用', state: '状态', active: '有效', disabled: '{{time}} 停用', revoke: '停用', revokeTitle: '停用“{{label}}”的密钥？',
      revokeText: '对接方将立即无法上报，已上报的案件不受影响。停用后不能恢复，只能另发新密钥。', empty: '还没有发放密钥',
    },
    attributes: {
      title: '服务询问的内容', hint: '上报某类服务时另外要问的问题，例如井盖种类。对接方按此显示表单，回答记入案件。', service: '服务', choose: '选择一个服务',
      empty: '这个服务不问其他问题', add: '增加问题', remove: '删除', up: '上移', down: '下移', code: '代码', codeHint: '字母、数字、_ 与 -，最多 32 个',
      datatype: '回答方式', required: '必答', variable: '需要回答', description: '问题', descriptionEn: '英文问题', note: '填写说明',
      values: '选项（每行一个：代码 | 名称 | 英文名称）', valuesHint: 'water | 供水 | Water',
      datatypes: {
        string: '短文字', number: '数字', datetime: '日期时间', text: '长文字', singlevaluelist: '单选', multivaluelist: '多选',
      },
      noCode: '需要代码', twice: '代码“{{value}}”重复', noDescription: '需要问题', noValues: '需要至少一个选项',
      badValue: '第 {{value}} 行需要“代码 | 名称”', sameKey: '选项代码“{{value}}”重复', problem: '第 {{number}} 个问题：{{what}}',
    },
    settings: {
      title: '对外展示', jurisdictionId: '管辖区标识', jurisdictionHint: '留空则只用城市代码', contact: '联系方式', keyService: '如何申请密钥',
      type: '用途', types: { production: '正式', test: '测试' }, channels: '公开这些渠道的案件', channelsHint: '其他渠道的案件不会出现在公开查询中。',
    },
  },
  en: {
    save: 'Save', saved: 'Saved, in force now', cancel: 'Cancel', onlyCity: 'Only an administrator of the whole city may change it.',
    endpoint: {
      title: 'Address', hint: 'Open311 GeoReport v2, in XML and JSON. Everybody may ask; who reports needs a key.',
      list: 'See what can be reported', report: 'Report something (it becomes a real case)',
      noKey: 'Once a key is issued, the command holds it and can be run as it is.',
    },
    keys: {
      title: 'Keys', hint: 'One for each partner, who reports within its area only. It is shown once; only its hash is kept.', label: 'Partner',
      labelHint: 'Whose it is, for example “City app”', scope: 'Area', wholeScope: 'All of this account’s area', make: 'Issue a key',
      made: 'The key is shown once. Copy it now:', createdAt: 'Issued', last: 'Last report', never: 'never used', state: 'State', active: 'active',
      disabled: 'ended {{time}}', revoke: 'End', revokeTitle: 'End the key of “{{label}}”?',
      revokeText: 'The partner can report no more from this moment on; its cases stay. A key that has ended stays so: issue another one.',
      empty: 'No keys were issued yet',
    },
    attributes: {
      title: 'What services ask', hint: 'What is asked of whoever reports a service, beside the place: the kind of a manhole cover, say. The answers are in the case.',
      service: 'Service', choose: 'Choose a service', empty: 'Nothing else is asked of this service', add: 'Add a question', remove: 'Delete', up: 'Up',
      down: 'Down', code: 'Code', codeHint: 'Letters, digits, _ and -, at most 32', datatype: 'Answer', required: 'Required', variable: 'To be answered',
      description: 'Question (Chinese)', descriptionEn: 'Question (English)', note: 'How to write it',
      values: 'Choices (one a line: code | name | English name)', valuesHint: 'water | name | Water',
      datatypes: {
        string: 'short text', number: 'number', datetime: 'date and time', text: 'long text', singlevaluelist: 'one of a list',
        multivaluelist: 'some of a list',
      },
      noCode: 'it needs a code', twice: 'another one has the code “{{value}}”', noDescription: 'it needs a question',
      noValues: 'it needs something to choose', badValue: 'line {{value}} needs “code | name”', sameKey: 'two choices have the code “{{value}}”',
      problem: 'Question {{number}}: {{what}}',
    },
    settings: {
      title: 'How the city shows itself', jurisdictionId: 'Jurisdiction', jurisdictionHint: 'Empty: the code of the city only', contact: 'Contact',
      keyService: 'How to get a key', type: 'Used for', types: { production: 'production', test: 'tests' }, channels: 'Cases of these channels are public',
      channelsHint: 'Cases of other channels are never shown.',
    },
  },
} as const
