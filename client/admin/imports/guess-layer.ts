import type { ImportLayer } from '../../../server/contract/api/imports.ts'

/** What files are known to be called, in lower case; the first that fits decides, so the narrower stand first. */
const NAMES: readonly (readonly [ImportLayer, readonly string[]])[] = [
  ['workers', ['网格员', '人员', 'worker', 'staff']],
  ['exclusive', ['专属', 'exclusive']],
  ['street', ['街路', 'street', '街道网格']],
  ['areas', ['行政', '区划', '政区', '街道', 'area', 'district', 'xzq']],
  ['cameras', ['摄像', '视频', '监控', 'camera']],
  ['devices', ['设备', '终端', '传感', 'device', 'sensor']],
  ['components', ['部件', 'component', 'bujian']],
  ['categories', ['目录', '类别', '事项', '确权', 'categor', 'catalog']],
  ['cases', ['案件', '案卷', '工单', 'case']],
  ['units', ['单位', '部门', 'units', 'department']],
  ['railways', ['铁路', '轨道', 'rail']],
  ['roads', ['道路', '路网', '公路', 'road', 'highway']],
  ['buildings', ['建筑', '房屋', '楼栋', 'building']],
  ['water', ['水', '河', '湖', 'water', 'river', 'lake']],
  ['parks', ['绿地', '公园', 'park', 'green']],
  ['places', ['地名', '兴趣点', 'place', 'poi']],
  ['community', ['网格', '社区', 'community', 'grid', 'wangge']],
]

/** The layer that a file's name speaks of, or undefined where it says nothing. */
export function guessLayer(file: string): ImportLayer | undefined {
  const name = file.toLowerCase()
  return NAMES.find(([, words]) => words.some((word) => name.includes(word)))?.[0]
}
