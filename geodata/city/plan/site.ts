import { mulberry32 } from '../random.ts'

export type Point = readonly [x: number, y: number]

/** A river as a wave across a slanted axis: closed form, so that distance and direction cost a few sines. */
export interface River {
  /** The point `along` metres along the axis and `across` metres left of the course. */
  at(along: number, across: number): Point
  /** Metres along the axis and signed metres from the course; positive is left (north) of it. Good near the river. */
  locate(x: number, y: number): { along: number; distance: number; angle: number }
  /** Half the width of the water at a place along the axis. */
  halfWidth(along: number): number
  /** Distance from the course to the road on the bank. */
  bankM: number
}

/** What the ground gives before anyone builds: outline, river, centres, how dense and how built it is. Metres, seeded. */
export interface Site {
  seed: number
  radiusM: number
  areaM2: number
  outline: Point[]
  river: River
  axisAngle: number
  /** The first is the old town. */
  centres: { x: number; y: number; reachM: number }[]
  /** Direction of streets, one of four at right angles, in radians. */
  directionAt(x: number, y: number): number
  /** Relative density of people: about 2.6 in the centre, 0.35 at the edge. */
  densityAt(x: number, y: number): number
  /** Above 0 inside the industrial districts. */
  industryAt(x: number, y: number): number
}

/** Lays out a site for a city of `areaM2` square metres. */
export function makeSite(seed: number, areaM2: number): Site {
  const random = mulberry32(seed ^ 0x5117e)
  const radiusM = Math.sqrt(areaM2 / Math.PI)
  const axisAngle = -0.12 - random() * 0.2
  const river = makeRiver(random, radiusM, axisAngle)
  const along = (share: number, across: number): Point => river.at(share * radiusM, across * radiusM)
  const [secondX, secondY] = along(0.5 + random() * 0.1, 0.42)
  const [thirdX, thirdY] = along(-0.35, -0.4 - random() * 0.1)
  const centres = [
    { x: 0, y: 0, reachM: radiusM * 0.42 },
    { x: secondX, y: secondY, reachM: radiusM * 0.2 },
    { x: thirdX, y: thirdY, reachM: radiusM * 0.17 },
  ]
  const industries = [along(-0.72, 0.25), along(0.62, -0.42)]
  return {
    seed,
    radiusM,
    areaM2,
    outline: makeOutline(random, radiusM, areaM2),
    river,
    axisAngle,
    centres,
    directionAt: makeDirectionField(random, radiusM, axisAngle, river, centres),
    densityAt(x, y) {
      let density = 0.35
      for (const [index, centre] of centres.entries()) {
        const distance2 = (x - centre.x) ** 2 + (y - centre.y) ** 2
        density += (index === 0 ? 2.2 : 1.1) * Math.exp(-distance2 / centre.reachM ** 2)
      }
      return density
    },
    industryAt(x, y) {
      let value = -0.5
      for (const [ix, iy] of industries) {
        value += Math.exp(-((x - ix) ** 2 + (y - iy) ** 2) / (0.26 * radiusM) ** 2)
      }
      return value
    },
  }
}

function makeRiver(random: () => number, radiusM: number, axisAngle: number): River {
  const cos = Math.cos(axisAngle)
  const sin = Math.sin(axisAngle)
  const width = Math.min(420, 105 + 32 * Math.sqrt(radiusM / 1000))
  const offset = -0.2 * radiusM
  const waves = [
    { size: 0.1 * radiusM, rate: (2 * Math.PI) / (1.75 * radiusM), phase: 0.6 + random() * 0.8 },
    { size: 0.026 * radiusM, rate: (2 * Math.PI) / (0.62 * radiusM), phase: random() * 6.28 },
  ]
  const course = (u: number) => waves.reduce((sum, wave) => sum + wave.size * Math.sin(wave.rate * u + wave.phase), offset)
  const slope = (u: number) =>
    waves.reduce((sum, wave) => sum + wave.size * wave.rate * Math.cos(wave.rate * u + wave.phase), 0)
  return {
    at(along, across) {
      const tilt = Math.atan(slope(along))
      const u = along - across * Math.sin(tilt)
      const v = course(along) + across * Math.cos(tilt)
      return [u * cos - v * sin, u * sin + v * cos]
    },
    locate(x, y) {
      let u = x * cos + y * sin
      const v = -x * sin + y * cos
      const start = u
      // two steps towards the foot of the perpendicular
      for (let step = 0; step < 2; step++) {
        const s = slope(u)
        u += 0.7 * ((start - u + (v - course(u)) * s) / (1 + s * s))
      }
      const s = slope(u)
      const distance = Math.hypot(start - u, v - course(u)) * Math.sign(v - course(u))
      return { along: u, distance, angle: axisAngle + Math.atan(s) }
    },
    halfWidth: (along) => (width / 2) * (1 + 0.16 * Math.sin(along / (0.21 * radiusM) + 1) + 0.08 * Math.sin(along / 310)),
    bankM: width * 0.62 + 42,
  }
}

