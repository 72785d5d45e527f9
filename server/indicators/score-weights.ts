import type { ScoreWeights } from '../contract/api/indicators.ts'
import type { Queryable } from '../db/database.ts'
import { readSetting, writeSetting } from '../db/setting.ts'
import { badInput } from '../errors.ts'
import { INDICATORS, isScored } from './definitions.ts'

const KEY = 'indicatorWeights'

const SCORED = INDICATORS.filter(isScored).map(({ code }) => code)

/** Nothing that a document prescribes: a start, for the city to change. */
export const FIRST_WEIGHTS: ScoreWeights = {
  person: [
    { code: 'on-time-handling-rate', weight: 40 }, { code: 'on-time-closing-rate', weight: 30 },
    { code: 'rework-rate', weight: 15 }, { code: 'satisfaction-rate', weight: 15 },
  ],
  matter: [
    { code: 'on-time-closing-rate', weight: 50 }, { code: 'solution-rate', weight: 20 },
    { code: 'satisfaction-rate', weight: 20 }, { code: 'repeat-rate', weight: 10 },
  ],
  case: [
    { code: 'on-time-closing-rate', weight: 40 }, { code: 'rework-rate', weight: 20 },
    { code: 'right-dispatch-rate', weight: 10 }, { code: 'solution-rate', weight: 15 },
    { code: 'satisfaction-rate', weight: 15 },
  ],
  unit: [
    { code: 'on-time-closing-rate', weight: 40 }, { code: 'closing-rate', weight: 20 },
    { code: 'satisfaction-rate', weight: 20 }, { code: 'rework-rate', weight: 10 },
    { code: 'refusal-rate', weight: 10 },
  ],
  street: [
    { code: 'on-time-closing-rate', weight: 40 }, { code: 'completion-rate', weight: 20 },
    { code: 'satisfaction-rate', weight: 20 }, { code: 'proactive-rate', weight: 20 },
  ],
  district: [
    { code: 'on-time-closing-rate', weight: 40 }, { code: 'completion-rate', weight: 20 },
    { code: 'satisfaction-rate', weight: 20 }, { code: 'closed-locally-rate', weight: 20 },
  ],
}

/** The weights in force. */
export async function readWeights(database: Queryable): Promise<ScoreWeights> {
  return (await readSetting<ScoreWeights>(database, KEY)) ?? FIRST_WEIGHTS
}

/** Keeps other weights. Throws 400 where one is of an indicator that cannot be scored. */
export async function writeWeights(database: Queryable, weights: ScoreWeights): Promise<void> {
  for (const [subject, list] of Object.entries(weights)) {
    for (const [index, { code }] of list.entries()) {
      const field = `${subject}[${index}].code`
      if (!SCORED.includes(code)) throw badInput(field, code, `one of ${SCORED.join(', ')}`)
      if (list.findIndex((one) => one.code === code) !== index) throw badInput(field, code, 'each indicator once')
    }
  }
  await writeSetting(database, KEY, weights)
}

/** Goes back to the weights of the beginning. */
export async function forgetWeights(database: Queryable): Promise<void> {
  await database.query('delete from settings where key = $1', [KEY])
}
