import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { DEFAULT_RETENTION } from '../../server/contract/api/retention.ts'
import type { Database } from '../../server/db/database.ts'
import { deleteOld } from '../../server/retention/delete-old.ts'
import { RETENTION_RULES } from '../../server/retention/rules.ts'
import { type Asker, type CaseApp, startCaseApp } from '../cases/case-app.ts'
import { insertCaseCity, PLACES } from '../cases/case-city.ts'
import { describeWithPostgis, openTestDatabase } from '../support/database.ts'

const NOW_MS = Date.parse('2026-03-02T02:00:00Z')
const DAY_MS = 86_400_000

let database: Database
let city: CaseApp
let admin: Asker
let caseId: number
beforeAll(async () => {
  database = await openTestDatabase()
  await insertCaseCity(database)
  city = await startCaseApp(database, () => NOW_MS)
  admin = await city.as('admin')
  const duty = await city.as('duty')
  caseId = (await duty.post('/api/cases', { category: 'M06001', description: '垃圾', ...PLACES.west, channel: '12345' })).body.id
})
afterAll(async () => {
  await city?.close()
  await database?.close()
})
beforeEach(async () => {
  await database.query(`truncate webhooks, webhook_deliveries, channel_rejects, case_imports, tracker_messages, alarms,
    rating_links, citizen_lookups, command_broadcasts, command_receivers, roll_calls, roll_call_people cascade`)
  await database.query(`delete from audit_log; delete from settings where key = 'retention'`)
})

/** SQL of the instant that is so many days before the clock of these tests. */
const ago = (days: number) => `'${new Date(NOW_MS - days * DAY_MS).toISOString()}'::timestamptz`
const left = async (sql: string) => (await database.query<{ what: string }>(sql)).rows.map(({ what }) => what)

