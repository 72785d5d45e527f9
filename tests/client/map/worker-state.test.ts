import { expect, test } from 'vitest'
import { rgb, WORKER_COLOURS } from '../../../client/map/colours.ts'
import { WORKER_STATES, workerStateOf } from '../../../client/map/worker-state.ts'
import {
  MOTION_IDLE, MOTION_OUTSIDE, MOTION_SILENT, MOTION_SOS, MOTION_STANDING, motionOfHeading,
} from '../../../server/contract/position-frame.ts'

test('every heading is a walk, and every state has a name and a colour of its own', () => {
  for (let degrees = 0; degrees < 360; degrees += 1.5) expect(workerStateOf(motionOfHeading(degrees))).toBe('moving')
  expect([MOTION_STANDING, MOTION_IDLE, MOTION_OUTSIDE, MOTION_SILENT, MOTION_SOS].map(workerStateOf))
    .toEqual(['standing', 'idle', 'outside', 'silent', 'sos'])
  expect(new Set(WORKER_STATES.map((state) => WORKER_COLOURS[state])).size).toBe(WORKER_STATES.length)
})

type Matrix = readonly (readonly [number, number, number])[]
/** How colours look to who lacks cones for red, green or blue (Machado and others, 2009), in linear light. */
const SIGHTS: Record<string, Matrix> = {
  'all cones': [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  'no red cones': [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  'no green cones': [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  'no blue cones': [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}

/** '#rrggbb' as L*a*b* through the eyes of a sight. */
function labOf(hex: string, sight: Matrix): number[] {
  const linear = rgb(hex).map((value) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  const [r, g, b] = sight.map((row) =>
    Math.min(1, Math.max(0, row[0] * linear[0] + row[1] * linear[1] + row[2] * linear[2])))
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116)
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505)
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b)
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

test.each(Object.entries(SIGHTS))('with %s the colours of any two states differ at a glance', (_name, sight) => {
  for (const [i, first] of WORKER_STATES.entries()) {
    for (const second of WORKER_STATES.slice(i + 1)) {
      const [one, other] = [first, second].map((state) => labOf(WORKER_COLOURS[state], sight))
      const difference = Math.hypot(...one.map((value, k) => value - other[k]))
      expect(difference, `${first} and ${second}`).toBeGreaterThan(15)
    }
  }
})
