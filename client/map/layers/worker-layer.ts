import type { DefaultProps } from '@deck.gl/core'
import { ScatterplotLayer, type ScatterplotLayerProps } from '@deck.gl/layers'
import { WORKER_COLOURS, rgba } from '../colours.ts'
import type { WorkerColumns } from './worker-columns.ts'
import { patchVertexShader, workerFragmentShader, workerUniforms } from './worker-shader.ts'

interface OwnProps {
  /** Seconds since the columns were filled: how far every glide has come. */
  nowS: number
  /** A clock that runs on, for the rings of an SOS. Seconds. */
  clockS: number
  /** The map's turn, clockwise, so that tips keep pointing where workers go. */
  bearingDeg: number
  /** 0 = dots only … 1 = dots with a tip towards the heading. */
  tip: number
}

const unit = (hex: string, alpha: number) => rgba(hex, alpha).map((value) => value / 255)

/**
 * Points that glide between two places in the shader: a new fix uploads columns, a frame changes one uniform. The
 * position attribute has size 3 because deck's 64-bit path needs it. Index of a pick = slot.
 */
class GlidingPointLayer extends ScatterplotLayer<unknown, OwnProps> {
  static override layerName = 'GlidingPointLayer'
  static override defaultProps: DefaultProps<ScatterplotLayerProps & OwnProps> = {
    nowS: 0,
    clockS: 0,
    bearingDeg: 0,
    tip: 0,
  }

  override getShaders() {
    const shaders = super.getShaders()
    return {
      ...shaders,
      vs: patchVertexShader(shaders.vs),
      fs: workerFragmentShader,
      modules: [...shaders.modules, workerUniforms],
    }
  }

  override initializeState() {
    super.initializeState()
    this.getAttributeManager()!.addInstanced({
      instanceDelta: { size: 2, accessor: 'getDelta', defaultValue: [0, 0] },
      instanceGlide: { size: 2, accessor: 'getGlide', defaultValue: [0, 1] },
      instanceMotion: { size: 1, accessor: 'getMotion', defaultValue: 255 },
    })
  }

  override draw(parameters: Parameters<ScatterplotLayer['draw']>[0]) {
    const { nowS, clockS, bearingDeg, tip } = this.props
    this.state.model?.shaderInputs.setProps({
      worker: {
        movingColour: unit(WORKER_COLOURS.moving, 245),
        standingColour: unit(WORKER_COLOURS.standing, 225),
        idleColour: unit(WORKER_COLOURS.idle, 240),
        outsideColour: unit(WORKER_COLOURS.outside, 245),
        silentColour: unit(WORKER_COLOURS.silent, 190),
        sosColour: unit(WORKER_COLOURS.sos, 255),
        nowS,
        clockS,
        bearingRad: (bearingDeg * Math.PI) / 180,
        tip,
      },
    })
    super.draw(parameters)
  }
}

export interface WorkerLayerState {
  columns: WorkerColumns
  /** deck's data of these columns: one object a fill, so that deck uploads once a fill and not once a frame. */
  data: WorkerLayerData
  nowMs: number
  /** Zoom levels nearer than the view of the whole city. */
  nearness: number
  bearingDeg: number
  scale: number
  visible: boolean
}

export type WorkerLayerData = ReturnType<typeof workerLayerData>

/** deck's binary data of columns. Make it once for each fill. */
export function workerLayerData({ count, positions, delta, glide, motion }: WorkerColumns) {
  return {
    length: count,
    attributes: {
      getPosition: { value: positions.subarray(0, count * 3), size: 3 },
      getDelta: { value: delta.subarray(0, count * 2), size: 2 },
      getGlide: { value: glide.subarray(0, count * 2), size: 2 },
      getMotion: { value: motion.subarray(0, count), size: 1 },
    },
  }
}

/** Radius of a worker's dot with its halo, in pixels: over the whole city the smaller the more there are, close up
 * large enough to hit. */
export function workerRadiusPx(nearness: number, count: number, scale: number): number {
  const share = Math.min(1, Math.max(0, nearness / 4.5))
  const far = Math.min(4, 12 / Math.max(1, count) ** (1 / 6))
  return (far + 12 * share ** 1.4) * scale
}

/** The layer of all workers. */
export function makeWorkerLayer({ columns, data, nowMs, nearness, bearingDeg, scale, visible }: WorkerLayerState) {
  return new GlidingPointLayer({
    id: 'workers',
    data: data as never,
    visible,
    pickable: true,
    radiusUnits: 'pixels',
    radiusScale: workerRadiusPx(nearness, columns.count, scale),
    // Twenty thousand at once are a texture: dimmed, so that names, cases and alarms stand out from it.
    opacity: columns.count > 8000 ? Math.min(1, Math.max(0.66, 0.66 + nearness * 0.17)) : 1,
    billboard: true,
    stroked: false,
    nowS: (nowMs - columns.filledAtMs) / 1000,
    clockS: (nowMs / 1000) % 3600,
    bearingDeg,
    tip: Math.min(1, Math.max(0, nearness - 1.2)),
    parameters: { depthCompare: 'always', depthWriteEnabled: false },
  })
}
