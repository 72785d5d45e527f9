import type { Layer } from '@deck.gl/core'
import type { AlarmSummary } from '../../server/contract/api/alarms.ts'
import type { CaseSummary } from '../../server/contract/api/cases.ts'
import type { CameraColumns, DeviceColumns } from '../../server/contract/api/city.ts'
import type { ShiftSummary } from '../../server/contract/api/tracks.ts'
import type { WorkerSlots } from '../live/worker-slots.ts'
import type { LayerSwitches } from './layer-switches.ts'
import { alarmsBySeverity, makeAlarmLayers } from './layers/alarm-layer.ts'
import { makeCaseLayer } from './layers/case-layer.ts'
import { type Heat, makeHeatLayer } from './layers/heat-layer.ts'
import { type Ripple, makeRippleLayer, runningRipples } from './layers/ripple-layer.ts'
import { makeCameraLayer, makeDeviceLayer, makeSelectionLayer } from './layers/thing-layers.ts'
import { type AreaName, makeAreaNameLayer } from './layers/area-name-layer.ts'
import { makeTrackLayers } from './layers/track-layer.ts'
import { type WorkerColumns, fillWorkerColumns } from './layers/worker-columns.ts'
import { type WorkerLayerData, makeWorkerLayer, workerLayerData } from './layers/worker-layer.ts'

export interface Camera {
  /** Zoom levels nearer than the view of the whole city: sizes fit a village and a metropolis alike. */
  nearness: number
  bearingDeg: number
}

const isSounding = (alarm: AlarmSummary) => !alarm.cleared
const NAMES_UNTIL = 1.6

/**
 * What is drawn over the basemap, and the layers of it. A layer whose inputs have not changed is the same object as in
 * the frame before, which deck passes over at once; only what moves is made anew.
 */
export class Scene {
  switches: LayerSwitches
  cases: readonly CaseSummary[] = []
  heat: Heat | null = null
  /** The shift whose way is drawn. */
  track: ShiftSummary | null = null
  cameras: CameraColumns | null = null
  devices: DeviceColumns | null = null
  ripples: readonly Ripple[] = []
  /** Names that stand above the crowd of workers, for as long as the whole city is in view. */
  names: readonly AreaName[] = []
  /** Where the selected thing is drawn at a time, or undefined where nothing is selected. */
  selectedAt: (nowMs: number) => [number, number] | undefined = () => undefined
  private alarms = alarmsBySeverity([])
  private columns: WorkerColumns | null = null
  private data: WorkerLayerData | null = null
  private seenVersion = -1
  private readonly made = new Map<string, { inputs: readonly unknown[]; layers: Layer[] }>()
  private readonly slots: WorkerSlots
  private readonly scale: number

  constructor(slots: WorkerSlots, scale: number, switches: LayerSwitches) {
    this.slots = slots
    this.scale = scale
    this.switches = switches
  }

  setAlarms(alarms: Iterable<AlarmSummary>): void {
    this.alarms = alarmsBySeverity(alarms)
  }

  /** Forgets all layers made so far: they belong to a GPU context that is gone. */
  forgetLayers(): void {
    this.made.clear()
    this.seenVersion = -1
  }

  /** True while a frame at `nowMs` would differ from the one before. */
  isMoving(nowMs: number): boolean {
    const { switches, slots, alarms } = this
    if (switches.workers && slots.movingUntilMs > nowMs) return true
    const beating = [alarms.critical, alarms.major, alarms.minor]
    if (switches.alarms && beating.some((list) => list.some(isSounding))) return true
    return runningRipples(this.ripples, nowMs).length > 0
  }

  /** All layers at `nowMs` (performance.now), from the ground up. */
  layers({ nearness, bearingDeg }: Camera, nowMs: number): Layer[] {
    const { switches, scale, slots } = this
    // Sizes follow the zoom in steps that no eye sees, so that a moving camera does not make every layer anew.
    const stepped = Math.round(nearness * 8) / 8
    if (this.columns === null || this.seenVersion !== slots.version) {
      this.columns = fillWorkerColumns(slots, nowMs, this.columns)
      this.data = workerLayerData(this.columns)
      this.seenVersion = slots.version
    }
    const { columns, data } = this
    const things = { nearness: stepped, scale }
    return [
      ...this.keep('heat', [this.heat, switches.heat], () => [makeHeatLayer(this.heat, switches.heat)]),
      ...this.keep('cameras', [this.cameras, switches.cameras, stepped], () =>
        [makeCameraLayer(this.cameras, { ...things, visible: switches.cameras })]),
      ...this.keep('devices', [this.devices, switches.devices, stepped], () =>
        [makeDeviceLayer(this.devices, { ...things, visible: switches.devices })]),
      ...this.keep('track', [this.track], () => makeTrackLayers(this.track, scale)),
      makeWorkerLayer({ columns, data: data!, nowMs, nearness, bearingDeg, scale, visible: switches.workers }),
      ...this.keep('cases', [this.cases, stepped, switches.cases], () =>
        [makeCaseLayer({ cases: this.cases, nearness: stepped, scale, visible: switches.cases })]),
      ...makeAlarmLayers({ bySeverity: this.alarms, nowMs, nearness, scale, visible: switches.alarms }),
      ...this.keep('names', [this.names, nearness < NAMES_UNTIL], () =>
        [makeAreaNameLayer(this.names, scale, nearness < NAMES_UNTIL)]),
      makeRippleLayer({ ripples: this.ripples, nowMs, scale, visible: switches.cases || switches.alarms }),
      makeSelectionLayer(this.selectedAt(nowMs), scale),
    ]
  }

  private keep(name: string, inputs: readonly unknown[], make: () => Layer[]): Layer[] {
    const before = this.made.get(name)
    if (before !== undefined && inputs.every((input, index) => input === before.inputs[index])) return before.layers
    const layers = make()
    this.made.set(name, { inputs, layers })
    return layers
  }
}
