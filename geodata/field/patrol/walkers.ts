import type { LngLat } from '../../city/city.ts'
import { toLngLat } from '../../city/projection.ts'
import type { Fix } from './fix.ts'
import { distanceToMiddleM, isOnBeat, type PatrolMap } from './patrol-map.ts'

/**
 * Workers on patrol as a struct of arrays: index i of each array is worker i. 20,000 of them are stepped without making
 * an object. Each has its own sequence of random numbers, so where one walks does not depend on when others are stepped.
 */
export interface Walkers {
  count: number
  /** The half-edge it walks along, from origin[edge] to target[edge], and how far along it is. */
  edge: Uint32Array
  alongM: Float64Array
  speedMps: Float32Array
  /** The beat of `map` that it keeps to. */
  beat: Uint32Array
  /** Seconds left: of a stop at a place; of a phone that is switched off or out of reach. */
  stopS: Float32Array
  silentS: Float32Array
  /** The GPS error of now, in metres east and north, and its standard deviation at this phone. */
  errorEastM: Float32Array
  errorNorthM: Float32Array
  sigmaM: Float32Array
  batteryPercent: Float32Array
  random: Uint32Array
}

/** A worker stops at a shop or a doorway once in 600 m or so. */
const STOPS_PER_M = 1 / 600
const STOP_MEAN_S = 60
/** Once in three hours of patrol, for ten minutes or so: some 5 of 100 phones are silent at any time. */
const SILENCES_PER_S = 1 / (3 * 3600)
const SILENCE_MEAN_S = 600
const BATTERY_PERCENT_PER_S = 100 / (10 * 3600)
/** A worker plugs a power bank in before the phone dies. */
const BATTERY_LOWEST_PERCENT = 12
/** GPS error drifts: half of it is forgotten within about 20 s. */
const ERROR_MEMORY_S = 30
const ERROR_LIMIT_M = 12

/** Weights of the ways on from a corner, against 1 for any street on the beat. */
const WEIGHT_BACK = 0.03
const WEIGHT_OUTSIDE = 0.005

/** Puts a worker on a street of each beat named, on foot or by e-bike. Deterministic by `seed`. */
export function createWalkers(map: PatrolMap, beat: Uint32Array, byBike: Uint8Array, seed: number): Walkers {
  const count = beat.length
  const walkers: Walkers = {
    count,
    beat,
    edge: new Uint32Array(count),
    alongM: new Float64Array(count),
    speedMps: new Float32Array(count),
    stopS: new Float32Array(count),
    silentS: new Float32Array(count),
    errorEastM: new Float32Array(count),
    errorNorthM: new Float32Array(count),
    sigmaM: new Float32Array(count),
    batteryPercent: new Float32Array(count),
    random: new Uint32Array(count),
  }
  for (let i = 0; i < count; i++) {
    walkers.random[i] = Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(i + 1, 0x85ebca6b)
    const first = map.firstHomeNode[beat[i]]
    const homes = map.firstHomeNode[beat[i] + 1] - first
    const node = map.homeNode[first + Math.floor(nextRandom(walkers.random, i) * homes)]
    walkers.edge[i] = chooseEdge(map, walkers, i, node, -1)
    walkers.alongM[i] = nextRandom(walkers.random, i) * map.lengthM[walkers.edge[i]]
    const share = nextRandom(walkers.random, i)
    walkers.speedMps[i] = byBike[i] === 1 ? 4 + share : 1.2 + 0.4 * share
    walkers.sigmaM[i] = 1.5 + 2.5 * nextRandom(walkers.random, i)
    walkers.errorEastM[i] = walkers.sigmaM[i] * gaussian(walkers.random, i)
    walkers.errorNorthM[i] = walkers.sigmaM[i] * gaussian(walkers.random, i)
    walkers.batteryPercent[i] = 40 + 60 * nextRandom(walkers.random, i)
  }
  return walkers
}

/** Lets `seconds` pass for worker `i`. */
export function stepWalker(map: PatrolMap, walkers: Walkers, i: number, seconds: number): void {
  passTime(walkers, i, seconds)
  const { edge, alongM, speedMps, stopS, random } = walkers
  let left = seconds
  while (left > 0) {
    if (stopS[i] > 0) {
      const stood = Math.min(stopS[i], left)
      stopS[i] -= stood
      left -= stood
      continue
    }
    const toCornerS = (map.lengthM[edge[i]] - alongM[i]) / speedMps[i]
    if (toCornerS > left) {
      alongM[i] += speedMps[i] * left
      return
    }
    left -= toCornerS
    const stops = nextRandom(random, i) < map.lengthM[edge[i]] * STOPS_PER_M
    edge[i] = chooseEdge(map, walkers, i, map.target[edge[i]], map.origin[edge[i]])
    alongM[i] = 0
    if (stops) stopS[i] = exponential(random, i, STOP_MEAN_S)
  }
}

