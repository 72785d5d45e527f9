import type { City } from '../city/city.ts'
import { mulberry32, type Random } from '../city/random.ts'
import { collectAnchors, type Anchors } from './anchors.ts'
import { addressOn, describeCase } from './case-text.ts'
import { cumulativeWeights, search } from './category-weights.ts'
import type { History } from './history.ts'
import { rhythmOf, WEEKDAYS, type Rhythm } from './rhythm.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const YEAR_DAYS = 365

/** Share of cases that happen at a hot spot, and how many of those a city has for each 100 grids. */
const HOT_SHARE = 0.42
const HOT_SPOTS_PER_100_GRIDS = 5

/** How cases come: most by the hotline and by patrol. Order of `channels`. */
const CHANNEL_SHARES = [0.46, 0.3, 0.11, 0.05, 0.03, 0.03, 0.02]

export interface HistoryOptions {
  seed?: number
  /** Exactly so many; default 100,000. */
  cases?: number
  /** The present: no case is later. */
  until: Date
  /** IANA zone of the city's day and night; default Asia/Shanghai. */
  timeZone?: string
}

/** A place that draws cases of one class, and how that changes over the year: −1 fades out, +1 grows. */
interface HotSpot {
  anchors: number[]
  classCode: string
  trend: number
  weight: number
}

function offsetMs(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at)
  const text = parts.find(({ type }) => type === 'timeZoneName')!.value
  const match = /GMT([+-])(\d\d):(\d\d)/.exec(text)
  if (match === null) return 0
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * HOUR_MS + Number(match[3]) * 60_000)
}

/** Weights by day of the year before `until`, cumulative. */
function cumulativeDays({ months }: Rhythm, firstLocalDayMs: number): Float64Array {
  const cumulative = new Float64Array(YEAR_DAYS)
  let sum = 0
  for (let day = 0; day < YEAR_DAYS; day++) {
    const date = new Date(firstLocalDayMs + day * DAY_MS)
    const growth = 0.92 + (0.16 * day) / YEAR_DAYS
    sum += months[date.getUTCMonth()] * WEEKDAYS[date.getUTCDay()] * growth
    cumulative[day] = sum
  }
  return cumulative
}

function cumulate(weights: readonly number[]): Float64Array {
  let sum = 0
  return Float64Array.from(weights, (weight) => (sum += weight))
}

const draw = (random: Random, cumulative: Float64Array) => search(cumulative, random() * cumulative[cumulative.length - 1])

function findHotSpots(city: City, anchors: Anchors, random: Random): HotSpot[] {
  const classes = city.categories.filter(({ level, code }) => level === 2 && !code.startsWith('B'))
  const communityGrids = city.grids.filter(({ layer }) => layer === 'community').length
  const count = Math.max(6, Math.round((communityGrids * HOT_SPOTS_PER_100_GRIDS) / 100))
  return Array.from({ length: count }, (_, rank): HotSpot => {
    const middle = Math.floor(random() * anchors.lng.length)
    const radiusDeg = 0.0008 + 0.0022 * random()
    const x = anchors.lng[middle]
    const y = anchors.lat[middle]
    const near = anchors.index.search(x - radiusDeg, y - radiusDeg * 0.84, x + radiusDeg, y + radiusDeg * 0.84)
    return {
      anchors: near,
      classCode: classes[Math.floor(random() * classes.length)].code,
      trend: rank % 3 === 0 ? 0 : random() * 2 - 1,
      weight: 1 / (rank + 3),
    }
  })
}

/** A standard normal number (Box–Muller). */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

/**
 * A year of cases up to `until`: by category (Zipf), season, weekday, hour and place, with what became of each. The same
 * options give the same cases.
 */
