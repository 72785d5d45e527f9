import { adminField } from './admin-field.ts'
import { adminImport } from './admin-import.ts'
import { adminReport } from './admin-report.ts'
import { admin } from './admin.ts'
import { alarms } from './alarms.ts'
import { boundaryEditor } from './boundary-editor.ts'
import { caseWork } from './case-work.ts'
import { catalogue } from './catalogue.ts'
import { channels } from './channels.ts'
import { citizen } from './citizen.ts'
import { clocks } from './clocks.ts'
import { command } from './command.ts'
import { common } from './common.ts'
import { consultations } from './consultations.ts'
import { desk } from './desk.ts'
import { devices } from './devices.ts'
import { duty } from './duty.ts'
import { field } from './field.ts'
import { flows } from './flows.ts'
import { indicators } from './indicators.ts'
import { login } from './login.ts'
import { lookback } from './lookback.ts'
import { map } from './map.ts'
import { open311 } from './open311.ts'
import { review } from './review.ts'
import { tracks } from './tracks.ts'
import { wall } from './wall.ts'
import { whistles } from './whistles.ts'

/** All that a user reads, by area of the product; each area holds both languages side by side. */
export const texts = {
  common, login, wall, tracks, map, duty, field, desk, caseWork, alarms,
  devices, review, indicators, admin, adminField, adminImport, adminReport, boundaryEditor, catalogue, channels, clocks,
  citizen, lookback, command, open311, flows,
  whistles, consultations,
} as const
