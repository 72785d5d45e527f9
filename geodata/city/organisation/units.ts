import type { Area, Unit } from '../city.ts'

/** Departments 处置部门: one in each district. The emergency desk of the city is there as well. */
const DEPARTMENTS: readonly (readonly [kind: string, zh: string, en: string])[] = [
  ['desk', '网格化指挥中心', 'Grid Command Centre'],
  ['urban_management', '城市管理局', 'Urban Management Bureau'],
  ['housing', '住房和城乡建设局', 'Housing and Construction Bureau'],
  ['transport', '交通运输局', 'Transport Bureau'],
  ['police', '公安分局', 'Public Security Branch'],
  ['traffic_police', '交警大队', 'Traffic Police'],
  ['environment', '生态环境局', 'Ecology and Environment Bureau'],
  ['water_affairs', '水务局', 'Water Affairs Bureau'],
  ['greening', '园林绿化中心', 'Parks and Greening Centre'],
  ['market_supervision', '市场监督管理局', 'Market Supervision Bureau'],
  ['emergency', '应急管理局', 'Emergency Management Bureau'],
  ['fire', '消防救援大队', 'Fire and Rescue'],
  ['health', '卫生健康局', 'Health Bureau'],
  ['civil_affairs', '民政局', 'Civil Affairs Bureau'],
  ['human_resources', '人力资源和社会保障局', 'Human Resources Bureau'],
  ['education', '教育局', 'Education Bureau'],
]

/** 专属网格单位: the fifteen kinds of units that have grids of their own, and how their grids are named. */
export const EXCLUSIVE_KINDS = [
  ['power', '供电公司', 'Power Supply Company', '供电'],
  ['water_supply', '自来水公司', 'Water Supply Company', '供水'],
  ['gas', '燃气公司', 'Gas Company', '燃气'],
  ['heating', '供热公司', 'Heating Company', '供热'],
  ['telecom', '通信管理办', 'Telecom Office', '通信'],
  ['transit', '公交集团', 'Transit Group', '公交'],
  ['railway', '铁路护路办', 'Railway Guard Office', '铁路'],
  ['river', '河道管理处', 'River Management Office', '河道'],
  ['park', '公园管理中心', 'Parks Administration', '公园'],
  ['school', '校园安全办', 'School Safety Office', '学校'],
  ['hospital', '医院管理中心', 'Hospital Administration', '医院'],
  ['market', '市场服务中心', 'Market Service Centre', '市场'],
  ['industrial_park', '工业园区管委会', 'Industrial Park Committee', '园区'],
  ['property', '物业管理中心', 'Property Management Centre', '物业'],
  ['sanitation', '环境卫生中心', 'Sanitation Centre', '环卫'],
] as const

export type ExclusiveKind = (typeof EXCLUSIVE_KINDS)[number][0]

/** All units: departments by district, street offices by street, and the city's fifteen exclusive units. */
export function foundUnits(areas: readonly Area[]): Unit[] {
  const units: Unit[] = []
  const add = (kind: string, name: string, nameEn: string, areaCode: string) =>
    units.push({ id: units.length + 1, kind, name, nameEn, areaCode })
  for (const { level, code, name, nameEn } of areas) {
    if (level === 'city') {
      add('desk', `${name}网格化指挥中心`, `${nameEn} Grid Command Centre`, code)
      for (const [kind, zh, en] of EXCLUSIVE_KINDS) add(kind, name + zh, `${nameEn} ${en}`, code)
    }
    if (level === 'district') {
      for (const [kind, zh, en] of DEPARTMENTS) add(kind, name + zh, `${nameEn} ${en}`, code)
    }
    if (level === 'street') add('street_office', `${name}办事处`, `${nameEn} Office`, code)
  }
  return units
}
