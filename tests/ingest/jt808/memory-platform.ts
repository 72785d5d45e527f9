import { AlarmWords } from '../../../server/ingest/jt808/alarm-words.ts'
import { DEFAULT_PARTS_LIMITS, Parts } from '../../../server/ingest/jt808/parts.ts'
import type { Platform, Session } from '../../../server/ingest/jt808/session.ts'
import type { IncomingRecord, Tracker } from '../../../server/ingest/intake.ts'
import type { QuarantinedRecord } from '../../../server/ingest/position.ts'

const CODE = 'AbCdEfGh01234_-x'

/** Everything that a session stands on, in memory: numbers that begin as those of the corpus are known. */
export class MemoryPlatform implements Platform {
  readonly alarmWords = new AlarmWords()
  readonly parts: Parts
  readonly records: IncomingRecord[] = []
  readonly aside: QuarantinedRecord[] = []
  readonly needsSignOn: boolean

  constructor(needsSignOn: boolean, messages = DEFAULT_PARTS_LIMITS.messages) {
    this.needsSignOn = needsSignOn
    this.parts = new Parts({ ...DEFAULT_PARTS_LIMITS, messages })
  }

  trackerOf = (key: string): Tracker | undefined => /^138001380|^1234567/.test(key)
    ? { key, workerId: 1, areaCode: '99', kind: 'box', datum: 'wgs84', speedUnit: 'knots', terminal: null }
    : undefined
  register = async () => ({ code: CODE })
  isCode = (_key: string, code: string) => code === CODE
  submit = async (_tracker: Tracker, records: readonly IncomingRecord[]): Promise<void> => {
    this.records.push(...records)
  }
  setAside = async (record: QuarantinedRecord) => void this.aside.push(record)
  signedOn(_session: Session): void {}
  signedOff() {}
  acknowledged = async () => {}
  refused() {}
}
