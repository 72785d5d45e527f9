import type { SensorDefinition } from '../../server/contract/api/sensors.ts'
import type { Database } from '../../server/db/database.ts'
import { insertCaseCity } from '../cases/case-city.ts'

/** Smoke detectors say `{"ts": seconds, "n": number, "smoke": dB/m, "battery": %}` and are silent after ten minutes. */
export const SMOKE: SensorDefinition = {
  measures: [
    { name: 'smoke', path: '$.smoke', unit: 'dB/m' },
    { name: 'battery', path: '$.battery', unit: '%' },
  ],
  time: { path: '$.ts', format: 'seconds' },
  sequence: '$.n',
  rules: [
    {
      alarmType: 'smoke', name: '烟雾报警', nameEn: 'Smoke', severity: 'critical', measure: 'smoke',
      raise: { comparison: '>', value: 0.1, times: 2 }, clear: { comparison: '<', value: 0.05 },
      case: { category: 'M06001', needsConfirmation: false, clearsCase: true },
    },
    {
      alarmType: 'battery', name: '电量低', nameEn: 'Low battery', severity: 'warning', measure: 'battery',
      raise: { comparison: '<', value: 10 },
    },
  ],
  silence: { afterSeconds: 600, severity: 'minor' },
}

/** The case city, whose smoke detector 21 (`smoke-1`, west) has a definition, and whose water gauge 22 (east) has none. */
export async function insertSensorCity(database: Database): Promise<void> {
  await insertCaseCity(database)
  await database.query(`update device_kinds set definition = $1::jsonb where kind = 'smoke'`, [JSON.stringify(SMOKE)])
}
