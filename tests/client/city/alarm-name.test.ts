import { expect, test } from 'vitest'
import { alarmName, alarmText } from '../../../client/city/alarm-name.ts'
import type { CityIndex } from '../../../client/city/city-index.ts'
import { anAlarm } from '../../support/live-records.ts'

const smoke = {
  kind: 'smoke', name: '烟感', nameEn: 'Smoke detector', alarmType: 'smoke', alarmName: '烟雾报警', alarmNameEn: 'Smoke',
  severity: 'critical', rules: [{ alarmType: 'low_battery', name: '电量低', nameEn: 'Low battery' }],
}
const city = { record: { deviceKinds: [smoke] } } as unknown as CityIndex

test('an alarm is called what its kind of device raises', () => {
  expect(alarmName(city, anAlarm(), 'zh')).toBe('烟雾报警')
  expect(alarmName(city, anAlarm(), 'en')).toBe('Smoke')
})

test('an alarm that a rule of its kind raised is called as the rule is', () => {
  const battery = anAlarm({ type: 'low_battery', message: '电量低' })
  expect(alarmName(city, battery, 'en')).toBe('Low battery')
  expect(alarmText(city, battery, 'en')).toBe('')
})

test('what workers and boxes say is called by its type, in both languages', () => {
  const collision = anAlarm({ sourceKind: 'vehicle', type: 'collision', message: '碰撞预警' })
  expect(alarmName(city, collision, 'zh')).toBe('碰撞预警')
  expect(alarmName(city, collision, 'en')).toBe('Collision')
})

test('any other type is called as its alarm says, or as it came', () => {
  expect(alarmName(city, anAlarm({ type: 'flood', message: '水浸' }), 'en')).toBe('水浸')
  expect(alarmName(city, anAlarm({ type: 'constructor', message: '' }), 'zh')).toBe('constructor')
})

test('a message that says no more than the name is not repeated', () => {
  expect(alarmText(city, anAlarm({ message: '烟雾报警' }), 'en')).toBe('')
  expect(alarmText(city, anAlarm({ message: '三楼浓烟' }), 'zh')).toBe('三楼浓烟')
})
