import gcoord from 'gcoord'
import type { Datum } from '../contract/api/cases.ts'

const SYSTEMS = { wgs84: gcoord.WGS84, gcj02: gcoord.GCJ02, bd09: gcoord.BD09 }

/**
 * Takes degrees in `datum` to WGS-84, which is all that is stored (CGCS2000 agrees with it to centimetres).
 * GCJ-02 (Amap, Tencent) and BD-09 (Baidu) are off by 100 to 700 m in China; outside China they equal WGS-84.
 */
export function toWgs84(lng: number, lat: number, datum: Datum): [lng: number, lat: number] {
  if (datum === 'wgs84') return [lng, lat]
  return gcoord.transform([lng, lat], SYSTEMS[datum], gcoord.WGS84)
}
