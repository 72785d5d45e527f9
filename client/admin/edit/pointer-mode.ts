import { TerraDrawExtend, type TerraDrawMouseEvent } from 'terra-draw'
import type { Point } from './shared-edges/plane.ts'

/** What the pointer does on the map while nothing is drawn. Places are degrees. */
export interface PointerGestures {
  /** True: this takes the drag, and the map stays where it is. */
  onGrab(place: Point): boolean
  onDrag(place: Point): void
  onDrop(place: Point): void
  onClick(place: Point): void
  onRightClick(place: Point): void
  onHover(place: Point): void
}

const place = ({ lng, lat }: TerraDrawMouseEvent): Point => [lng, lat]

/** A mode of terra-draw that draws nothing itself: it hands on what the pointer does, so that the editor decides what
 * becomes of it. */
export class PointerMode extends TerraDrawExtend.TerraDrawBaseDrawMode<TerraDrawExtend.CustomStyling> {
  override mode = 'pointer'
  private readonly gestures: PointerGestures
  private dragging = false

  constructor(gestures: PointerGestures) {
    super({})
    this.gestures = gestures
  }

  start(): void {
    this.setStarted()
    this.setCursor('default')
  }

  stop(): void {
    this.setStopped()
    this.setCursor('unset')
  }

  cleanUp(): void {
    this.dragging = false
  }

  styleFeature(): ReturnType<typeof TerraDrawExtend.getDefaultStyling> {
    return TerraDrawExtend.getDefaultStyling()
  }

  override onMouseMove(event: TerraDrawMouseEvent): void {
    if (!this.dragging) this.gestures.onHover(place(event))
  }

  override onClick(event: TerraDrawMouseEvent): void {
    if (event.button === 'right') this.gestures.onRightClick(place(event))
    else this.gestures.onClick(place(event))
  }

  override onDragStart(event: TerraDrawMouseEvent, setMapDraggability: (enabled: boolean) => void): void {
    if (event.button === 'right' || !this.gestures.onGrab(place(event))) return
    this.dragging = true
    setMapDraggability(false)
  }

  override onDrag(event: TerraDrawMouseEvent): void {
    if (this.dragging) this.gestures.onDrag(place(event))
  }

  override onDragEnd(event: TerraDrawMouseEvent, setMapDraggability: (enabled: boolean) => void): void {
    if (!this.dragging) return
    this.dragging = false
    setMapDraggability(true)
    this.gestures.onDrop(place(event))
  }
}
