/** A city at night behind the login: a fading grid on the ground, a river of light, and towers. Drawn, not loaded. */
export function Skyline() {
  return (
    <svg className="skyline" viewBox="0 0 1600 900" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      <defs>
        <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="#050912" />
          <stop offset=".62" stopColor="#081424" />
          <stop offset="1" stopColor="#0a1d30" />
        </linearGradient>
        <radialGradient id="glow" cx=".5" cy="1" r=".75">
          <stop offset="0" stopColor="#22d3ee" stopOpacity=".2" />
          <stop offset="1" stopColor="#22d3ee" stopOpacity="0" />
        </radialGradient>
        <linearGradient id="far" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="#12263e" />
          <stop offset="1" stopColor="#0a1828" />
        </linearGradient>
        <linearGradient id="near" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="#0d1d31" />
          <stop offset="1" stopColor="#060d18" />
        </linearGradient>
        <linearGradient id="ground" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="#22d3ee" stopOpacity=".34" />
          <stop offset="1" stopColor="#22d3ee" stopOpacity=".04" />
        </linearGradient>
      </defs>
      <rect width="1600" height="900" fill="url(#sky)" />
      <rect y="200" width="1600" height="560" fill="url(#glow)" />
      {towers(farTowers, 'url(#far)', 0.4)}
      {towers(nearTowers, 'url(#near)', 0.8)}
      <rect y={HORIZON} width="1600" height={900 - HORIZON} fill="#050b14" />
      <path d={groundLines()} stroke="url(#ground)" strokeWidth="1" fill="none" />
      <path d={`M0 ${HORIZON}H1600`} stroke="#22d3ee" strokeOpacity=".5" />
    </svg>
  )
}

const HORIZON = 720

/** x, width and height of each tower, in the units of the view box. */
type Tower = readonly [x: number, width: number, height: number]
const farTowers: readonly Tower[] = [
  [0, 70, 150], [76, 44, 210], [128, 86, 120], [222, 38, 260], [268, 74, 180], [350, 50, 300], [408, 92, 150],
  [508, 42, 230], [556, 66, 190], [630, 34, 340], [672, 80, 170], [760, 56, 270], [824, 90, 200], [922, 40, 380],
  [970, 70, 220], [1048, 48, 300], [1104, 84, 160], [1196, 36, 250], [1240, 76, 190], [1324, 52, 280], [1384, 88, 140],
  [1480, 44, 220], [1530, 70, 170],
]
const nearTowers: readonly Tower[] = [
  [-10, 96, 90], [94, 60, 140], [164, 110, 70], [290, 58, 170], [356, 120, 100], [486, 52, 150], [546, 130, 76],
  [690, 62, 190], [760, 108, 96], [880, 66, 150], [956, 124, 84], [1090, 54, 180], [1152, 116, 100], [1280, 64, 150],
  [1352, 120, 74], [1484, 56, 160], [1548, 70, 96],
]

/** Towers that stand on the horizon, with some windows lit: which ones follows from where they are. */
function towers(list: readonly Tower[], fill: string, light: number) {
  return list.map(([x, width, height]) => (
    <g key={x}>
      <rect x={x} y={HORIZON - height} width={width} height={height} fill={fill} />
      <path d={`M${x} ${HORIZON - height}h${width}`} stroke="#2d5c7d" strokeOpacity=".5" />
      <path d={litWindows(x, width, height)} fill="#9fe9f5" fillOpacity={light * 0.5} />
    </g>
  ))
}

function litWindows(x: number, width: number, height: number): string {
  let path = ''
  for (let column = 0; column * 9 + 12 < width; column++) {
    for (let row = 0; row * 13 + 20 < height; row++) {
      const lit = (x * 31 + column * 17 + row * 29 + column * row * 7 + 1000) % 11 < 2
      if (lit) path += `M${x + 6 + column * 9} ${HORIZON - height + 10 + row * 13}h4v5h-4z`
    }
  }
  return path
}

/** The ground as a grid in perspective. */
function groundLines(): string {
  let path = ''
  for (let i = -20; i <= 20; i++) path += `M${800 + i * 60} ${HORIZON}L${800 + i * 260} 900`
  for (let i = 1; i <= 9; i++) path += `M0 ${HORIZON + (180 * i * i) / 81}H1600`
  return path
}
