import { H3HexagonLayer } from '@deck.gl/geo-layers'
import { heatColour } from '../colours.ts'

/** Counts by H3 cell, all of one resolution; `domain` is what the colours span, fixed for all that is compared. */
export interface Heat {
  cell: string[]
  count: number[]
  domain: [number, number]
}

/** Cells by their count. The few are more transparent than the many, so that the map stays readable under them. */
export function makeHeatLayer(heat: Heat | null, visible: boolean) {
  const { cell, count, domain } = heat ?? { cell: [], count: [], domain: [0, 1] as [number, number] }
  return new H3HexagonLayer<string>({
    id: 'heat',
    data: cell,
    visible: visible && heat !== null,
    pickable: true,
    highPrecision: false,
    extruded: false,
    stroked: false,
    coverage: 0.94,
    getHexagon: (id) => id,
    getFillColor: (_, { index }) => {
      const share = Math.min(1, count[index] / Math.max(1, domain[1]))
      return [...heatColour(count[index], domain), 105 + 110 * Math.sqrt(share)]
    },
    updateTriggers: { getFillColor: [count, domain[0], domain[1]] },
    parameters: { depthCompare: 'always', depthWriteEnabled: false },
  })
}
