import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { AlarmSignal } from '../../server/alarms/alarm-desk.ts'
import { escalateAlarms } from '../../server/alarms/escalate-alarms.ts'
import { DEFAULT_ESCALATION_POLICY, type AlarmSummary } from '../../server/contract/api/alarms.ts'
import type { Database } from '../../server/db/database.ts'
import { startCaseApp, type Asker, type CaseApp } from '../cases/case-app.ts'
import { insertCaseCity } from '../cases/case-city.ts'
import { describeWithPostgis, openTestDatabase } from '../support/database.ts'

describeWithPostgis('alarms of many connections at once', () => {
  let database: Database
  let caseApp: CaseApp
  let device: Asker
  let duty: Asker

  beforeAll(async () => {
    database = await openTestDatabase()
    await insertCaseCity(database)
    caseApp = await startCaseApp(database)
    device = await caseApp.as('device')
    duty = await caseApp.as('duty')
  })
  afterAll(async () => {
    await caseApp.close()
    await database.close()
  })

  const times = <T>(count: number, ask: () => Promise<T>) => Promise.all(Array.from({ length: count }, ask))

  test('a hundred triggers make one alarm that has occurred a hundred times', async () => {
    const answers = await times(100, () => device.post('/api/alarms', { device: 'smoke-1', type: 'smoke' }))
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1)
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1)
    expect(answers.map((answer) => answer.body.occurrences).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 100 }, (_, index) => index + 1),
    )
    await caseApp.app.feed.idle()
    const [first, ...others] = caseApp.events.map((event) => event.change)
    expect(first).toBe('raise')
    expect(others).toEqual(Array.from({ length: 99 }, () => 'repeat'))
    const seqs = caseApp.events.map((event) => event.seq)
    expect(seqs).toEqual(seqs.map((_, index) => seqs[0] + index))
  })

  test('twenty acknowledgements at once all succeed and change it once', async () => {
    const [{ id }] = (await duty.get('/api/alarms')).body
    caseApp.events.length = 0
    const answers = await times(20, () => duty.post(`/api/alarms/${id}/acknowledge`))
    expect(answers.every((answer) => answer.status === 200 && answer.body.acknowledged)).toBe(true)
    await caseApp.app.feed.idle()
    expect(caseApp.events.map((event) => event.change)).toEqual(['acknowledge'])
  })

  const sos = (workerId: number, atMs: number): AlarmSignal => ({
    source: { type: 'worker', id: workerId }, type: 'sos', severity: 'critical', message: 'SOS', value: null, unit: null,
    atMs, raised: true,
  })
  const tilt = (deviceId: number, atMs: number): AlarmSignal => ({
    source: { type: 'device', id: deviceId }, type: 'tilt', severity: 'minor', message: '倾斜', value: null, unit: null,
    atMs, raised: true,
  })
  const uncleared = async (type: string) =>
    (await duty.get('/api/alarms')).body.filter((alarm: AlarmSummary) => alarm.type === type && !alarm.cleared)

  test('a hundred calls of one worker make one alarm as well', async () => {
    let atMs = Date.now() - 1000
    const answers = await times(100, () => caseApp.app.alarms.signal([sos(11, atMs++)], 'intake'))
    expect(new Set(answers.map(([alarm]) => alarm.id)).size).toBe(1)
    expect(await uncleared('sos')).toMatchObject([{ sourceId: 11, occurrences: 100 }])
  })

  test('batches that have the same sources in other orders, and people who clear, do not block each other', async () => {
    let atMs = Date.now() - 60_000
    const signals = () => [sos(11, ++atMs), tilt(21, atMs), sos(12, atMs), tilt(22, atMs), sos(13, atMs)]
    const work = Array.from({ length: 30 }, (_, index) => async () => {
      const batch = index % 2 === 0 ? signals() : signals().reverse()
      if (index % 5 < 4) return caseApp.app.alarms.signal(batch, 'intake')
      const ids = (await duty.get('/api/alarms')).body.map(({ id }: AlarmSummary) => id).toReversed()
      expect((await duty.post('/api/alarms/clear', { ids })).status).toBe(200)
    })
    await Promise.all(work.map((one) => one()))
    await caseApp.app.alarms.signal(signals(), 'intake')
    const open: AlarmSummary[] = [...(await uncleared('sos')), ...(await uncleared('tilt'))]
    expect(open.map(({ sourceId }) => sourceId).sort()).toEqual([11, 12, 13, 21, 22])
  })

  test('a storm of them leaves positions and everybody else their connections', async () => {
    const { intake, alarms } = caseApp.app
    const tracker = intake.trackerOf('phone-1', '')!
    const fix = (agoMs: number, isSos: boolean) => intake.submit(tracker, 'osmand', [{
      raw: '', report: { type: 'fix', reading: { recordedAtMs: Date.now() - agoMs, lng: 116.05, lat: 40.05, sos: isSos } },
    }], Date.now())
    const locker = await database.pool.connect()
    try {
      await locker.query('begin')
      await locker.query('select pg_advisory_xact_lock($1)', [0x616c726d])
      const storm = [times(40, () => alarms.signal([sos(12, Date.now())], 'test')), times(40, () => fix(60_000, true))]
      expect(await fix(1000, false)).toMatchObject({ accepted: 1 })
      expect((await duty.get('/api/alarms')).status).toBe(200)
      await locker.query('rollback')
      await Promise.all(storm)
    } finally {
      locker.release()
    }
    expect(await uncleared('sos')).toEqual(expect.arrayContaining([expect.objectContaining({ sourceId: 11 })]))
  })

  test('calls for help that come at once are told in few transactions', async () => {
    const { intake, alarms } = caseApp.app
    const tracker = intake.trackerOf('phone-3', '')!
    const signal = vi.spyOn(alarms, 'signal')
    const report = { type: 'heartbeat', atMs: Date.now(), sos: true } as const
    await times(200, () => intake.submit(tracker, 'osmand', [{ raw: '', report }], Date.now()))
    expect(signal.mock.calls.flatMap(([signals]) => signals)).toHaveLength(200)
    expect(signal.mock.calls.length).toBeLessThan(10)
    signal.mockRestore()
  })

  test('processes that escalate at the same time take each step once', async () => {
    const [alarm] = await caseApp.app.alarms.signal([sos(12, Date.now())], 'intake')
    await database.query('update alarms set escalation = 0, acknowledged = id <> $1', [alarm.id])
    await caseApp.app.feed.idle()
    caseApp.events.length = 0
    const soon = new Date(Date.now() + 61_000)
    await times(10, () =>
      caseApp.app.alarms.change('system', (transaction, news) =>
        escalateAlarms(transaction, DEFAULT_ESCALATION_POLICY, news), soon))
    await caseApp.app.feed.idle()
    expect(caseApp.events.map(({ change }) => change)).toEqual(['escalate'])
  })
})
