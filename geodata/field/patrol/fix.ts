/** What a phone measured: one position with what the GPS says of itself. */
export interface Fix {
  recordedAtMs: number
  lng: number
  lat: number
  accuracyM: number
  speedMps: number
  /** Clockwise from north; undefined while standing. */
  headingDeg: number | undefined
  batteryPercent: number
}
