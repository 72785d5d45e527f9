import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEFAULT_FIELD_POLICY, type FieldPolicy } from '../../server/contract/api/field.ts'
import type { Database } from '../../server/db/database.ts'
import { Duty } from '../../server/duty/duty.ts'
import { countDutyChange } from '../../server/duty/repository.ts'
import { createCityTime } from '../../server/org/city-time.ts'
import { insertSmallCity } from '../live/small-city.ts'
import { openTestDatabase } from '../support/database.ts'

const DAY_MS = 86_400_000
const cityTime = createCityTime('Asia/Shanghai')
const at = (time: string) => Date.parse(`${time}+08:00`)
const NOON_MS = at('2026-03-02T12:00')

let database: Database
beforeAll(async () => {
  database = await openTestDatabase()
  await insertSmallCity(database)
  await database.query(
    `insert into shift_patterns (code, name, name_en, spans) values
       ('early', '早班', 'Early', '[{"days": [1, 2, 3, 4, 5, 6, 7], "from": "06:00", "to": "14:00"}]'),
       ('never', '停班', 'Off', '[]')`,
  )
  await database.query(`update workers set shift_pattern = 'early' where id = 12`)
  await database.query(`update workers set shift_pattern = 'never' where id = 13`)
})
afterAll(() => database.close())

test('a worker is on duty in his pattern, without one always, and exceptions outdo both', async () => {
  await database.query(
    `insert into duty_exceptions (worker_id, from_at, to_at, on_duty, made_by) values
       (12, '2026-03-02T08:00+08', '2026-03-02T09:00+08', false, 'test'),
       (12, '2026-03-02T13:00+08', '2026-03-02T16:00+08', true, 'test'),
       (11, '2026-03-02T00:00+08', '2026-03-03T00:00+08', false, 'test')`,
  )
  const duty = await Duty.open(database, cityTime, NOON_MS)
  const hours = (workerId: number) => Array.from({ length: 24 }, (_, hour) => hour)
    .filter((hour) => duty.onDuty(workerId, at('2026-03-02T00:00') + hour * 3_600_000))
  expect(hours(12)).toEqual([6, 7, 9, 10, 11, 12, 13, 14, 15])
  expect(hours(13)).toEqual([])
  expect(hours(11)).toEqual([])
  expect(duty.onDuty(11, at('2026-03-03T00:00'))).toBe(true)
  expect(duty.dutyAt(12, NOON_MS)).toEqual({
    onDuty: true, sinceMs: at('2026-03-02T09:00'), untilMs: at('2026-03-02T16:00'),
  })
  expect(duty.onDuty(12, NOON_MS - 89 * DAY_MS)).toBe(true)
  expect(duty.onDuty(404, NOON_MS)).toBe(true)
  await database.query('delete from duty_exceptions')
})

test('the policy has its defaults until it is set, and is told to who listens', async () => {
  const duty = await Duty.open(database, cityTime, NOON_MS)
  expect(duty.policy).toEqual(DEFAULT_FIELD_POLICY)
  const told: FieldPolicy[] = []
  const unsubscribe = duty.onPolicy((policy) => told.push(policy))
  const aggregate: FieldPolicy = { ...DEFAULT_FIELD_POLICY, offDuty: 'aggregate', silentAfterMinutes: 9 }
  await duty.setPolicy(aggregate, 'Admin')
  expect([duty.policy, told]).toEqual([aggregate, [aggregate]])
  const { rows } = await database.query(`select actor, subject from audit_log where action = 'set-field-policy'`)
  expect(rows).toEqual([{ actor: 'Admin', subject: 'settings:field' }])
  unsubscribe()
  await duty.setPolicy(DEFAULT_FIELD_POLICY)
  expect(told.length).toBe(1)
})

test('what another process changes is noticed, and nothing is read where nothing changed', async () => {
  const duty = await Duty.open(database, cityTime, NOON_MS)
  await database.query(`update workers set shift_pattern = null where id = 13`)
  await duty.follow(NOON_MS)
  expect(duty.onDuty(13, NOON_MS)).toBe(false)
  await countDutyChange(database)
  await duty.follow(NOON_MS)
  expect(duty.onDuty(13, NOON_MS)).toBe(true)
})

test('the shifts go on for a process that runs for a year', async () => {
  const duty = await Duty.open(database, cityTime, NOON_MS)
  for (let day = 1; day <= 365; day++) {
    await duty.follow(NOON_MS + day * DAY_MS)
    expect(duty.onDuty(12, NOON_MS + day * DAY_MS)).toBe(true)
    expect(duty.onDuty(12, NOON_MS + (day + 0.25) * DAY_MS)).toBe(false)
  }
})
