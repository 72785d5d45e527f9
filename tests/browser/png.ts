import { inflateSync } from 'node:zlib'

/** An opened picture: 3 or 4 bytes a pixel, row by row from the top. */
export interface Picture {
  width: number
  height: number
  bytesPerPixel: number
  bytes: Uint8Array
}

/** Opens a PNG as browsers write it: 8 bits, RGB or RGBA, not interlaced. Throws for any other. */
export function openPng(png: Buffer): Picture {
  const width = png.readUInt32BE(16)
  const height = png.readUInt32BE(20)
  const [depth, colour, , , interlace] = png.subarray(24, 29)
  if (depth !== 8 || (colour !== 2 && colour !== 6) || interlace !== 0) {
    throw new Error(`Got a PNG of depth ${depth}, colour type ${colour}, interlace ${interlace}, expected 8, 2 or 6, 0.`)
  }
  const parts: Buffer[] = []
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length))
    at += 12 + length
  }
  const bytesPerPixel = colour === 6 ? 4 : 3
  return { width, height, bytesPerPixel, bytes: unfilter(inflateSync(Buffer.concat(parts)), width * bytesPerPixel, bytesPerPixel) }
}

/** Undoes the filter of each row: every byte was written as its difference from bytes to the left and above. */
function unfilter(data: Uint8Array, rowBytes: number, bytesPerPixel: number): Uint8Array {
  const height = data.length / (rowBytes + 1)
  const bytes = new Uint8Array(height * rowBytes)
  for (let y = 0; y < height; y++) {
    const filter = data[y * (rowBytes + 1)]
    const row = y * rowBytes
    for (let x = 0; x < rowBytes; x++) {
      const left = x >= bytesPerPixel ? bytes[row + x - bytesPerPixel] : 0
      const up = y > 0 ? bytes[row - rowBytes + x] : 0
      const upLeft = x >= bytesPerPixel && y > 0 ? bytes[row - rowBytes + x - bytesPerPixel] : 0
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, upLeft)][filter]
      bytes[row + x] = data[y * (rowBytes + 1) + 1 + x] + guess
    }
  }
  return bytes
}

function paeth(left: number, up: number, upLeft: number): number {
  const estimate = left + up - upLeft
  const [toLeft, toUp, toUpLeft] = [left, up, upLeft].map((value) => Math.abs(estimate - value))
  if (toLeft <= toUp && toLeft <= toUpLeft) return left
  return toUp <= toUpLeft ? up : upLeft
}

/** How many pixels of two pictures of one size differ by more than `tolerance` in some colour; of all, or of the square of
 * `halfPx` around a point. */
export function countDifferentPixels(
  a: Picture, b: Picture, around?: { x: number; y: number; halfPx: number }, tolerance = 24,
): number {
  if (a.bytes.length !== b.bytes.length) throw new Error(`Got ${a.bytes.length} and ${b.bytes.length} bytes, expected as many.`)
  const { x, y, halfPx } = around ?? { x: a.width / 2, y: a.height / 2, halfPx: Math.max(a.width, a.height) }
  let different = 0
  for (let row = Math.max(0, Math.round(y - halfPx)); row < Math.min(a.height, y + halfPx); row++) {
    for (let column = Math.max(0, Math.round(x - halfPx)); column < Math.min(a.width, x + halfPx); column++) {
      const at = (row * a.width + column) * a.bytesPerPixel
      const differs = (channel: number) => Math.abs(a.bytes[at + channel] - b.bytes[at + channel]) > tolerance
      if (differs(0) || differs(1) || differs(2)) different++
    }
  }
  return different
}
