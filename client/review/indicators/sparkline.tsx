const WIDTH = 100
const HEIGHT = 26

/** A small curve without axes; where a value is missing the line is broken. */
export function Sparkline({ values }: { values: readonly (number | null)[] }) {
  const known = values.filter((value) => value !== null)
  if (known.length < 2) return <svg className="sparkline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden />
  return (
    <svg className="sparkline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden>
      <path d={curvePath(values, WIDTH, HEIGHT)} />
    </svg>
  )
}

/** The path of a curve that fills a box, a pixel from its edges; a level one runs through the middle. */
export function curvePath(values: readonly (number | null)[], width: number, height: number): string {
  const known = values.filter((value) => value !== null)
  const [least, most] = [Math.min(...known), Math.max(...known)]
  const range = most - least
  let pen = 'M'
  let path = ''
  for (const [index, value] of values.entries()) {
    if (value === null) {
      pen = 'M'
      continue
    }
    const x = (index / (values.length - 1)) * width
    const y = range === 0 ? height / 2 : height - 1 - ((value - least) / range) * (height - 2)
    path += `${pen}${x.toFixed(1)} ${y.toFixed(1)}`
    pen = 'L'
  }
  return path
}
