import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FIELD_FILTERS, readTopic, trackerListening } from '../../../server/ingest/mqtt/topics.ts'

const ORDERS = 'owntracks/zhang/phone/cmd'

/** Whether a filter matches a topic, level by level as MQTT 3.1.1 says. */
function matches(filter: string, topic: string): boolean {
  const wanted = filter.split('/')
  const levels = topic.split('/')
  return wanted.length === levels.length && wanted.every((level, i) => level === '+' || level === levels[i])
}

describe('topics', () => {
  it('knows what OwnTracks, sensors and other systems publish', () => {
    expect(readTopic('owntracks/zhang/phone')).toEqual({ type: 'owntracks', deviceKey: 'zhang/phone' })
    expect(readTopic('owntracks/zhang/phone/event')).toEqual({ type: 'owntracks', deviceKey: 'zhang/phone' })
    expect(readTopic('gridwall/sensors/YG-0001')).toEqual({ type: 'sensor', deviceKey: 'YG-0001' })
    expect(readTopic('gridwall/positions')).toEqual({ type: 'positions' })
  })

  it('lets no device give orders to another, nor pretend to be the broker', () => {
    expect(readTopic(ORDERS)).toBeUndefined()
    expect(readTopic('$SYS/broker/uptime')).toBeUndefined()
    expect(readTopic('gridwall/sensors/')).toBeUndefined()
    expect(readTopic('owntracks//phone')).toBeUndefined()
    expect(readTopic('owntracks/zhang/phone/event/more')).toBeUndefined()
  })

  it('asks another broker for nothing that it cannot read, and for no orders', () => {
    const level = fc.constantFrom('zhang', 'phone', 'cmd', '张')
    fc.assert(
      fc.property(fc.constantFrom(...FIELD_FILTERS), fc.tuple(level, level, level), (filter, levels) => {
        const topic = filter.replaceAll('+', () => levels.pop() ?? '')
        expect(matches(filter, topic)).toBe(true)
        expect(readTopic(topic)).toBeDefined()
      }),
    )
    expect(FIELD_FILTERS.some((filter) => matches(filter, ORDERS))).toBe(false)
  })

  it('takes any text for a topic', () => {
    fc.assert(fc.property(fc.string(), (text) => {
      readTopic(text)
      readTopic(`owntracks/${text}`)
      readTopic(`gridwall/${text}`)
    }))
  })

  it('names a tracker by the topic of its orders and by no wildcard', () => {
    expect(trackerListening(ORDERS)).toBe('zhang/phone')
    for (const filter of ['#', '+/+/+/cmd', 'owntracks/+/phone/cmd', 'owntracks/zhang/#', 'owntracks/zhang/phone']) {
      expect(trackerListening(filter)).toBeUndefined()
    }
  })
})
