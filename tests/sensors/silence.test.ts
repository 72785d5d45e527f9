import { expect, test } from 'vitest'
import { newlySilent, type WatchedDevice } from '../../server/sensors/silence.ts'

const MINUTE = 60_000
const START = 1_000 * MINUTE
const limits = new Map([['meter', 10 * MINUTE]])
const device = (id: number, heardAtMs: number | null, more: Partial<WatchedDevice> = {}): WatchedDevice => ({
  id, kind: 'meter', registeredAtMs: 0, heardAtMs, silent: false, ...more,
})
const silentAt = (minutes: number, ...devices: WatchedDevice[]) =>
  newlySilent(devices, limits, START, START + minutes * MINUTE).map(({ id }) => id)

test('a device is silent when its kind allows no more, not before, and is named once', () => {
  const heard = device(1, START + 5 * MINUTE)
  expect(silentAt(15, heard)).toEqual([])
  expect(silentAt(15.1, heard)).toEqual([1])
  expect(silentAt(60, { ...heard, silent: true })).toEqual([])
})

test('while the server was away nobody could be heard', () => {
  expect(silentAt(9, device(1, START - 500 * MINUTE))).toEqual([])
  expect(silentAt(11, device(1, START - 500 * MINUTE))).toEqual([1])
})

test('a device that was never heard counts from its registration, once its kind is connected at all', () => {
  const never = device(2, null, { registeredAtMs: START + 20 * MINUTE })
  expect(silentAt(500, never, device(3, null))).toEqual([])
  const other = device(1, START + 30 * MINUTE)
  expect(silentAt(25, never, other)).toEqual([])
  expect(silentAt(30.5, never, other)).toEqual([2])
})

test('a kind without a limit is never silent, and a heard kind does not connect another', () => {
  const others = [device(1, START, { kind: 'button' }), device(2, null)]
  expect(silentAt(5000, ...others)).toEqual([])
})

test('those silent longest come first', () => {
  const devices = [device(1, START + 3 * MINUTE), device(2, START + MINUTE), device(3, START + MINUTE)]
  expect(silentAt(60, ...devices)).toEqual([2, 3, 1])
})