function makeOutline(random: () => number, radiusM: number, areaM2: number): Point[] {
  const lobes = [2, 3, 5, 7, 11].map((count, index) => ({
    count,
    size: [0.1, 0.07, 0.04, 0.025, 0.012][index]!,
    phase: random() * 6.28,
  }))
  const count = Math.max(48, Math.min(900, Math.round((2 * Math.PI * radiusM) / 90)))
  const ring: [number, number][] = []
  let twiceArea = 0
  for (let index = 0; index < count; index++) {
    const angle = (2 * Math.PI * index) / count
    const radius = radiusM * lobes.reduce((sum, lobe) => sum + lobe.size * Math.sin(lobe.count * angle + lobe.phase), 1)
    ring.push([radius * Math.cos(angle) * 1.06, radius * Math.sin(angle)])
  }
  for (let index = 0; index < count; index++) {
    const [ax, ay] = ring[index]!
    const [bx, by] = ring[(index + 1) % count]!
    twiceArea += ax * by - bx * ay
  }
  const scale = Math.sqrt((2 * areaM2) / twiceArea)
  return ring.map(([x, y]) => [x * scale, y * scale])
}

/**
 * Streets follow a blend of patterns: rings and radials round the centres, along the river near it, and regions with an
 * orientation of their own. Directions are blended as vectors of four times the angle, for a street and its
 * cross street are the same to the field.
 */
function makeDirectionField(
  random: () => number,
  radiusM: number,
  axisAngle: number,
  river: River,
  centres: Site['centres'],
): (x: number, y: number) => number {
  const regions = Array.from({ length: 9 }, (_, index) => {
    const angle = (2 * Math.PI * index) / 9 + random() * 0.5
    const radius = radiusM * (0.45 + 0.5 * random())
    return {
      x: radius * Math.cos(angle),
      y: radius * Math.sin(angle),
      reach: radiusM * (0.22 + 0.14 * random()),
      angle: axisAngle + (random() - 0.5) * 1.1,
    }
  })
  const phases = Array.from({ length: 6 }, () => random() * 6.28)
  const riverReach = Math.max(380, 0.085 * radiusM)
  const oldTown = Math.min(1100, 0.2 * radiusM)
  return (x, y) => {
    let c = 0.22 * Math.cos(4 * axisAngle)
    let s = 0.22 * Math.sin(4 * axisAngle)
    const add = (weight: number, angle: number) => {
      c += weight * Math.cos(4 * angle)
      s += weight * Math.sin(4 * angle)
    }
    for (const [index, centre] of centres.entries()) {
      const dx = x - centre.x
      const dy = y - centre.y
      const distance2 = dx * dx + dy * dy
      const reach = index === 0 ? radiusM * 0.75 : centre.reachM * 0.7
      const core = index === 0 ? oldTown : centre.reachM * 0.25
      // rings and radials need room: right at a centre the streets are square
      const polar = Math.exp(-distance2 / (reach * reach)) * (1 - Math.exp(-distance2 / (core * core)))
      add((index === 0 ? 0.85 : 0.7) * polar, Math.atan2(dy, dx))
      if (index === 0) add(0.9 * Math.exp(-distance2 / (core * core)), axisAngle + 0.16)
    }
    for (const region of regions) {
      const distance2 = (x - region.x) ** 2 + (y - region.y) ** 2
      add(0.75 * Math.exp(-distance2 / (region.reach * region.reach)), region.angle)
    }
    const { distance, angle } = river.locate(x, y)
    add(1.9 * Math.exp(-((distance / riverReach) ** 2)), angle)
    const wobble =
      0.1 * Math.sin(x / 820 + y / 1310 + phases[0]!) +
      0.09 * Math.sin(y / 690 - x / 1540 + phases[1]!) +
      0.05 * Math.sin(x / 333 + phases[2]!) * Math.sin(y / 371 + phases[3]!)
    return Math.atan2(s, c) / 4 + wobble
  }
}
