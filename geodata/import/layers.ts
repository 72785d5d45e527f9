import type { ImportLayer } from '../../server/contract/api/imports.ts'

/** One of our fields, and what files are known to call it. */
export interface LayerField {
  field: string
  /** A row without a value is refused. */
  required: boolean
  type: 'text' | 'number' | 'boolean' | 'time'
  /** Headers that mean this field, the likeliest first; compared in lower case, without spaces and underscores. */
  headers: readonly string[]
  /** Where only some values are allowed: what files write, in lower case → ours. */
  values?: Readonly<Record<string, string>>
}

export interface LayerDefinition {
  /** 'none': rows have no place on the map. */
  geometry: 'polygon' | 'line' | 'point' | 'line-or-polygon' | 'none'
  fields: readonly LayerField[]
  /** The field that stands in for a missing name. */
  nameFallback?: string
}

const CODE = ['code', 'bm', 'dm', '编码', '编号', '代码', 'id']
const NAME = ['name', '名称', 'mc', 'name_zh', 'name_cn', 'namezh', '中文名称']
const NAME_EN = ['name_en', 'nameen', 'english_name', 'en_name', 'name_eng', '英文名称', '英文名', 'ywmc']
const AREA = [
  'area_code', '所属社区编码', '社区编码', '社区代码', '所属社区代码', 'community_code', 'sqbm', 'sqdm', 'sssqbm', '行政区划代码',
  'xzqdm', 'xzqhdm', '区划代码', '区域编码', '所属区域编码', '所属社区', '所属街道编码', '街道编码', '所属区域', '所属单位编码', 'parent_code',
]
const UNIT_KIND = [
  'unit_kind', '处置部门', '主管部门', '责任部门', '权属单位', '责任单位', '处置单位', '部门', '部门类型', 'department', 'dept', 'zgbm',
  'zrdw', 'unit',
]
const CATEGORY = [
  'category_code', '类别编码', '案件类别', '分类编码', '部件类别', '部件类别编码', '部件小类代码', '小类代码', 'lbbm', 'category', 'objcode', '类别',
]
const DESCRIPTION = ['description', '描述', '问题描述', '案件描述', '诉求内容', '内容', 'content', 'ms', 'desc']

const LEVELS: Record<string, string> = {
  ...ownWords(['city', 'district', 'street', 'community']),
  市: 'city', 地级市: 'city', 市级: 'city',
  区: 'district', 县: 'district', 区县: 'district', 区县级: 'district', 县级市: 'district', 区级: 'district', county: 'district',
  街道: 'street', 乡镇: 'street', 镇: 'street', 乡: 'street', 街道级: 'street', 街镇: 'street', town: 'street', township: 'street',
  社区: 'community', 村: 'community', 居委会: 'community', 村委会: 'community', 居: 'community', 社区级: 'community',
  village: 'community',
}
const GRID_LAYERS: Record<string, string> = {
  ...ownWords(['community', 'street', 'exclusive']),
  社区: 'community', 社区网格: 'community', 基础网格: 'community', 街道: 'street', 街道网格: 'street', 专属: 'exclusive',
  专属网格: 'exclusive',
}
const EMPLOYMENT: Record<string, string> = {
  ...ownWords(['full', 'part']),
  专职: 'full', 全职: 'full', 专职网格员: 'full', 'full-time': 'full', 兼职: 'part', 兼职网格员: 'part', 'part-time': 'part',
}

const text = (field: string, headers: readonly string[], required = false): LayerField => ({
  field, required, type: 'text', headers,
})
const number = (field: string, headers: readonly string[]): LayerField => ({
  field, required: false, type: 'number', headers,
})
const name = (headers: readonly string[] = []) => text('name', [...headers, ...NAME])
const nameEn = text('nameEn', NAME_EN)
const classOf = text('class', ['class', 'fclass', 'type', '类型', '类别', 'kind', 'lx', '等级', 'highway'])

