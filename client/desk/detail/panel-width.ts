/** The width in pixels that the detail panel covers of the map's right side: as in detail.css, with its margin. */
export function panelWidth(viewportPx: number): number {
  return Math.min(480, Math.max(372, viewportPx * 0.225)) + 14
}
