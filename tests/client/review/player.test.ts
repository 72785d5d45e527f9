import { expect, test } from 'vitest'
import { Player } from '../../../client/review/playback/player.ts'

test('it runs at its speed, waits for what is not loaded yet, and rests at the end', () => {
  const player = new Player(1_000_000, 1_600_000)
  player.tick(50, Infinity)
  expect(player.atMs).toBe(1_000_000)
  player.play(100)
  player.tick(1100, Infinity)
  expect(player.atMs).toBe(1_060_000)
  player.tick(3100, 1_100_000)
  expect(player.atMs).toBe(1_100_000)
  player.tick(3200, Infinity)
  expect(player.atMs).toBe(1_106_000)
  player.speed = 10
  player.tick(4200, Infinity)
  expect(player.atMs).toBe(1_116_000)
  player.tick(1e9, Infinity)
  expect([player.atMs, player.playing]).toEqual([1_600_000, false])
  player.play(1e9)
  expect([player.atMs, player.playing]).toEqual([1_000_000, true])
})

test('it goes where it is told to, within its time, and stands still while paused', () => {
  const player = new Player(0, 1000)
  player.seek(700)
  player.pause()
  player.tick(5000, Infinity)
  expect(player.atMs).toBe(700)
  player.seek(-5)
  expect(player.atMs).toBe(0)
  player.seek(5000)
  expect(player.atMs).toBe(1000)
  player.seek(500)
  player.play(0)
  player.tick(1, 200)
  expect(player.atMs).toBe(500)
})