const GRID: LayerDefinition = {
  geometry: 'polygon',
  nameFallback: 'code',
  fields: [
    text(
      'code',
      ['grid_code', '网格编码', '网格编号', '网格代码', 'wgbm', 'wgbh', 'wgdm', 'gridcode', 'grid_id', 'grid_no', ...CODE],
      true,
    ),
    name(['grid_name', '网格名称', 'wgmc', '网格名']),
    nameEn,
    text('areaCode', AREA),
    text('unitKind', UNIT_KIND),
  ],
}
const GROUND: readonly LayerField[] = [classOf, name(), nameEn]

/** What the rows of each import layer are. */
export const LAYER_DEFINITIONS: Readonly<Record<ImportLayer, LayerDefinition>> = {
  areas: {
    geometry: 'polygon',
    nameFallback: 'code',
    fields: [
      text(
        'code',
        [
          'area_code', '行政区划代码', 'xzqdm', 'xzqhdm', '区划代码', '区划编码', '行政区代码', '区域编码', '社区编码', '街道编码',
          'adcode', 'geoid', ...CODE,
        ],
        true,
      ),
      name(['area_name', '行政区划名称', 'xzqmc', 'xzqhmc', '区划名称', '行政区名称', '社区名称', '街道名称', '区域名称']),
      nameEn,
      { ...text('level', ['level', '级别', '层级', '行政级别', 'jb', 'admin_level']), values: LEVELS },
      text('parentCode', [
        'parent_code', 'parent', '上级编码', '上级代码', '父级编码', '上级区划代码', '所属区划代码', 'sjbm', 'sjdm', 'pcode',
      ]),
    ],
  },
  community: GRID,
  street: GRID,
  exclusive: GRID,
  units: {
    geometry: 'none',
    fields: [
      text('kind', ['kind', 'unit_kind', '单位类型', '部门类型', '类型', '类别', 'type', 'dwlx'], true),
      text('name', ['unit_name', '单位名称', '部门名称', 'dwmc', ...NAME], true),
      nameEn,
      text('areaCode', AREA, true),
    ],
  },
  categories: {
    geometry: 'none',
    nameFallback: 'code',
    fields: [
      text('code', ['category_code', '类别编码', '分类编码', '事项编码', 'lbbm', ...CODE], true),
      name(['category_name', '类别名称', '分类名称', '事项名称', '事项']),
      nameEn,
      text('parentCode', ['parent_code', 'parent', '上级编码', '父级编码', '上级代码', 'sjbm']),
      number('level', ['level', '级别', '层级', 'jb']),
      text('unitKind', UNIT_KIND, true),
      { ...text('layer', ['layer', '网格层', '网格类型', '主责网格']), values: GRID_LAYERS },
      { field: 'urgent', required: false, type: 'boolean', headers: ['urgent', '紧急', '是否紧急', 'jj'] },
      number('limitHours', ['limit_hours', '时限', '处置时限', '时限小时', '办理时限', '处置时限小时', 'limit', 'hours']),
    ],
  },
  workers: {
    geometry: 'none',
    nameFallback: 'number',
    fields: [
      text('number', ['number', 'worker_number', '工号', '网格员编号', '人员编号', 'wgybh', 'gh', '编号', 'no', 'id'], true),
      name(['worker_name', '姓名', '网格员姓名', '网格员', 'xm']),
      nameEn,
      text('phone', ['phone', '电话', '手机', '手机号', '联系电话', '手机号码', 'mobile', 'tel', 'lxdh', 'sjh']),
      { ...text('employment', ['employment', '用工', '用工性质', '用工类型', '专兼职', '人员类型', 'zjz']), values: EMPLOYMENT },
      text('deviceKey', ['device_key', '设备编号', '终端编号', '终端号', '设备号', 'imei', 'device', 'device_id', 'sbbh']),
      text('shiftPattern', ['shift_pattern', '班次', '排班', '班次编码', '班次名称', 'shift', 'bc']),
      text('gridCode', ['grid_code', '网格编码', '所属网格编码', '网格编号', '网格代码', '所属网格', 'wgbm', 'wgbh', 'grid'], true),
    ],
  },
  cameras: {
    geometry: 'point',
    nameFallback: 'code',
    fields: [
      text('code', ['camera_code', '摄像头编码', '国标编码', '设备编码', '设备编号', '点位编码', 'sbbm', 'gbbm', ...CODE], true),
      name(['camera_name', '摄像头名称', '点位名称', '设备名称', 'sbmc', 'dwmc']),
      nameEn,
      text('source', ['source', '来源', '流地址', '视频地址', '地址', 'url', 'rtsp', 'stream']),
    ],
  },
  devices: {
    geometry: 'point',
    nameFallback: 'key',
    fields: [
      text('key', ['key', 'device_key', '设备编号', '设备编码', '设备号', 'sbbh', 'sbbm', 'imei', 'device_id', ...CODE], true),
      text('kind', ['kind', 'device_kind', '设备类型', '类型', 'sblx', 'type', '类别'], true),
      name(['device_name', '设备名称', 'sbmc']),
      nameEn,
    ],
  },
  components: {
    geometry: 'point',
    nameFallback: 'code',
    fields: [
      text('code', ['component_code', '部件编码', '部件标识码', '标识码', 'objectid_', 'bjbm', 'bjbs', 'objid', ...CODE], true),
      text('categoryCode', CATEGORY),
      name(['component_name', '部件名称', 'bjmc', 'objname']),
      nameEn,
      text('unitKind', UNIT_KIND),
    ],
  },
  cases: {
    geometry: 'point',
    fields: [
      text('channel', ['channel', '渠道', '来源', '案件来源', '受理渠道', 'source']),
      text(
        'externalNumber',
        ['external_number', '案件编号', '工单编号', '工单号', '案卷编号', '任务号', 'ajbh', 'gdbh', 'number', ...CODE],
        true,
      ),
      text('categoryCode', CATEGORY, true),
      text('description', DESCRIPTION),
      text('address', ['address', '地址', '位置', '案发地址', '事发地址', '位置描述', 'dz', 'location']),
      {
        field: 'reportedAt', required: true, type: 'time',
        headers: [
          'reported_at', '上报时间', '受理时间', '立案时间', '发现时间', '创建时间', '登记时间', 'sbsj', 'created_at', 'reported',
          'time',
        ],
      },
      {
        field: 'closedAt', required: false, type: 'time',
        headers: ['closed_at', '结案时间', '办结时间', '关闭时间', 'jasj', 'closed', 'finished_at'],
      },
      text('status', ['status', '状态', '案件状态', '办理状态', 'zt', 'state']),
    ],
  },
  roads: {
    geometry: 'line',
    fields: [...GROUND, { field: 'bridge', required: false, type: 'boolean', headers: ['bridge', '桥', '桥梁', '是否桥梁'] }],
  },
  buildings: {
    geometry: 'polygon',
    fields: [
      ...GROUND,
      number('heightM', ['height_m', 'height', '高度', '建筑高度', 'gd', 'jzgd']),
      number('floors', ['floors', 'floor', '层数', '楼层', '地上层数', '楼层数', 'cs', 'levels', 'building_levels']),
    ],
  },
  water: { geometry: 'line-or-polygon', fields: GROUND },
  parks: { geometry: 'polygon', fields: GROUND },
  railways: { geometry: 'line', fields: GROUND },
  places: { geometry: 'point', fields: GROUND },
}

/** Where a row's place comes from, in a file that has no geometry of its own: WKT, or two columns of numbers. */
export const PLACE_FIELDS: readonly LayerField[] = [
  text('wkt', ['wkt', 'geom', 'geometry', 'the_geom', 'shape', 'wkt_geom', 'geom_wkt', '几何', '图形', '边界', 'boundary']),
  text('lng', ['lng', 'lon', 'long', 'longitude', '经度', 'jd', 'x', '东经', 'x坐标', '经度坐标', 'point_x', 'coord_x']),
  text('lat', ['lat', 'latitude', '纬度', 'wd', 'y', '北纬', 'y坐标', '纬度坐标', 'point_y', 'coord_y']),
]

function ownWords(words: readonly string[]): Record<string, string> {
  return Object.fromEntries(words.map((word) => [word, word]))
}
