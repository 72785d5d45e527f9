/** Where the phone is: WGS-84 degrees, by how many metres that may be wrong, and when it was measured (epoch ms). */
export interface PhonePosition {
  lng: number
  lat: number
  accuracyM: number
  atMs: number
}

/** Why there is no position. */
export type PositionProblem = 'denied' | 'unavailable' | 'timeout' | 'unsupported'

export class PositionError extends Error {
  readonly problem: PositionProblem

  constructor(problem: PositionProblem) {
    super(problem)
    this.problem = problem
  }
}

const PATIENCE_MS = 20_000

/** Measures where the phone is. Rejects with PositionError. */
export function measurePosition(): Promise<PhonePosition> {
  return new Promise((resolve, reject) => {
    if (navigator.geolocation === undefined || !isSecureContext) return reject(new PositionError('unsupported'))
    navigator.geolocation.getCurrentPosition(
      ({ coords, timestamp }) => resolve({
        lng: coords.longitude, lat: coords.latitude, accuracyM: coords.accuracy, atMs: timestamp,
      }),
      ({ code, PERMISSION_DENIED, TIMEOUT }) =>
        reject(new PositionError(code === PERMISSION_DENIED ? 'denied' : code === TIMEOUT ? 'timeout' : 'unavailable')),
      // one measured before may be of where he was
      { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 0 },
    )
  })
}
