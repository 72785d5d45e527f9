import { describe, expect, it } from 'vitest'
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
    for (const search of ['', '?center=here&zoom=near&pitch=&heat=1y', '?center=999,30&zoom=-3&pitch=90', '?center=113.9']) {
      expect(wallSettings(search)).toEqual({ layers: DEFAULT_LAYERS, view: {}, heatPeriod: '24h' })
    }
  })
})
