import { describe, expect, test } from 'vitest'
import { alarms } from '../../../client/language/alarms.ts'
import { ALARM_BIT_TYPES, confirmable, signalsOf, wordOfType } from '../../../server/ingest/jt808/alarm-bits.ts'
import { AlarmWords } from '../../../server/ingest/jt808/alarm-words.ts'

const OVERSPEED = 1 << 1
const DANGER = 1 << 3
const TYRES = 1 << 16
const DOOR = (1 << 31) >>> 0
const told = (word: number, changed: number, version: 2013 | 2019 = 2013) =>
  signalsOf(word, changed, version).map(({ type, raised }) => `${raised ? '+' : '-'}${type}`)

describe('bits of alarms', () => {
  test('that last are raised and cleared; events are only raised', () => {
    expect(told((OVERSPEED | DOOR) >>> 0, (OVERSPEED | DOOR) >>> 0)).toEqual(['+overspeed', '+illegal-door'])
    expect(told(0, (OVERSPEED | DOOR) >>> 0)).toEqual(['-overspeed'])
    expect(told(OVERSPEED, 0)).toEqual([])
  })

  test('that 2019 brought or changed are read by its frames alone', () => {
    expect(told(TYRES, TYRES)).toEqual([])
    expect(told(TYRES, TYRES, 2019)).toEqual(['+tyre-pressure'])
    expect(told(0, DANGER)).toEqual([])
    expect(told(0, DANGER, 2019)).toEqual(['-danger'])
  })

  test('never tell of the button for help, which is the SOS of its fix', () => {
    expect(told(1, 1)).toEqual([])
  })

  test('have names in both languages', () => {
    for (const language of ['zh', 'en'] as const) {
      expect(Object.keys(alarms[language].type)).toEqual(expect.arrayContaining([...ALARM_BIT_TYPES]))
    }
  })

  test('can be confirmed where the standard has it so', () => {
    expect(confirmable(0xffffffff)).toBe(0x18700009)
    expect([wordOfType('overspeed'), wordOfType('illegal-door'), wordOfType('smoke')]).toEqual([2, DOOR, 0])
  })
})

describe('the last word of a tracker', () => {
  test('tells what changed, and nothing while it stays', () => {
    const words = new AlarmWords()
    const changes = [2, 2, DOOR, DOOR, 0].map((word, i) => words.follow('1', 7, word, i))
    expect(changes).toEqual([2, 0, (DOOR | 2) >>> 0, 0, DOOR])
  })

  test('begins with the alarms that were open when the server started', () => {
    const words = new AlarmWords(new Map([[7, OVERSPEED]]))
    expect(words.follow('1', 7, OVERSPEED, 1)).toBe(0)
    expect(words.follow('2', 8, OVERSPEED, 1)).toBe(OVERSPEED)
  })

  test('is not changed by what was stored without a connection', () => {
    const words = new AlarmWords()
    words.follow('1', 7, 0, 100)
    expect(words.follow('1', 7, OVERSPEED, 50)).toBe(0)
    expect(words.follow('1', 7, OVERSPEED, 101)).toBe(OVERSPEED)
  })

  test('is as before where nobody could be told, so that the repetition tells it', () => {
    const words = new AlarmWords()
    words.follow('1', 7, 0, 0)
    const first = words.follow('1', 7, OVERSPEED, 10)
    const second = words.follow('1', 7, DOOR, 20)
    words.undo('1', second, 20)
    words.undo('1', first, 10)
    expect(words.follow('1', 7, OVERSPEED, 10)).toBe(OVERSPEED)
    expect(words.follow('1', 7, DOOR, 20)).toBe((OVERSPEED | DOOR) >>> 0)
  })

  test('knows what a person has acknowledged until the terminal takes it back', () => {
    const words = new AlarmWords()
    words.follow('1', 7, DOOR, 1)
    words.follow('2', 8, DOOR, 1)
    expect(words.handle(7, DOOR)).toEqual(['1'])
    expect(words.handle(7, OVERSPEED)).toEqual([])
    expect([words.handled('1'), words.handled('2'), words.handled('3')]).toEqual([DOOR, 0, 0])
    words.follow('1', 7, DOOR, 2)
    expect(words.handled('1')).toBe(DOOR)
    words.follow('1', 7, 0, 3)
    expect(words.handled('1')).toBe(0)
  })
})
