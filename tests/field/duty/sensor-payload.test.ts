import { expect, test } from 'vitest'
import { buildCatalogue } from '../../../geodata/catalogue/build-catalogue.ts'
import { mulberry32 } from '../../../geodata/city/random.ts'
import { DEVICE_KINDS } from '../../../geodata/city/things/device-kinds.ts'
import { createAgenda } from '../../../geodata/field/agenda.ts'
import { createSensorEpisodes } from '../../../geodata/field/duty/sensor-episodes.ts'
import { sensorPayload } from '../../../geodata/field/duty/sensor-payload.ts'
import { createCityTime } from '../../../server/org/city-time.ts'
import { compileDefinition } from '../../../server/sensors/compile-definition.ts'
import { decodePayload } from '../../../server/sensors/decode-payload.ts'
import { evaluateRules, NEW_DEVICE, type DeviceState } from '../../../server/sensors/evaluate-rules.ts'

const START = Date.parse('2026-06-01T00:00:00Z')
const cityTime = createCityTime('Asia/Shanghai')
const items = new Set(buildCatalogue().filter(({ level }) => level === 3).map(({ code }) => code))

test('there are kinds for all that a city measures', () => {
  expect(DEVICE_KINDS.map(({ kind }) => kind)).toEqual(expect.arrayContaining([
    'smoke', 'access_control', 'water_meter', 'electricity_meter', 'gas_meter', 'water_level', 'manhole_tilt',
    'crowd_counter', 'drone', 'camera_ai',
  ]))
  const caseOf = (kind: string) => DEVICE_KINDS.find((known) => known.kind === kind)!.definition.rules![0].case
  expect(caseOf('smoke')?.needsConfirmation).toBe(false)
  expect(caseOf('camera_ai')?.needsConfirmation).toBe(true)
})

test.each(DEVICE_KINDS.map(({ kind, ...rest }) => [kind, rest] as const))(
  'a simulated %s is understood: nothing in its reports alarms, and each of its episodes raises one alarm and ends it',
  (kind, { alarmType, definition }) => {
    const compiled = compileDefinition(definition, (code) => items.has(code))
    const random = mulberry32(9)
    const agenda = createAgenda()
    const device = { id: 1, key: 'd', kind, name: '', nameEn: '', areaCode: '', point: [0, 0] as [number, number] }
    let state: DeviceState = NEW_DEVICE
    let number = 0
    const said: string[] = []
    function measure(_device: unknown, atMs: number): void {
      const payload = sensorPayload(kind, { atMs, number: ++number, alarmed: episodes.isAlarmed(device), random })!
      const decoded = decodePayload(Buffer.from(JSON.stringify(payload)), compiled, atMs + 500, cityTime)
      if (decoded.type === 'malformed') throw new Error(decoded.reason)
      expect(Math.abs(decoded.reading.recordedAtMs - atMs)).toBeLessThanOrEqual(1000)
      const next = evaluateRules(compiled.rules, state, decoded.reading)
      state = next.state
      for (const { rule, raised } of next.outcomes) {
        expect(rule.alarmType).toBe(alarmType)
        if (said.at(-1) !== String(raised)) said.push(String(raised))
      }
    }
    const episodes = createSensorEpisodes({ devices: [device], agenda, random, speed: 1, measure })
    for (let round = 0; round < 20; round++) {
      const atMs = START + round * 86_400_000
      for (let report = 0; report < 20; report++) measure(device, atMs - (21 - report) * 600_000)
      episodes.raise(atMs)
      agenda.run(atMs + 80_000_000)
    }
    expect(said).toEqual(Array.from({ length: 40 }, (_, index) => String(index % 2 === 0)))
  },
)
