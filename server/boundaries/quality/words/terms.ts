/** What one finding says, in both languages; whole sentences. */
export interface Words {
  text: string
  textEn: string
}

/** What the words of a finding are made of. */
export interface Told {
  layer: string | null
  codes: readonly string[]
  areaM2: number | null
  detail: Record<string, unknown>
}

const LAYERS: Record<string, [text: string, textEn: string]> = {
  areas: ['行政区域', 'area'],
  units: ['处置单位', 'unit'],
  community: ['社区网格', 'community grid'],
  street: ['街路网格', 'street grid'],
  exclusive: ['专属网格', 'exclusive grid'],
  categories: ['事项', 'category'],
  workers: ['网格员', 'worker'],
  cameras: ['摄像头', 'camera'],
  devices: ['物联设备', 'device'],
  components: ['部件', 'component'],
  cases: ['案件', 'case'],
  roads: ['道路', 'road'],
  buildings: ['建筑', 'building'],
  water: ['水面', 'piece of water'],
  parks: ['绿地', 'park'],
  railways: ['铁路', 'railway'],
  places: ['地名', 'place'],
}

/** What one thing of a layer is called. */
export function layerInWords(layer: string | null): Words {
  const [text, textEn] = LAYERS[layer ?? ''] ?? ['对象', 'object']
  return { text, textEn }
}

const FIELDS: Record<string, string> = {
  code: '编码', name: '名称', nameEn: '英文名称', level: '级别', parentCode: '上级编码', areaCode: '所属区域编码', unitKind: '部门',
  kind: '类别', number: '工号', phone: '电话', employment: '用工方式', deviceKey: '终端号', shiftPattern: '班次',
  gridCode: '网格编码', key: '设备号', source: '来源', categoryCode: '事项编码', channel: '渠道', externalNumber: '工单号',
  description: '描述', address: '地址',
  reportedAt: '上报时间', closedAt: '办结时间', status: '状态', layer: '主责网格层', urgent: '紧急', limitHours: '时限', wkt: 'WKT 几何',
  lng: '经度', lat: '纬度', class: '类别', bridge: '桥梁', heightM: '高度', floors: '层数', row: '整行', 'kind, areaCode': '部门和区域',
}

/** A field by its name, with the header of the column where there is one. */
export function fieldInWords({ field, header }: Record<string, unknown>): Words {
  const name = textOf(field) ?? 'code'
  const column = textOf(header)
  return {
    text: `「${FIELDS[name] ?? name}」${column === null ? '' : `（${column} 列）`}`,
    textEn: `“${name}”${column === null ? '' : ` (column ${column})`}`,
  }
}

/** What readers and checks expect, as they put it in English, and the same in Chinese. */
const EXPECTATIONS: Record<string, string> = {
  'a number': '数字', 'a text': '文字', 'a row that can be read': '可以读取的一行',
  'the code of an area': '已有区域的编码', 'the code of an area in the file': '文件中已有区域的编码',
  'the code of a grid': '已有网格的编码', 'the code or name of a shift pattern': '已有班次的编码或名称',
  'the code of a category': '已有事项的编码', 'the kind of a unit': '已有处置单位的类别或名称',
  'an area of the import': '本次导入的区域', 'an area of the level city': '一个市级区域',
  'an area above it that has a place itself, up to the city': '一个自身也能归位（直到市级）的上级区域',
  'an area above it: by its code, by a field, or one that it lies in': '上级区域：由编码、字段或所在位置得出',
  'an area that is not below it': '不在它之下的区域', 'nothing below a community': '社区之下不再有区域',
  'a key that no other worker has': '与其他网格员不同的终端号', 'a time that is not in the future': '不晚于现在的时间',
  'closed, rejected or reported': '办结、不予受理或上报（closed、rejected、reported）',
  'a field areaCode, a code that starts with that of an area, or a place in one': '所属区域字段、以区域编码开头的编码，或位于某个区域之内',
  'a field areaCode with the code of an area': '填有区域编码的所属区域字段',
  'a code that starts with that of an area': '以区域编码开头的编码', 'a place in one of the areas': '位于某个区域之内',
}
const EXPECTATION_STARTS: readonly (readonly [start: string, text: string])[] = [
  ['a time such as ', '形如 '], ['one of ', '其中之一：'], ['a level below ', '低于此级的级别：'],
  ['a time after it was reported, ', '不早于上报时间 '], ['one area of the level city, not ', '只有一个市级区域，而不是 '],
  ['a code that does not start with ', '编码不得以此开头：'],
]

/** What was expected; in Chinese as far as it is known how to say it, else as it came. */
export function expectedInWords(expected: unknown): Words {
  const textEn = textOf(expected) ?? 'another value'
  const start = EXPECTATION_STARTS.find(([beginning]) => textEn.startsWith(beginning))
  const text = EXPECTATIONS[textEn] ?? (start === undefined ? null : start[1] + textEn.slice(start[0].length))
  return { text: text ?? (textOf(expected) === null ? '其他值' : textEn), textEn }
}

/** '「李家网格」（990101001001002）': the k-th of those concerned, by name where it is known. Never empty. */
export function nameOf({ codes, detail }: Told, k: number): Words {
  const code = codes[k]
  const name = listOf(detail.names)[k]
  const nameEn = listOf(detail.namesEn)[k] ?? name
  if (code === undefined) return { text: '（无编码）', textEn: '(without a code)' }
  return {
    text: name === undefined || name === code ? code : `「${name}」（${code}）`,
    textEn: nameEn === undefined || nameEn === code ? code : `“${nameEn}” (${code})`,
  }
}

/** The value as people read it: texts in quotes and cut, nothing as 空. */
export function valueInWords(value: unknown): Words {
  if (value === null || value === undefined || value === '') return { text: '空', textEn: 'nothing' }
  const whole = typeof value === 'object' ? JSON.stringify(value) : String(value)
  const text = whole.length > 60 ? `${whole.slice(0, 60)}…` : whole
  return { text: `“${text}”`, textEn: `“${text}”` }
}

/** '0.25 平方米', '3,400 平方米', '2.1 公顷', '1.35 平方公里'. */
export function areaInWords(areaM2: number): Words {
  const [value, text, textEn] =
    areaM2 < 10_000 ? [areaM2, '平方米', 'm²']
    : areaM2 < 1e6 ? [areaM2 / 1e4, '公顷', 'hectares']
    : [areaM2 / 1e6, '平方公里', 'km²']
  const digits = value < 1 ? 2 : value < 100 ? 1 : 0
  const number = value.toLocaleString('en', { maximumFractionDigits: digits })
  return { text: `${number} ${text}`, textEn: `${number} ${textEn}` }
}

/** '4 毫米', '35 厘米', '2.1 米'. */
export function lengthInWords(lengthM: number): Words {
  const [value, text, textEn] =
    lengthM < 0.01 ? [lengthM * 1000, '毫米', 'mm'] : lengthM < 1 ? [lengthM * 100, '厘米', 'cm'] : [lengthM, '米', 'm']
  const number = value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 1 : 0 })
  return { text: `${number} ${text}`, textEn: `${number} ${textEn}` }
}

/** A number of a detail, or null where it has none. */
export function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/** A text of a detail, or null where it has none. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : null
}

/** The texts of a list of a detail. */
export function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : []
}
