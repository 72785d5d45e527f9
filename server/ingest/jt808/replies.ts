import type { Header } from './frame.ts'
import { writeGbk } from './gbk.ts'

/** Results of 0x8001. */
export const DONE = 0
export const FAILED = 1
export const WRONG = 2
export const UNSUPPORTED = 3
/** Of a location with alarms that a person has acknowledged. */
export const ALARM_HANDLED = 4
export type Result = typeof DONE | typeof FAILED | typeof WRONG | typeof UNSUPPORTED | typeof ALARM_HANDLED

/** Results of 0x8100 where it is not the code. */
export const VEHICLE_UNKNOWN = 2
export const TERMINAL_DIFFERS = 3
export const TERMINAL_UNKNOWN = 4

/** Body of 0x8001: what became of the message with this sequence number. */
export function acknowledgement(sequence: number, messageId: number, result: Result): Buffer {
  const body = Buffer.alloc(5)
  body.writeUInt16BE(sequence, 0)
  body.writeUInt16BE(messageId, 2)
  body[4] = result
  return body
}

/** Body of 0x8100: the code to sign on with, or why there is none. */
export function registrationReply(sequence: number, outcome: { code: string } | { refused: number }): Buffer {
  const code = 'code' in outcome ? writeGbk(outcome.code) : Buffer.alloc(0)
  const body = Buffer.alloc(3 + code.length)
  body.writeUInt16BE(sequence, 0)
  body[2] = 'code' in outcome ? 0 : outcome.refused
  body.set(code, 3)
  return body
}

/** Body of 0x8003: asks for parts of the message whose first part had this sequence number. */
export function resendRequest(firstSequence: number, parts: readonly number[], version: Header['version']): Buffer {
  // 2019 counts with a word; the byte before it holds 255
  const asked = version === 2019 ? parts : parts.slice(0, 255)
  const countLength = version === 2019 ? 2 : 1
  const body = Buffer.alloc(2 + countLength + 2 * asked.length)
  body.writeUInt16BE(firstSequence, 0)
  body.writeUIntBE(asked.length, 2, countLength)
  for (const [i, part] of asked.entries()) body.writeUInt16BE(part, 2 + countLength + 2 * i)
  return body
}

const SHOWN = 1 << 2
const SPOKEN = 1 << 3

/** Body of 0x8300: a text that the terminal shows and reads out. */
export function textMessage(text: string, urgent: boolean, version: Header['version']): Buffer {
  // 2013 has a bit for what is urgent; 2019 two bits (10 urgent, 11 a notice), and a byte for the type (1 a notice)
  const start = version === 2019
    ? [(urgent ? 0b10 : 0b11) | SHOWN | SPOKEN, 1]
    : [(urgent ? 1 : 0) | SHOWN | SPOKEN]
  return Buffer.concat([Buffer.from(start), writeGbk(text)])
}

/** Body of 0x8203: somebody has taken note of these alarms, whichever message they came in. */
export function alarmConfirmation(word: number): Buffer {
  const body = Buffer.alloc(6)
  body.writeUInt32BE(word, 2)
  return body
}
