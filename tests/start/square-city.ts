import type { Area, Category, City, Grid, MultiPolygon, Unit, Worker } from '../../geodata/city/city.ts'
import { mulberry32 } from '../../geodata/city/random.ts'
import { channels, type History, statuses } from '../../geodata/history/history.ts'

const west = 121
const south = 31
const step = 0.01

/** A city of two districts and 2 × `side` by `side` square grids of 0.01°, with all that a loaded city has. */
export function squareCity(side: number): City {
  const width = 2 * side
  const areas: Area[] = [area('9901', 'city', null, 0, width, side)]
  const grids: Grid[] = []
  const workers: Worker[] = []
  const units: Unit[] = []
  for (const [index, district] of ['990101', '990102'].entries()) {
    const community = `${district}001001`
    areas.push(area(district, 'district', '9901', index * side, side, side))
    areas.push(area(`${district}001`, 'street', district, index * side, side, side))
    areas.push(area(community, 'community', `${district}001`, index * side, side, side))
    for (const kind of ['sanitation', 'desk', 'housing']) units.push(unit(units.length + 1, kind, district))
    for (let number = 0; number < side * side; number++) {
      const id = grids.length + 1
      const x = index * side + (number % side)
      const code = `${community}${String(number).padStart(3, '0')}`
      grids.push({
        id, layer: 'community', code, name: `第${id}网格`, nameEn: `Grid ${id}`, areaCode: community, unitId: null,
        boundary: rectangle(x, Math.floor(number / side), 1, 1),
      })
      workers.push({
        id, number: `W${id}`, name: `网格员${id}`, nameEn: `Worker ${id}`, employment: 'full', phone: '000',
        deviceKey: `W${id}`, gridId: id, areaCode: community, shiftPattern: null,
      })
    }
  }
  const item: Category = {
    code: '0101', parentCode: null, level: 3, name: '垃圾堆积', nameEn: 'Piled rubbish', unitKind: 'sanitation',
    layer: 'community', urgent: false, limitHours: 24,
  }
  return {
    seed: 1, name: '方城', nameEn: 'Square City', code: '9901', simulated: true,
    bounds: [west, south, west + width * step, south + side * step],
    centre: [west + side * step, south + (side / 2) * step],
    areas, units, grids, shiftPatterns: [], workers,
    cameras: [
      { id: 1, name: '路口', nameEn: 'Crossing', source: 'skynet', areaCode: '990101001001', point: [west, south] },
    ],
    deviceKinds: [
      {
        kind: 'smoke', name: '烟感', nameEn: 'Smoke detector', alarmType: 'smoke', alarmName: '烟雾', alarmNameEn: 'Smoke',
        severity: 'critical', definition: { measures: [{ name: 'smoke', path: '$.smoke' }] },
      },
    ],
    devices: [
      { id: 1, key: 'S1', kind: 'smoke', name: '烟感1', nameEn: 'S1', areaCode: '990101001001', point: [west, south] },
    ],
    categories: [item, { ...item, code: '0102', name: '井盖缺失', nameEn: 'Manhole cover missing', urgent: true }],
    base: {
      roads: empty(), water: empty(), buildings: empty(), parks: empty(), places: empty(), railways: empty(),
    },
  }
}

/** `count` seeded cases of a square city over the hours before `until`, in all statuses. */
export function squareHistory(city: City, count: number, until: Date): History {
  const random = mulberry32(7)
  const [minLng, minLat, maxLng, maxLat] = city.bounds
  const hour = 3_600_000
  const reportedAt = Float64Array.from({ length: count }, (_, index) => until.getTime() - (count - index) * hour)
  const status = Uint8Array.from({ length: count }, () => Math.floor(random() * statuses.length))
  const after = (hours: number, from: number): Float64Array =>
    reportedAt.map((at, index) => (status[index]! >= from ? at + hours * hour : Number.NaN))
  return {
    count,
    reportedAt,
    dispatchedAt: after(1, 1),
    handledAt: after(2, 2),
    closedAt: after(3, 3),
    dueAt: reportedAt.map((at) => at + 24 * hour),
    category: Uint16Array.from({ length: count }, () => Math.floor(random() * city.categories.length)),
    channel: Uint8Array.from({ length: count }, () => Math.floor(random() * channels.length)),
    status,
    late: new Uint8Array(count),
    lng: Float64Array.from({ length: count }, () => minLng + random() * (maxLng - minLng)),
    lat: Float64Array.from({ length: count }, () => minLat + random() * (maxLat - minLat)),
    description: (index) => `第 ${index} 件："引号"，{括号}, \\`,
    address: (index) => `方城路 ${index} 号`,
  }
}

function area(code: string, level: Area['level'], parentCode: string | null, x: number, width: number, height: number): Area {
  return { code, level, name: `区域${code}`, nameEn: `Area ${code}`, parentCode, boundary: rectangle(x, 0, width, height) }
}

function unit(id: number, kind: string, areaCode: string): Unit {
  return { id, kind, name: `单位${id}`, nameEn: `Unit ${id}`, areaCode }
}

function rectangle(x: number, y: number, width: number, height: number): MultiPolygon {
  const [x0, y0, x1, y1] = [west + x * step, south + y * step, west + (x + width) * step, south + (y + height) * step]
  return { type: 'MultiPolygon', coordinates: [[[[x0, y0], [x1, y0], [x1, y1], [x0, y1], [x0, y0]]]] }
}

function empty(): City['base']['roads'] {
  return { type: 'FeatureCollection', features: [] }
}