describe('the sweep', () => {
  test('deletes messages to webhooks that were delivered, given up, or wait for one that is off', async () => {
    await database.query(`insert into webhooks (label, url, secret, events, scope_code, enabled) values
      ('on', 'http://on', 'x', '{}', '9901', true), ('off', 'http://off', 'x', '{}', '9901', false)`)
    const hook = (label: string) => `(select id from webhooks where label = '${label}')`
    const row = (kind: string, label: string, state: string, days: number) =>
      `(${hook(label)}, ${caseId}, 1, '${kind}', '{}', ${ago(days)}, '${state}', ${ago(days)},
        ${state === 'waiting' ? 'null' : ago(days)})`
    await database.query(`insert into webhook_deliveries (webhook_id, case_id, event_id, kind, body, created_at, state, next_at, ended_at)
      values ${[
        row('delivered 6', 'on', 'delivered', 6), row('delivered 8', 'on', 'delivered', 8),
        row('dead 89', 'on', 'dead', 89), row('dead 91', 'on', 'dead', 91),
        row('waiting, on', 'on', 'waiting', 400), row('waiting, off, 89', 'off', 'waiting', 89),
        row('waiting, off, 91', 'off', 'waiting', 91),
      ].join()}`)
    expect(await city.app.sweepOld(NOW_MS)).toBe(3)
    expect(await left('select kind as what from webhook_deliveries order by kind'))
      .toEqual(['dead 89', 'delivered 6', 'waiting, off, 89', 'waiting, on'])
  })

  test('deletes texts, but none that is the receipt of a roll call or a broadcast', async () => {
    await database.query(`insert into tracker_messages (worker_id, kind, text, sent_by, sent_at) values
      (11, 'text', 'young', 'a', ${ago(364)}), (11, 'text', 'old', 'a', ${ago(366)}),
      (11, 'text', 'called', 'a', ${ago(366)}), (11, 'text', 'broadcast', 'a', ${ago(366)})`)
    const message = (text: string) => `(select id from tracker_messages where text = '${text}')`
    await database.query(`
      insert into roll_calls (area_code, kind, message, called_at, called_by, due_at)
        values ('9901', 'real', 'x', ${ago(366)}, 'a', ${ago(366)});
      insert into roll_call_people (roll_call_id, worker_id, name, name_en, message_id)
        select id, 11, 'a', 'a', ${message('called')} from roll_calls;
      insert into command_broadcasts (area_code, kind, text, sent_at, sent_by) values ('9901', 'real', 'x', ${ago(366)}, 'a');
      insert into command_receivers (broadcast_id, message_id, worker_id, name, name_en)
        select id, ${message('broadcast')}, 11, 'a', 'a' from command_broadcasts`)
    await city.app.sweepOld(NOW_MS)
    expect(await left('select text as what from tracker_messages order by id')).toEqual(['young', 'called', 'broadcast'])
  })

  test('deletes alarms that are over with their logs, but none of now and none that became a case', async () => {
    const { rows: [{ id: device }] } = await database.query('select min(id) as id from devices')
    const row = (message: string, days: number, cleared: boolean, of: number | null = null) =>
      `(${device}, '${message}', 'minor', '${message}', st_setsrid(st_makepoint(116.03, 40.08), 4326), '990101001001',
        ${ago(days)}, ${ago(days)}, ${cleared}, ${cleared ? ago(days) : 'null'}, ${of})`
    await database.query(`insert into alarms (device_id, type, severity, message, point, area_code, started_at, last_at, cleared,
        cleared_at, case_id)
      values ${[
        row('over 364', 364, true), row('over 366', 366, true), row('still on', 366, false), row('a case', 366, true, caseId),
      ].join()}`)
    await database.query(`insert into alarm_events (alarm_id, at, kind, actor) select id, last_at, 'raised', 'x' from alarms`)
    await city.app.sweepOld(NOW_MS)
    const kept = ['over 364', 'still on', 'a case']
    expect(await left('select message as what from alarms order by id')).toEqual(kept)
    expect(await left('select message as what from alarm_events join alarms on alarms.id = alarm_id order by alarms.id'))
      .toEqual(kept)
  })

  test('deletes logins that failed and sessions that are over; what people did stays for good', async () => {
    await database.query(`insert into audit_log (at, actor, action, subject) values
      (${ago(179)}, 'a', 'login-failed', 'young'), (${ago(181)}, 'a', 'login-failed', 'old'),
      (${ago(3000)}, 'a', 'login', 'who came'), (${ago(3000)}, 'a', 'view-track', 'who looked')`)
    await database.query(`insert into access_tokens (token_hash, kind, label, account_id, scope_code, expires_at)
      select hash, kind, label, case when kind = 'session' then (select min(id) from accounts) end, '9901', expires_at
        from (values ('\\x01'::bytea, 'session', 'over', ${ago(0)} - interval '1 second'),
                     ('\\x02', 'session', 'open', ${ago(0)} + interval '1 second'),
                     ('\\x03', 'wall', 'for good', null)) as t (hash, kind, label, expires_at)`)
    await city.app.sweepOld(NOW_MS)
    expect(await left('select subject as what from audit_log order by id')).toEqual(['young', 'who came', 'who looked'])
    expect(await left('select label as what from access_tokens where length(token_hash) = 1 order by token_hash'))
      .toEqual(['open', 'for good'])
  })

  test('deletes records that nobody could read, results of imports, links that are over and counts of tries', async () => {
    await database.query(`
      insert into channel_rejects (channel, received_at, sender, scope_code, external_number, reasons, bytes, state, ended_at) values
        ('12345', ${ago(364)}, 'x', '9901', 'young', '[]', '\\x01', 'open', null),
        ('12345', ${ago(366)}, 'x', '9901', 'old', '[]', '\\x02', 'open', null);
      insert into case_imports (file, channel, scope_code, imported_at, imported_by, created, known, refused, results) values
        ('young', 'import', '9901', ${ago(364)}, 'x', 0, 0, 0, '[]'), ('old', 'import', '9901', ${ago(366)}, 'x', 0, 0, 0, '[]');
      insert into rating_links (token_hash, case_id, round, made_at, expires_at, used_at) values
        ('young', ${caseId}, 1, ${ago(119)}, ${ago(89)}, null), ('old', ${caseId}, 2, ${ago(121)}, ${ago(91)}, ${ago(120)})`)
    await database.query(`insert into citizen_lookups (case_id, day, tries) values (${caseId}, '2026-03-01', 5)`)
    await city.app.sweepOld(NOW_MS)
    expect(await left('select external_number as what from channel_rejects')).toEqual(['young'])
    expect(await left('select file as what from case_imports')).toEqual(['young'])
    expect(await left(`select convert_from(token_hash, 'UTF8') as what from rating_links`)).toEqual(['young'])
    // somewhere that day may still be going on
    expect(await left('select tries::text as what from citizen_lookups')).toEqual(['5'])
    await city.app.sweepOld(NOW_MS + DAY_MS)
    expect(await left('select tries::text as what from citizen_lookups')).toEqual([])
  })

  test('leaves cases and their logs alone, however old', async () => {
    const before = await database.query('select * from cases join case_events on case_id = cases.id order by case_events.id')
    expect(before.rowCount).toBeGreaterThan(0)
    await city.app.sweepOld(NOW_MS + 20_000 * DAY_MS)
    const after = await database.query('select * from cases join case_events on case_id = cases.id order by case_events.id')
    expect(after.rows).toEqual(before.rows)
    admin = await city.as('admin')
  })

  test('goes on with the other tables when one cannot be swept', async () => {
    await database.query(`insert into case_imports (file, channel, scope_code, imported_at, imported_by, created, known, refused, results)
      values ('old', 'import', '9901', ${ago(366)}, 'x', 0, 0, 0, '[]')`)
    await database.query('alter table webhook_deliveries rename column ended_at to elsewhere')
    try {
      expect(await city.app.sweepOld(NOW_MS)).toBe(1)
    } finally {
      await database.query('alter table webhook_deliveries rename column elsewhere to ended_at')
    }
  })
})

