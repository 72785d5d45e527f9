import { describe, expect, test } from 'vitest'
import { authBody, batchBody, locationBody, registerBody } from '../../../geodata/field/sending/jt808-messages.ts'
import { readBcd, writeBcd } from '../../../server/ingest/jt808/binary-coded.ts'
import { readGbk, writeGbk } from '../../../server/ingest/jt808/gbk.ts'
import { readLocation, splitBatch } from '../../../server/ingest/jt808/location.ts'
import { readAuthCode, readRegistration } from '../../../server/ingest/jt808/registration.ts'
import * as reply from '../../../server/ingest/jt808/replies.ts'

const box = { maker: 'MAKER', model: 'MODEL-20', terminalId: 'ID12345', plate: '京A12345' }

describe('8421 code', () => {
  test('is filled up with zeros and read back', () => {
    const bytes = Buffer.alloc(6, 0xff)
    writeBcd(bytes, 0, 6, '13800138000')
    expect(bytes.toString('hex')).toBe('013800138000')
    expect(readBcd(bytes, 0, 6)).toBe('013800138000')
    expect(readBcd(Buffer.of(0x1a), 0, 1)).toBeUndefined()
    expect(() => writeBcd(bytes, 0, 1, '123')).toThrow(RangeError)
    expect(() => writeBcd(bytes, 0, 1, 'x')).toThrow(RangeError)
  })
})

describe('text', () => {
  test('is GBK, cut at the first NUL', () => {
    expect(writeGbk('测试').toString('hex')).toBe('b2e2cad4')
    expect(readGbk(Buffer.concat([writeGbk('京A12345'), Buffer.alloc(4), writeGbk('rest')]))).toBe('京A12345')
    expect(writeGbk('好🙂').toString('hex')).toBe('bac33f')
  })
})

describe('a registration', () => {
  test.each([2013, 2019] as const)('of %i is read', (version) => {
    expect(readRegistration(registerBody(box, version), version)).toEqual(box)
  })

  test('of 2011 is told by its shorter model, also with a number of a vehicle for a plate', () => {
    const of2011 = (plate: string) => Buffer.concat([
      Buffer.alloc(4), Buffer.from('MAKERMODEL-20ID12345'), Buffer.of(0), writeGbk(plate),
    ])
    for (const plate of ['京A12345', 'LSVAA4187E2012345', '']) {
      expect(readRegistration(of2011(plate), 2013)).toEqual({ ...box, plate })
    }
  })

  test('that is too short says so', () => {
    expect(() => readRegistration(Buffer.alloc(10), 2013)).toThrow('0x0100 length is 10')
    expect(() => readRegistration(Buffer.alloc(75), 2019)).toThrow('0x0100 length is 75')
  })
})

describe('a code', () => {
  test.each([2013, 2019] as const)('of %i is read', (version) => {
    expect(readAuthCode(authBody('abc-_123', version), version)).toBe('abc-_123')
  })

  test('whose length is wrong says so', () => {
    expect(() => readAuthCode(Buffer.of(9, 1, 2), 2019)).toThrow('code length is 9')
    expect(() => readAuthCode(Buffer.alloc(0), 2019)).toThrow('code length')
  })
})

describe('a batch', () => {
  const fixes = [0, 10, 20].map((s) => ({
    recordedAtMs: Date.parse('2026-03-01T00:00:00Z') + s * 1000, lng: -116.05, lat: 40.05, speedMps: 5, headingDeg: 270,
  }))

  test('is split into what was put together', () => {
    const { bodies, lost } = splitBatch(batchBody(fixes, 'blind'))
    expect(lost).toBeUndefined()
    expect(bodies.map((body) => readLocation(body))).toMatchObject(fixes)
  })

  test('that is cut keeps what is whole', () => {
    const whole = batchBody(fixes, 'normal')
    for (let length = 0; length < whole.length; length++) {
      const { bodies, lost } = splitBatch(whole.subarray(0, length))
      expect(bodies).toHaveLength(Math.max(0, Math.floor((length - 3) / 30)))
      expect(lost).toBeDefined()
    }
  })

  test('with a location of no length loses none of those behind it', () => {
    const whole = batchBody(fixes, 'normal')
    const first = 3 + whole.readUInt16BE(3) + 2
    const body = Buffer.concat([whole.subarray(0, first), Buffer.alloc(2), whole.subarray(first)])
    body.writeUInt16BE(4, 0)
    const { bodies, lost } = splitBatch(body)
    expect(bodies.map((body) => readLocation(body))).toMatchObject(fixes)
    expect(lost).toBeUndefined()
  })

  test('that counts fewer than it has gives the others back as lost', () => {
    const body = batchBody(fixes, 'normal')
    body.writeUInt16BE(1, 0)
    const { bodies, lost } = splitBatch(body)
    expect(bodies).toHaveLength(1)
    expect(lost).toEqual(body.subarray(3 + 30))
  })

  test('that counts more than it has, or locations of no length, ends', () => {
    const body = batchBody(fixes, 'normal')
    body.writeUInt16BE(65_535, 0)
    expect(splitBatch(body).bodies).toHaveLength(3)
    expect(splitBatch(Buffer.of(0xff, 0xff, 0, ...Buffer.alloc(10))).bodies).toHaveLength(0)
  })
})

describe('a location as a box writes it', () => {
  test('is the one of the worked frame', () => {
    const body = locationBody({
      recordedAtMs: Date.parse('2018-10-15T10:10:10+08:00'), lng: 132.444444, lat: 12.222222, altitudeM: 40,
      speedMps: 6 / 3.6, alarms: 1, items: Buffer.from('01040000006402020 07d'.replace(' ', ''), 'hex'),
    })
    const worked = Buffer.from('000000010000000200BA7F0E07E4F11C0028003C00001810151010100104000000640202007D', 'hex')
    // the engine is on
    worked.writeUInt32BE(3, 4)
    expect(body.toString('hex')).toBe(worked.toString('hex'))
  })
})

describe('what the platform sends', () => {
  test('is laid out as the standard says', () => {
    const hex = (body: Buffer) => body.toString('hex')
    expect(hex(reply.acknowledgement(0x1234, 0x0200, reply.ALARM_HANDLED))).toBe('1234020004')
    expect(hex(reply.registrationReply(7, { code: 'ab' }))).toBe('0007006162')
    expect(hex(reply.registrationReply(7, { refused: reply.TERMINAL_UNKNOWN }))).toBe('000704')
    expect(hex(reply.resendRequest(100, [2, 300], 2013))).toBe('0064020002012c')
    expect(hex(reply.resendRequest(100, [2, 300], 2019))).toBe('006400020002012c')
    expect(hex(reply.textMessage('测', true, 2013))).toBe('0db2e2')
    expect(hex(reply.textMessage('测', false, 2013))).toBe('0cb2e2')
    expect(hex(reply.textMessage('测', true, 2019))).toBe('0e01b2e2')
    expect(hex(reply.textMessage('测', false, 2019))).toBe('0f01b2e2')
    expect(hex(reply.alarmConfirmation(0x18700009))).toBe('000018700009')
  })
})
