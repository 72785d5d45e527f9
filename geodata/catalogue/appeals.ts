import type { GridLayer } from '../city/city.ts'

export interface Appeal {
  group: string
  groupEn: string
  name: string
  nameEn: string
  unitKind: string
  layer: GridLayer
  limitHours: number
  urgent?: boolean
}

const group = (group: string, groupEn: string, items: readonly Omit<Appeal, 'group' | 'groupEn'>[]): Appeal[] =>
  items.map((item) => ({ group, groupEn, ...item }))

const item = (
  name: string, nameEn: string, unitKind: string, limitHours: number, layer: GridLayer = 'community', urgent = false,
) => ({ name, nameEn, unitKind, limitHours, layer, urgent })

/** 诉求: what people call about, by group, with the unit that answers and the hours it has. */
export const APPEALS: readonly Appeal[] = [
  ...group('水电气热', 'Utilities', [
    item('停水', 'Water cut off', 'water_supply', 24, 'exclusive'),
    item('水压不足', 'Low water pressure', 'water_supply', 72, 'exclusive'),
    item('自来水浑浊', 'Cloudy tap water', 'water_supply', 24, 'exclusive'),
    item('停电', 'Power cut', 'power', 12, 'exclusive', true),
    item('电线垂落', 'Hanging wire', 'power', 4, 'exclusive', true),
    item('燃气异味', 'Smell of gas', 'gas', 2, 'exclusive', true),
    item('供气故障', 'Gas supply failure', 'gas', 24, 'exclusive'),
    item('供热温度不达标', 'Heating too cold', 'heating', 24, 'exclusive'),
    item('暖气漏水', 'Leaking radiator', 'heating', 12, 'exclusive'),
    item('宽带通信故障', 'Broadband failure', 'telecom', 72, 'exclusive'),
  ]),
  ...group('住房物业', 'Housing and property', [
    item('楼顶漏水', 'Leaking roof', 'housing', 120),
    item('外墙脱落', 'Falling facade', 'housing', 24, 'community', true),
    item('物业纠纷', 'Dispute with the manager', 'property', 120, 'exclusive'),
    item('电梯故障', 'Lift out of order', 'market_supervision', 24, 'community', true),
    item('楼道堆物', 'Things in the stairwell', 'property', 72, 'exclusive'),
    item('飞线充电', 'Charging by a hanging cable', 'fire', 24, 'community', true),
    item('下水道堵塞', 'Blocked drain', 'water_affairs', 48),
    item('装修噪声', 'Renovation noise', 'housing', 48),
  ]),
  ...group('交通出行', 'Traffic', [
    item('信号灯时长', 'Traffic light timing', 'traffic_police', 72, 'street'),
    item('道路积水', 'Flooded road', 'water_affairs', 8, 'street', true),
    item('公交站点建议', 'Bus stop suggestion', 'transit', 168, 'exclusive'),
    item('机动车乱停', 'Illegal parking', 'traffic_police', 24, 'street'),
    item('共享单车淤积', 'Heaps of shared bicycles', 'urban_management', 24, 'street'),
    item('道路照明不足', 'Dark street', 'urban_management', 72, 'street'),
  ]),
  ...group('环境噪声', 'Environment and noise', [
    item('夜间施工噪声', 'Building noise at night', 'environment', 8),
    item('广场舞噪声', 'Dance music in the square', 'police', 24),
    item('餐饮油烟', 'Kitchen fumes', 'environment', 72),
    item('河水异味', 'Smell from the river', 'river', 48, 'exclusive'),
    item('扬尘污染', 'Dust', 'environment', 48),
    item('垃圾清运不及时', 'Rubbish not collected', 'sanitation', 24, 'exclusive'),
  ]),
  ...group('民生保障', 'Livelihood', [
    item('拖欠工资', 'Unpaid wages', 'human_resources', 120),
    item('社保咨询', 'Social insurance question', 'human_resources', 72),
    item('低保申请', 'Application for support', 'civil_affairs', 120),
    item('养老服务', 'Care for the elderly', 'civil_affairs', 120),
    item('入学咨询', 'School enrolment question', 'education', 72),
    item('就医服务', 'Medical service', 'health', 72),
    item('残疾人设施损坏', 'Damaged barrier-free facility', 'civil_affairs', 48),
  ]),
  ...group('市场消费', 'Market', [
    item('食品安全', 'Food safety', 'market_supervision', 48),
    item('消费退款纠纷', 'Refund dispute', 'market_supervision', 120),
    item('无证经营', 'Trading without a licence', 'market_supervision', 72),
  ]),
  ...group('平安建设', 'Public safety', [
    item('邻里纠纷', 'Quarrel between neighbours', 'street_office', 72),
    item('高空抛物', 'Things thrown from a height', 'police', 24, 'community', true),
    item('犬只扰民', 'Dogs off the lead', 'police', 48),
    item('消防隐患', 'Fire hazard', 'fire', 24, 'community', true),
  ]),
]
