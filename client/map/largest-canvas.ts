/** The side of the largest canvas that this GPU draws, at most 8192: MapLibre's own bound of 4096 blurs an 8K wall. */
export function largestCanvas(): number {
  const gl = document.createElement('canvas').getContext('webgl2')
  if (gl === null) return 4096
  const side = Math.min(8192, gl.getParameter(gl.MAX_TEXTURE_SIZE) as number)
  gl.getExtension('WEBGL_lose_context')?.loseContext()
  return side
}
