import type { TrailStep } from '../contract/api/cases.ts'
import type { CategoryRecord } from '../contract/api/city.ts'
import type { Decision, GridLayer } from '../contract/api/grids.ts'

/** Which rule gave the department. */
export type DepartmentRule = 'duty-rule' | 'exclusive-grid' | 'kind' | 'street-office' | 'desk' | 'none'

/**
 * How a case was routed, as the database keeps it. Only what the row of the case does not say already, and no words:
 * those take ten times the room, and a year has 100,000 cases and more.
 */
export interface RoutingTrail {
  decision: Decision
  /** Metres to the nearest edge of a community grid, to a decimetre. */
  distanceM: number
  lead: 'as-catalogued' | 'community-instead' | 'none'
  department: DepartmentRule
  /** As routed: a dispatch may name others later. */
  unitId: number | null
  watcherWorkerId: number | null
  /** The rule of the catalogue that gave the department, where one did; `from` is when it came into force. */
  duty?: { ruleId: number; provenance: 'rule' | 'agreed' | 'designated'; express: boolean; from: string }
}

interface Named {
  name: string
  nameEn: string
}

/** What the words call those that a trail speaks of. */
export interface TrailNames {
  category: CategoryRecord
  limitHours: number
  district: Named
  communityGrid: Named | null
  ownerGrid: Named | null
  unit: Named | null
  watcher: (Named & { number: string }) | null
  /** The city's date from which the rule of the catalogue is in force; needed where the trail has a rule. */
  dutyFrom?: string
}

/** The decisions of a routing in the order they were taken, each in Chinese and English. Names are in quotes. */
export function trailInWords(trail: RoutingTrail, names: TrailNames): TrailStep[] {
  return [
    locateStep(trail, names),
    categoryStep(names),
    layerStep(trail, names),
    departmentStep(trail, names),
    watcherStep(names),
  ]
}

const LAYER_NAME: Record<GridLayer, string> = { community: '社区网格', street: '街路网格', exclusive: '专属网格' }
const LAYER_NAME_EN: Record<GridLayer, string> = {
  community: 'community grid',
  street: 'street grid',
  exclusive: 'exclusive grid',
}

function locateStep({ decision, distanceM }: RoutingTrail, { communityGrid, district }: TrailNames): TrailStep {
  const far = inWords(distanceM, '米', '公里')
  const farEn = inWords(distanceM, 'm', 'km')
  if (communityGrid === null) {
    return {
      rule: 'fallback',
      text: `位置不在任何社区网格内，距最近的网格 ${far}，超出容差，归最近的区「${district.name}」值班席确认。`,
      textEn:
        `The point lies in no community grid, ${farEn} from the nearest, beyond tolerance: ` +
        `the desk of the nearest district “${district.nameEn}” takes it.`,
    }
  }
  const { name, nameEn } = communityGrid
  if (decision === 'edge') {
    return {
      rule: 'locate',
      text: `位置正在网格边界上，按规则归编号最小的网格「${name}」。`,
      textEn: `The point lies on a boundary: the grid with the smallest id owns it, “${nameEn}”.`,
    }
  }
  if (decision === 'inside') {
    return {
      rule: 'locate',
      text: `位置在社区网格「${name}」内，距网格边界 ${far}。`,
      textEn: `The point lies inside the community grid “${nameEn}”, ${farEn} from its edge.`,
    }
  }
  return {
    rule: 'locate',
    text: `位置不在任何社区网格内，距最近的「${name}」${far}，在容差内，归该网格。`,
    textEn: `The point lies in no community grid; “${nameEn}” is ${farEn} away, within tolerance, and owns it.`,
  }
}

function categoryStep({ category, limitHours }: TrailNames): TrailStep {
  const { code, name, nameEn, layer } = category
  return {
    rule: 'category',
    text: `事项「${name}」（${code}）按目录由${LAYER_NAME[layer]}主责，时限 ${limitHours} 小时。`,
    textEn:
      `The catalogue gives “${nameEn}” (${code}) to the ${LAYER_NAME_EN[layer]}, ` +
      `to be handled within ${limitHours} hours.`,
  }
}

const WHY_LAYER: Record<GridLayer, { text: string; textEn: string }> = {
  community: { text: '面上的事项由属地主责', textEn: 'what concerns an area is led by whose area it is' },
  street: { text: '道路沿线的事项由街路主责', textEn: 'what stands along a road is led by the road' },
  exclusive: { text: '责任单位的类别与事项相符', textEn: 'its unit is of the kind that this matter needs' },
}

