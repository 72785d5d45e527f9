import { describe, expect, it } from 'vitest'
import { HEAT_COLOURS, heatColour, rgb } from '../../../client/map/colours.ts'
import { DEFAULT_LAYERS, layersOfSearch, layersParameter } from '../../../client/map/layer-switches.ts'
import { alarmsBySeverity, pulseAt } from '../../../client/map/layers/alarm-layer.ts'
import { isOverdue } from '../../../client/map/layers/case-layer.ts'
import { RIPPLE_MS, ripplePhase, runningRipples } from '../../../client/map/layers/ripple-layer.ts'
import { trackArrows } from '../../../client/map/layers/track-arrows.ts'
import { type LngLat, stopLabel, trackParts } from '../../../client/map/layers/track-layer.ts'
import { ripplesOf } from '../../../client/map/ripples-of.ts'
import { aCase, alarmEvent, anAlarm, caseEvent } from '../../support/live-records.ts'

describe('heatColour', () => {
  it('spans the domain and is pinned outside it', () => {
    expect(heatColour(0, [0, 40])).toEqual(rgb(HEAT_COLOURS[0]))
    expect(heatColour(40, [0, 40])).toEqual(rgb(HEAT_COLOURS[6]))
    expect(heatColour(400, [0, 40])).toEqual(rgb(HEAT_COLOURS[6]))
    expect(heatColour(-3, [0, 40])).toEqual(rgb(HEAT_COLOURS[0]))
    expect(heatColour(20, [0, 40])).toEqual(rgb(HEAT_COLOURS[3]))
  })

  it('grows lighter all the way, so that it can be read without seeing colours', () => {
    const lightness = (value: number) => {
      const [red, green, blue] = heatColour(value, [0, 100])
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
    for (let value = 1; value <= 100; value++) expect(lightness(value)).toBeGreaterThan(lightness(value - 1) - 0.51)
    expect(lightness(100)).toBeGreaterThan(lightness(0) + 150)
  })
})

describe('layer switches', () => {
  it('read what an address says and say it again', () => {
    const layers = layersOfSearch('?layers=heat,%20workers,nonsense')
    expect(layersParameter(layers)).toBe('workers,heat')
    expect(layersOfSearch(`?layers=${layersParameter(layers)}`)).toEqual(layers)
    expect(layersOfSearch('?zoom=3')).toEqual(DEFAULT_LAYERS)
    expect(layersParameter(layersOfSearch('?layers='))).toBe('')
  })
})

describe('cases', () => {
  it('are overdue while open and red by the server, never once closed', () => {
    expect(isOverdue(aCase({ colour: 'red' }))).toBe(true)
    expect(isOverdue(aCase({ colour: 'yellow', dueAt: '2020-01-01T00:00:00Z' }))).toBe(false)
    expect(isOverdue(aCase({ colour: 'red', status: 'closed' }))).toBe(false)
  })
})

describe('alarms', () => {
  it('are parted by severity in their order', () => {
    const lists = alarmsBySeverity([anAlarm({ id: 1 }), anAlarm({ id: 2, severity: 'minor' }), anAlarm({ id: 3 })])
    expect(lists.critical.map(({ id }) => id)).toEqual([1, 3])
    expect(lists.minor.map(({ id }) => id)).toEqual([2])
  })

  it('send rings that widen and fade, the graver the wider', () => {
    expect(pulseAt('critical', 0, 0)).toEqual({ radius: 1, strength: 1 })
    expect(pulseAt('critical', 550, 0).radius).toBeCloseTo(3.1)
    expect(pulseAt('critical', 550, 0).strength).toBeLessThan(0.5)
    expect(pulseAt('critical', 1099, 0).radius).toBeGreaterThan(pulseAt('minor', 2999, 0).radius)
  })
})

describe('ripples', () => {
  it('start with what is new, once, in its colour, and end', () => {
    const before = [caseEvent(5, 'report', { id: 5 })]
    const recent = [
      alarmEvent(8, 'raise'), caseEvent(7, 'close', { id: 4 }), caseEvent(6, 'report', { id: 6 }), ...before,
    ]
    const ripples = ripplesOf(recent, before, [], 1000)
    expect(ripples.map(({ colour }) => colour)).toEqual(['#ff4d5e', '#f6b73c'])
    expect(ripplesOf(recent, recent, ripples, 2000)).toHaveLength(2)
    expect(runningRipples(ripples, 1000 + RIPPLE_MS)).toEqual([])
    expect(ripplePhase(ripples[0], 1000)).toEqual({ reach: 0, strength: 1 })
  })

  it('stay few when a flood of events comes in', () => {
    const flood = Array.from({ length: 200 }, (_, index) => caseEvent(300 - index, 'report', { id: index }))
    expect(ripplesOf(flood, [], [], 0).length).toBeLessThanOrEqual(24)
  })
})

describe('trackParts', () => {
  it('colours the way by time and leaves a gap where nothing was sent', () => {
    const parts = trackParts({
      line: {
        partStarts: [0, 2], atMs: [0, 60_000, 1_000_000, 1_060_000],
        lng: [113, 113.001, 113.01, 113.011], lat: [30, 30, 30, 30],
      },
    })
    expect(parts.map(({ path }) => path)).toEqual([[[113, 30], [113.001, 30]], [[113.01, 30], [113.011, 30]]])
    expect(parts[0].colours[0].slice(0, 3)).toEqual(rgb('#23508f'))
    expect(parts[1].colours[1].slice(0, 3)).toEqual(rgb('#22d3ee'))
  })
})

describe('trackArrows', () => {
  it('point where somebody went, and become no more along a longer way', () => {
    const north: LngLat[] = Array.from({ length: 11 }, (_, i) => [113, 30 + i * 0.002])
    const arrows = trackArrows([north, [[113, 30], [112.99, 30]]])
    expect(arrows.slice(0, -1).every(({ angleDeg }) => Math.abs(angleDeg - 90) < 0.01)).toBe(true)
    expect(arrows[arrows.length - 1]).toMatchObject({ at: [112.995, 30], angleDeg: 180 })
    const long: LngLat[] = Array.from({ length: 2001 }, (_, i) => [113 + i * 0.002, 30])
    expect(trackArrows([long]).length).toBeGreaterThan(20)
    expect(trackArrows([long]).length).toBeLessThanOrEqual(25)
    expect(trackArrows([])).toEqual([])
    expect(trackArrows([[[113, 30]]])).toEqual([])
  })
})

describe('stopLabel', () => {
  it('tells minutes, and hours from one on', () => {
    const label = (minutes: number) =>
      stopLabel({ from: '2026-03-01T08:00:00Z', to: new Date(Date.UTC(2026, 2, 1, 8, minutes)).toISOString() })
    expect([label(5), label(59), label(60), label(125)]).toEqual(['5′', '59′', '1h00′', '2h05′'])
  })
})