test('many rows go a few at a time, and all of them', async () => {
  await database.query(`insert into audit_log (at, actor, action, subject)
    select ${ago(200)} - n * interval '1 second', 'a', 'login-failed', n::text from generate_series(1, 25) as n`)
  const rule = RETENTION_RULES.find(({ table }) => table === 'audit_log')!
  const most: number[] = []
  const counting = {
    ...database,
    query: async (text: string, values?: readonly unknown[]) => {
      const result = await database.query(text, values)
      most.push(result.rowCount ?? 0)
      return result
    },
  } as Database
  expect(await deleteOld(counting, rule, DEFAULT_RETENTION, NOW_MS, undefined, 10)).toBe(25)
  expect(most).toEqual([10, 10, 5])
})

test('a sweep that is to end does so between two statements', async () => {
  await database.query(`insert into audit_log (at, actor, action, subject)
    select ${ago(200)}, 'a', 'login-failed', n::text from generate_series(1, 25) as n`)
  const rule = RETENTION_RULES.find(({ table }) => table === 'audit_log')!
  expect(await deleteOld(database, rule, DEFAULT_RETENTION, NOW_MS, AbortSignal.abort(), 10)).toBe(10)
})

describeWithPostgis('two servers on one database', () => {
  const rule = RETENTION_RULES.find(({ table }) => table === 'audit_log')!
  const fill = () => database.query(`insert into audit_log (at, actor, action, subject)
    select ${ago(200)}, 'a', 'login-failed', n::text from generate_series(1, 200) as n`)

  test('sweep at once, and delete each row once', async () => {
    await fill()
    const sweeps = Array.from({ length: 3 }, () => deleteOld(database, rule, DEFAULT_RETENTION, NOW_MS, undefined, 10))
    expect((await Promise.all(sweeps)).reduce((sum, n) => sum + n, 0)).toBe(200)
  })

  test('do not wait for rows that somebody is changing', async () => {
    await fill()
    const other = await database.pool.connect()
    try {
      await other.query('begin')
      await other.query(`select * from audit_log where subject in ('7', '8') for update`)
      expect(await deleteOld(database, rule, DEFAULT_RETENTION, NOW_MS, undefined, 10)).toBe(198)
    } finally {
      await other.query('rollback')
      other.release()
    }
    expect(await deleteOld(database, rule, DEFAULT_RETENTION, NOW_MS)).toBe(2)
  })
})

describe('how long things are kept', () => {
  test('is seen by administrators, and set by those of the whole city, who are written down', async () => {
    expect(await admin.get('/api/retention')).toMatchObject({ status: 200, body: DEFAULT_RETENTION })
    const west = await city.as('admin', '990101')
    expect((await west.get('/api/retention')).body).toEqual(DEFAULT_RETENTION)
    const shorter = { ...DEFAULT_RETENTION, importDays: 30 }
    expect((await west.put('/api/retention', shorter)).status).toBe(403)
    for (const role of ['duty', 'leader'] as const) expect((await (await city.as(role)).get('/api/retention')).status).toBe(403)
    expect(await admin.put('/api/retention', shorter)).toMatchObject({ status: 200, body: shorter })
    expect((await admin.get('/api/retention')).body).toEqual(shorter)
    expect(await left(`select detail ->> 'importDays' as what from audit_log where action = 'set-retention'`)).toEqual(['30'])

    await database.query(`insert into case_imports (file, channel, scope_code, imported_at, imported_by, created, known, refused, results)
      values ('31', 'import', '9901', ${ago(31)}, 'x', 0, 0, 0, '[]'), ('29', 'import', '9901', ${ago(29)}, 'x', 0, 0, 0, '[]')`)
    await city.app.sweepOld(NOW_MS)
    expect(await left('select file as what from case_imports')).toEqual(['29'])
  })

  test.each([
    ['failedLoginDays', 179], ['messageDays', 0], ['alarmDays', 3651], ['deadDays', 1.5], ['linkDays', '9'],
  ])('refuses %s of %j by its name', async (field, value) => {
    const { status, body } = await admin.put('/api/retention', { ...DEFAULT_RETENTION, [field]: value })
    expect([status, body.field, body.value]).toEqual([400, field, value])
  })
})
