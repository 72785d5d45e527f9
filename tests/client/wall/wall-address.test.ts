import { describe, expect, it } from 'vitest'
import { heatResolution } from '../../../client/wall/heat-resolution.ts'
import { wallSettings } from '../../../client/wall/wall-address.ts'
import { DEFAULT_LAYERS, layersParameter } from '../../../client/map/layer-switches.ts'

describe('wallSettings', () => {
  it('reads where to look and what to show', () => {
    const { layers, view, heatPeriod } = wallSettings(
      '?layers=workers,heat&center=113.93,30.08&zoom=14.5&pitch=50&bearing=-20&heat=7d&lang=en')
    expect(layersParameter(layers)).toBe('workers,heat')
    expect(view).toEqual({ center: [113.93, 30.08], zoom: 14.5, pitch: 50, bearing: -20 })
    expect(heatPeriod).toBe('7d')
  })

  it('leaves what is missing or makes no sense to the defaults', () => {
    const senseless = ['', '?center=here&zoom=near&pitch=&heat=1y', '?center=999,30&zoom=-3&pitch=90', '?center=113.9']
    for (const search of senseless) {
      expect(wallSettings(search)).toEqual({ layers: DEFAULT_LAYERS, view: {}, heatPeriod: '24h' })
    }
  })
})

describe('heatResolution', () => {
  it('gives a small city finer cells than a metropolis', () => {
    expect(heatResolution([117.15, 32.955, 117.245, 33.04])).toBe(9)
    expect(heatResolution([113.6, 29.9, 114.1, 30.3])).toBe(8)
    expect(heatResolution([105.2, 28.1, 110.2, 32.2])).toBe(6)
  })
})
