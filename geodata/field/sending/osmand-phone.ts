import type { Fix } from '../patrol/fix.ts'
import type { Request } from './http-client.ts'

const KNOTS_PER_MPS = 1.943844

/** The two ways in which versions of the app send: up to 8 a query without a body, from 10 a form. */
export type AppGeneration = 'query' | 'form'

/** How many fixes a phone keeps while it cannot send: an hour at 5 s. */
export const PHONE_KEEPS_FIXES = 720

/**
 * The request of one fix as the Traccar Client app makes it, to be sent through an outbox, as the app has one. The
 * token is in the path, since in the app one can set an address but no header.
 */
export function osmandRequest(token: string, deviceKey: string, fix: Fix, generation: AppGeneration): Request {
  const fields = new URLSearchParams({
    id: deviceKey,
    lat: fix.lat.toFixed(7),
    lon: fix.lng.toFixed(7),
    timestamp: String(Math.floor(fix.recordedAtMs / 1000)),
    speed: (fix.speedMps * KNOTS_PER_MPS).toFixed(2),
    bearing: (fix.headingDeg ?? 0).toFixed(1),
    accuracy: fix.accuracyM.toFixed(1),
    batt: String(Math.round(fix.batteryPercent)),
  }).toString()
  const path = `/in/osmand/${encodeURIComponent(token)}`
  if (generation === 'query') return { method: 'GET', path: `${path}?${fields}` }
  return { method: 'POST', path, body: fields, mediaType: 'application/x-www-form-urlencoded' }
}
