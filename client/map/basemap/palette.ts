/** The dark basemap: everything that stands still keeps below the brightness of everything that moves. */
export const PALETTE = {
  outside: '#04080f',
  land: '#081120',
  water: '#0b2a4a',
  waterEdge: '#1a5a86',
  park: '#0b2927',
  building: '#16273f',
  buildingHigh: '#3a5f8f',
  casing: '#050b15',
  expressway: '#4779b3',
  expresswayGlow: '#2f7fd0',
  arterial: '#2c4f7d',
  secondary: '#1f3a5f',
  tertiary: '#182d4b',
  lane: '#13233b',
  railway: '#33435c',
  district: '#6fd3ea',
  street: '#4fb3cc',
  community: '#3d8fa8',
  grid: '#35788f',
  streetGrid: '#e0a95a',
  exclusiveGrid: '#a58bf0',
  labelMinor: '#8aa3c4',
  labelWater: '#5f9cc9',
  labelPark: '#5fa58d',
  halo: '#050b15',
} as const

/** A CSS font stack: MapLibre draws the letters itself, from a font of the machine. */
export const FONTS = [
  'Noto Sans SC', 'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', 'sans-serif',
]
