import { expect, test } from 'vitest'
import { mulberry32 } from '../../geodata/city/random.ts'
import { colourDomain } from '../../server/heat/colour-domain.ts'
import { DomainCache } from '../../server/heat/domain-cache.ts'
import { HeatCube, type HeatFilter } from '../../server/heat/heat-cube.ts'
import { createCityTime } from '../../server/org/city-time.ts'
import { randomCases, YEAR_START_MS } from './random-cases.ts'

const DAY_MS = 86_400_000
const counts = (...count: number[]) => ({ n: 0, cell: new Int32Array(count.length), count: Int32Array.from(count) })

test('the top of the domain is the 95th percentile by nearest rank, over all periods', () => {
  const random = mulberry32(3)
  for (const size of [1, 2, 19, 20, 21, 100, 1237]) {
    const values = Array.from({ length: size }, () => 1 + Math.floor(random() ** 3 * 50))
    const half = size >> 1
    const domain = colourDomain([counts(...values.slice(0, half)), counts(...values.slice(half))])
    expect(domain).toEqual([0, values.toSorted((a, b) => a - b)[Math.ceil(size * 0.95) - 1]])
  }
})

test('without any case the domain is still one that colours can be drawn from', () => {
  expect(colourDomain([counts(), counts()])).toEqual([0, 1])
})

const cityTime = createCityTime('Asia/Shanghai')
const cube = new HeatCube(cityTime.toLocal)
for (const heatCase of randomCases(3000, 4)) cube.put(heatCase)
const everywhere = { categories: null, areaPrefixes: [''] }
const filter = (fromMs: number): HeatFilter => ({ fromMs, toMs: fromMs + 7 * DAY_MS, ...everywhere })

test('two periods of one length have one domain, and a longer one a larger', () => {
  const domains = new DomainCache(cube, cityTime)
  const week = { type: 'equal', lengthMs: 7 * DAY_MS } as const
  const early = domains.domainOf(filter(YEAR_START_MS), week, 7)
  expect(domains.domainOf(filter(YEAR_START_MS + 200 * DAY_MS), week, 7)).toEqual(early)
  const longer = domains.domainOf(filter(YEAR_START_MS), { type: 'equal', lengthMs: 90 * DAY_MS }, 7)
  expect(longer[1]).toBeGreaterThan(early[1])
})

test('a domain stays as it was while the day of the data lasts, and follows when the day is over', () => {
  const growing = new HeatCube(cityTime.toLocal)
  const cases = randomCases(3000, 4)
  for (const heatCase of cases) growing.put(heatCase)
  const domains = new DomainCache(growing, cityTime)
  const day = { type: 'calendar', step: 'day' } as const
  const before = domains.domainOf(filter(0), day, 6)
  const last = growing.latestMs
  for (let id = 10_000; id < 10_900; id++) growing.put({ ...cases[0], id, reportedAtMs: last })
  expect(domains.domainOf(filter(0), day, 6)).toEqual(before)
  for (let day = 1; day <= 60; day++) {
    const reportedAtMs = last + day * DAY_MS
    for (let k = 0; k < 15; k++) growing.put({ ...cases[0], id: 20_000 + day * 20 + k, reportedAtMs })
  }
  expect(domains.domainOf(filter(0), day, 6)).not.toEqual(before)
})