export function generateHistory(city: City, options: HistoryOptions): History {
  const { seed = 1, cases: count = 100_000, until, timeZone = 'Asia/Shanghai' } = options
  const random = mulberry32(seed ^ 0x415)
  const untilMs = until.getTime()
  const offset = offsetMs(until, timeZone)
  const lastLocalDayMs = Math.floor((untilMs + offset) / DAY_MS) * DAY_MS
  const firstLocalDayMs = lastLocalDayMs - (YEAR_DAYS - 1) * DAY_MS

  const anchors = collectAnchors(city)
  const hotSpots = findHotSpots(city, anchors, random)
  const hotWeights = cumulate(hotSpots.map(({ weight }) => weight))
  const weights = cumulativeWeights(city.categories, seed)
  const rhythms = city.categories.map(rhythmOf)
  const days = rhythms.map((rhythm) => cumulativeDays(rhythm, firstLocalDayMs))
  const hours = rhythms.map((rhythm) => cumulate(rhythm.hours))
  const channelWeights = cumulate(CHANNEL_SHARES)
  /** By class: its categories and their weights, for hot spots draw from one class. */
  const members = new Map<string, { index: number[]; weights: Float64Array }>()
  for (const { classCode } of hotSpots) {
    const index = city.categories.flatMap(({ parentCode }, at) => (parentCode === classCode ? [at] : []))
    members.set(classCode, { index, weights: cumulate(index.map((at) => weights[at] - (at === 0 ? 0 : weights[at - 1]))) })
  }

  const reported = new Float64Array(count)
  const category = new Uint16Array(count)
  const anchor = new Uint32Array(count)
  for (let made = 0; made < count; ) {
    const hot = random() < HOT_SHARE ? hotSpots[draw(random, hotWeights)] : undefined
    const own = hot === undefined ? undefined : members.get(hot.classCode)!
    const at = own === undefined ? draw(random, weights) : own.index[draw(random, own.weights)]
    const day = draw(random, days[at])
    // a fading spot has most of its cases early in the year, a growing one late
    if (hot !== undefined && random() > 0.5 + hot.trend * (day / YEAR_DAYS - 0.5)) continue
    const localMs = firstLocalDayMs + day * DAY_MS + draw(random, hours[at]) * HOUR_MS + random() * HOUR_MS
    if (localMs - offset > untilMs) continue
    reported[made] = Math.floor(localMs - offset)
    category[made] = at
    anchor[made] = hot === undefined ? Math.floor(random() * anchors.lng.length) : hot.anchors[Math.floor(random() * hot.anchors.length)]
    made++
  }
  const order = Uint32Array.from(reported, (_, index) => index).sort((a, b) => reported[a] - reported[b] || a - b)

  const history = {
    count,
    reportedAt: new Float64Array(count),
    dispatchedAt: new Float64Array(count).fill(NaN),
    handledAt: new Float64Array(count).fill(NaN),
    closedAt: new Float64Array(count).fill(NaN),
    dueAt: new Float64Array(count),
    category: new Uint16Array(count),
    channel: new Uint8Array(count),
    status: new Uint8Array(count),
    late: new Uint8Array(count),
    lng: new Float64Array(count),
    lat: new Float64Array(count),
  }
  const dice = new Uint32Array(count)
  const road = new Uint32Array(count)
  for (let index = 0; index < count; index++) {
    const from = order[index]
    const { limitHours, urgent } = city.categories[category[from]]
    const limitMs = limitHours * HOUR_MS
    const reportedAt = reported[from]
    history.reportedAt[index] = reportedAt
    history.dueAt[index] = reportedAt + limitMs
    history.category[index] = category[from]
    history.channel[index] = draw(random, channelWeights)
    history.lng[index] = Math.round((anchors.lng[anchor[from]] + (random() - 0.5) * 1.6e-4) * 1e7) / 1e7
    history.lat[index] = Math.round((anchors.lat[anchor[from]] + (random() - 0.5) * 1.4e-4) * 1e7) / 1e7
    dice[index] = Math.floor(random() * 4294967296)
    road[index] = anchors.road[anchor[from]]

    const dispatchedAt = reportedAt + (urgent ? 2 : 9) * 60_000 * Math.exp(0.7 * normal(random))
    // most are done in a third of their time, one in fourteen is late, a few get stuck for weeks
    const stuck = random() < 0.012 ? 9 : 1
    const handledAt = dispatchedAt + limitMs * 0.4 * Math.exp(0.8 * normal(random)) * stuck
    const closedAt = handledAt + (0.3 + 11 * random() ** 2) * HOUR_MS
    let status = 0
    if (dispatchedAt <= untilMs) {
      history.dispatchedAt[index] = dispatchedAt
      status = 1
    }
    if (handledAt <= untilMs) {
      history.handledAt[index] = handledAt
      status = 2
    }
    if (closedAt <= untilMs) {
      history.closedAt[index] = closedAt
      status = 3
    }
    history.status[index] = status
    history.late[index] = Math.min(handledAt, untilMs) > history.dueAt[index] ? 1 : 0
  }

  const address = (index: number) => addressOn(anchors.roads[road[index]].name, dice[index] >>> 8)
  return {
    ...history,
    address,
    description: (index) => describeCase(city.categories[history.category[index]].name, address(index), dice[index]),
  }
}

