import type { Feature, FeatureCollection, MultiPolygon } from 'geojson'
import type { ShiftPattern } from '../../server/contract/api/duty.ts'
import type { SensorDefinition } from '../../server/contract/api/sensors.ts'

export type LngLat = [lng: number, lat: number]
export type AreaLevel = 'city' | 'district' | 'street' | 'community'
export type GridLayer = 'community' | 'street' | 'exclusive'
export type Severity = 'critical' | 'major' | 'minor' | 'warning'

/** An administrative area. Its code starts with its parent's: city 4, district 6, street 9, community 12 digits. */
export interface Area {
  code: string
  level: AreaLevel
  name: string
  nameEn: string
  parentCode: string | null
  boundary: MultiPolygon
}

/** 处置单位: whoever an order can be sent to. (kind, areaCode) is unique. */
export interface Unit {
  id: number
  kind: string
  name: string
  nameEn: string
  areaCode: string
}

/**
 * A grid of one of the three layers; ids run from 1 over all layers. Codes start with areaCode: community grids have the
 * 15 digits of the standard, street grids are 街道 code + 'R' + 3 digits, exclusive grids area code + 'X' + kind + sequence.
 */
export interface Grid {
  id: number
  layer: GridLayer
  code: string
  name: string
  nameEn: string
  areaCode: string
  unitId: number | null
  boundary: MultiPolygon
}

export interface Worker {
  id: number
  /** Badge number. */
  number: string
  name: string
  nameEn: string
  employment: 'full' | 'part'
  phone: string
  /** What the worker's phone sends as its id; here the badge number. */
  deviceKey: string
  gridId: number
  areaCode: string
  /** One of the city's shift patterns; null: always on duty. */
  shiftPattern: string | null
}

export type CameraSource = 'skynet' | 'xueliang' | 'environment' | 'water' | 'housing'

export interface Camera {
  id: number
  name: string
  nameEn: string
  source: CameraSource
  areaCode: string
  point: LngLat
}

export interface DeviceKind {
  kind: string
  name: string
  nameEn: string
  alarmType: string
  alarmName: string
  alarmNameEn: string
  severity: Severity
  definition: SensorDefinition
}

export interface Device {
  id: number
  key: string
  kind: string
  name: string
  nameEn: string
  areaCode: string
  point: LngLat
}

/** One node of the catalogue: level 1 kind, 2 class, 3 item. unitKind says who handles it, layer whose grid leads. */
export interface Category {
  code: string
  parentCode: string | null
  level: 1 | 2 | 3 | 4
  name: string
  nameEn: string
  unitKind: string
  layer: GridLayer
  urgent: boolean
  limitHours: number
  /** How those who call say it. */
  examples?: readonly string[]
  /** 'transcription': of the national code dictionary as a public table has it; else the city's own. */
  source?: 'own' | 'transcription'
}

export type RoadClass = 'expressway' | 'arterial' | 'secondary' | 'tertiary' | 'lane'

/** The basemap. Every feature has {class, name, name_en}; buildings also {height} in metres, roads {bridge}. */
export interface CityBase {
  roads: FeatureCollection
  water: FeatureCollection
  buildings: FeatureCollection
  parks: FeatureCollection
  places: FeatureCollection
  railways: FeatureCollection
}

/** A simulated city, complete and independent of any database. Made by generateCity. */
export interface City {
  seed: number
  name: string
  nameEn: string
  code: string
  simulated: true
  bounds: [west: number, south: number, east: number, north: number]
  centre: LngLat
  areas: Area[]
  units: Unit[]
  grids: Grid[]
  shiftPatterns: ShiftPattern[]
  workers: Worker[]
  cameras: Camera[]
  deviceKinds: DeviceKind[]
  devices: Device[]
  categories: Category[]
  base: CityBase
}

export type { Feature, FeatureCollection, MultiPolygon }