function layerStep({ lead }: RoutingTrail, { category, ownerGrid, district }: TrailNames): TrailStep {
  const { name, nameEn } = ownerGrid ?? district
  const wanted = LAYER_NAME[category.layer]
  const wantedEn = LAYER_NAME_EN[category.layer]
  switch (lead) {
    case 'as-catalogued':
      return {
        rule: 'layer',
        text: `${wanted}「${name}」主责：${WHY_LAYER[category.layer].text}。`,
        textEn: `The ${wantedEn} “${nameEn}” leads: ${WHY_LAYER[category.layer].textEn}.`,
      }
    case 'community-instead':
      return {
        rule: 'layer',
        text: `此处没有相应的${wanted}，改由社区网格「${name}」主责。`,
        textEn: `There is no such ${wantedEn} here, so the community grid “${nameEn}” leads.`,
      }
    case 'none':
      return {
        rule: 'fallback',
        text: `没有网格可以主责，由「${district.name}」值班席主责。`,
        textEn: `No grid can lead, so the desk of “${district.nameEn}” does.`,
      }
  }
}

const RULE_ORIGIN = { rule: '法定拍', agreed: '商定拍', designated: '指定拍' } as const
const RULE_ORIGIN_EN = { rule: 'laid down', agreed: 'agreed on', designated: 'designated' } as const

function departmentStep({ department, duty }: RoutingTrail, { unit, dutyFrom = '' }: TrailNames): TrailStep {
  const name = unit?.name ?? ''
  const nameEn = unit?.nameEn ?? ''
  switch (department) {
    case 'duty-rule': {
      const { ruleId, provenance, express } = duty!
      return {
        rule: 'department',
        text:
          `确权目录规则 ${ruleId}（${RULE_ORIGIN[provenance]}，${dutyFrom} 起生效${express ? '，直通车' : ''}）` +
          `确定由「${name}」处置。`,
        textEn:
          `Rule ${ruleId} of the catalogue (${RULE_ORIGIN_EN[provenance]}, in force since ${dutyFrom}` +
          `${express ? ', express lane' : ''}) gives it to “${nameEn}”.`,
      }
    }
    case 'exclusive-grid':
      return {
        rule: 'department',
        text: `处置单位为该专属网格的责任单位「${name}」。`,
        textEn: `The exclusive grid's own unit handles it: “${nameEn}”.`,
      }
    case 'kind':
      return {
        rule: 'department',
        text: `处置单位按「事项类别 × 属地」取管辖范围最小的同类单位：「${name}」。`,
        textEn: `Of the units that handle such matters, the one with the smallest area around the point: “${nameEn}”.`,
      }
    case 'street-office':
      return {
        rule: 'fallback',
        text: `本地没有该类处置单位，由街道「${name}」处置。`,
        textEn: `No unit of that kind serves this place, so the street's office handles it: “${nameEn}”.`,
      }
    case 'desk':
      return {
        rule: 'fallback',
        text: `没有可直接派遣的单位，由值班席「${name}」处置。`,
        textEn: `No unit can be sent directly, so the duty desk handles it: “${nameEn}”.`,
      }
    case 'none':
      return {
        rule: 'fallback',
        text: '没有任何单位管辖此处，派遣时须指定处置单位。',
        textEn: 'No unit serves this place: whoever dispatches has to name one.',
      }
  }
}

function watcherStep({ watcher, communityGrid }: TrailNames): TrailStep {
  if (watcher === null) {
    return {
      rule: 'watcher',
      text:
        communityGrid === null
          ? '没有社区网格，派遣时须指定跟踪的网格员。'
          : `社区网格「${communityGrid.name}」没有网格员，派遣时须指定。`,
      textEn: 'No worker belongs to this place: whoever dispatches has to name one who watches.',
    }
  }
  return {
    rule: 'watcher',
    text: `网格员「${watcher.name}」（${watcher.number}）跟踪核查：本网格中最久未接单者。`,
    textEn:
      `“${watcher.nameEn}” (${watcher.number}) watches and confirms: ` +
      'the worker of this grid longest without an order.',
  }
}

/** '12 m', '1.4 km'. */
function inWords(distanceM: number, metres: string, kilometres: string): string {
  if (distanceM < 1000) return `${Math.round(distanceM)} ${metres}`
  return `${(distanceM / 1000).toFixed(1)} ${kilometres}`
}