/** What the phone of worker `i` measures now; undefined while it is silent. */
export function fixOfWalker(map: PatrolMap, walkers: Walkers, i: number, recordedAtMs: number): Fix | undefined {
  if (walkers.silentS[i] > 0) return undefined
  const [lng, lat] = placeOfWalker(map, walkers, i)
  const from = map.origin[walkers.edge[i]]
  const to = map.target[walkers.edge[i]]
  const standing = walkers.stopS[i] > 0
  const bearing = (Math.atan2(map.x[to] - map.x[from], map.y[to] - map.y[from]) * 180) / Math.PI
  return {
    recordedAtMs,
    lng,
    lat,
    accuracyM: 2 + 2 * walkers.sigmaM[i],
    speedMps: standing ? 0 : walkers.speedMps[i],
    headingDeg: standing ? undefined : (bearing + 360) % 360,
    batteryPercent: walkers.batteryPercent[i],
  }
}

/** Where worker `i` is as its GPS has it, within some metres of the street. */
export function placeOfWalker(map: PatrolMap, walkers: Walkers, i: number): LngLat {
  const edge = walkers.edge[i]
  const from = map.origin[edge]
  const to = map.target[edge]
  const share = walkers.alongM[i] / map.lengthM[edge]
  const x = map.x[from] + (map.x[to] - map.x[from]) * share + walkers.errorEastM[i]
  const y = map.y[from] + (map.y[to] - map.y[from]) * share + walkers.errorNorthM[i]
  return toLngLat(x, y)
}

/** Silence, battery and GPS error of worker `i` after `seconds`. */
function passTime(walkers: Walkers, i: number, seconds: number): void {
  const { silentS, batteryPercent, errorEastM, errorNorthM, sigmaM, random } = walkers
  if (silentS[i] > 0) silentS[i] = Math.max(0, silentS[i] - seconds)
  else if (nextRandom(random, i) < seconds * SILENCES_PER_S) silentS[i] = exponential(random, i, SILENCE_MEAN_S)

  batteryPercent[i] -= seconds * BATTERY_PERCENT_PER_S
  if (batteryPercent[i] < BATTERY_LOWEST_PERCENT) batteryPercent[i] = 100

  const kept = Math.exp(-seconds / ERROR_MEMORY_S)
  const renewed = Math.sqrt(1 - kept * kept) * sigmaM[i]
  const east = kept * errorEastM[i] + renewed * gaussian(random, i)
  const north = kept * errorNorthM[i] + renewed * gaussian(random, i)
  const shrink = Math.min(1, ERROR_LIMIT_M / Math.hypot(east, north))
  errorEastM[i] = east * shrink
  errorNorthM[i] = north * shrink
}

/** The way on from `node`, having come from `cameFrom` (-1: from nowhere): seldom back, hardly ever off the beat. */
function chooseEdge(map: PatrolMap, walkers: Walkers, i: number, node: number, cameFrom: number): number {
  const first = map.firstEdge[node]
  const end = map.firstEdge[node + 1]
  const beat = walkers.beat[i]
  let sum = 0
  for (let edge = first; edge < end; edge++) sum += weightOfEdge(map, beat, edge, cameFrom)
  let drawn = nextRandom(walkers.random, i) * sum
  for (let edge = first; edge < end; edge++) {
    drawn -= weightOfEdge(map, beat, edge, cameFrom)
    if (drawn < 0) return edge
  }
  return end - 1
}

function weightOfEdge(map: PatrolMap, beat: number, edge: number, cameFrom: number): number {
  const target = map.target[edge]
  const good = isOnBeat(map, beat, target) || isWayHome(map, beat, map.origin[edge], target)
  return (good ? 1 : WEIGHT_OUTSIDE) * (target === cameFrom ? WEIGHT_BACK : 1)
}

/** True where a worker who has strayed comes nearer to its beat. */
function isWayHome(map: PatrolMap, beat: number, origin: number, target: number): boolean {
  return !isOnBeat(map, beat, origin) && distanceToMiddleM(map, beat, target) < distanceToMiddleM(map, beat, origin)
}

/** mulberry32 with its state in `state[i]`. */
function nextRandom(state: Uint32Array, i: number): number {
  const seed = (state[i] + 0x6d2b79f5) | 0
  state[i] = seed
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}

function exponential(state: Uint32Array, i: number, mean: number): number {
  return -mean * Math.log(1 - nextRandom(state, i))
}

/** Standard normal, by Box and Muller. */
function gaussian(state: Uint32Array, i: number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - nextRandom(state, i)))
  return radius * Math.cos(2 * Math.PI * nextRandom(state, i))
}
