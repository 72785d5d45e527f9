import { randomUUID } from 'node:crypto'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { CaseRecord, CaseSummary } from '../../server/contract/api/cases.ts'
import type { UnitRecord } from '../../server/contract/api/city.ts'
import { describeWithChromium } from '../support/require-program.ts'
import { drawSeldom } from './draw-seldom.ts'
import { CHROMIUM_ARGUMENTS, keepScreenshot, PATIENCE_MS } from './screen.ts'
import { PASSWORD, type SetCity, startSetCity } from './set-city.ts'

const DESK = { width: 1280, height: 800 }
const PHONE = { width: 390, height: 844 }

vi.setConfig({ testTimeout: 4 * PATIENCE_MS })

/** A place of the city with all that owns it. */
interface Place {
  lng: number
  lat: number
  community: string
  workerId: number
}

describeWithChromium('four cases from their beginning to their end, with all screens open', (executablePath) => {
  let city: SetCity
  let browser: Browser
  let wall: Page
  let desk: Page
  let province: Page
  const problems: string[] = []

  beforeAll(async () => {
    city = await startSetCity()
    browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGUMENTS })
    await city.account({ login: 'duty', role: 'duty', scopeCode: city.cityCode, displayName: '市值班员' })
    await city.account({ login: 'province', role: 'duty', scopeCode: city.cityCode.slice(0, 2), displayName: '省级平台' })
    await city.account({ login: 'leader', role: 'leader', scopeCode: city.cityCode, displayName: '分管领导' })
    wall = await open(DESK)
    await wall.goto(`${city.url}/wall?token=${city.wallToken}&layers=cases,grids`)
    desk = await signIn('duty', DESK)
    province = await signIn('province', DESK)
  }, 300_000)
  afterAll(async () => {
    await browser?.close()
    await city?.close()
  })

  async function open(viewport: { width: number; height: number }, place?: Place): Promise<Page> {
    const context = await browser.newContext({
      viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce',
      ...(place && { permissions: ['geolocation'], geolocation: { longitude: place.lng, latitude: place.lat, accuracy: 8 } }),
    })
    await drawSeldom(context)
    const page = await context.newPage()
    page.setDefaultTimeout(PATIENCE_MS)
    page.on('pageerror', (error) => problems.push(error.message))
    return page
  }

  async function signIn(login: string, viewport: { width: number; height: number }, place?: Place): Promise<Page> {
    const page = await open(viewport, place)
    await page.goto(city.url)
    await page.fill('input[name=login]', login)
    await page.fill('input[name=password]', PASSWORD)
    await page.click('[data-testid=login-submit]')
    await page.waitForURL(/\/(desk|field|review)$/)
    return page
  }

  /** The phone of somebody of a unit, or of a worker. */
  async function phoneOf(of: { unitId: number } | { workerId: number }, place: Place): Promise<Page> {
    const [role, id] = 'unitId' in of ? (['unit', of.unitId] as const) : (['worker', of.workerId] as const)
    const login = `${role}-${id}`
    await city.account({ login, role, scopeCode: city.cityCode, displayName: login, ...of })
    return signIn(login, PHONE, place)
  }

  async function post<Reply>(page: Page, path: string, data: object): Promise<Reply> {
    const reply = await page.request.post(city.url + path, { data })
    expect([path, reply.status(), reply.ok() ? '' : await reply.text()]).toEqual([path, expect.any(Number), ''])
    return reply.json()
  }
  const recordOf = async (id: number): Promise<CaseRecord> =>
    (await desk.request.get(`${city.url}/api/cases/${id}`)).json()
  const stepsOf = async (id: number) => (await recordOf(id)).events.map(({ kind }) => kind)
  const report = (page: Page, body: object) => post<CaseSummary>(page, '/api/cases', body)

  /** Takes a step on a page of the desk, as an officer does. */
  async function atDesk(page: Page, id: number, step: string, fill?: (form: string) => Promise<void>): Promise<void> {
    await page.click(`[data-testid=case-row-${id}]`)
    const button = `[data-testid=${step}-button]`
    await page.waitForSelector('[data-testid=step-bar]')
    if (!(await page.isVisible(button))) await page.click('[data-testid=step-more]')
    await page.click(button)
    const form = `[data-testid=${step}-form]`
    await page.waitForSelector(form)
    await fill?.(form)
    await page.click(`[data-testid=${step}-submit]`)
    await page.waitForSelector(form, { state: 'detached' })
  }

  /** Takes a step on a phone. */
  async function onPhone(page: Page, id: number, step: string, note: string): Promise<void> {
    await page.click('[data-testid=tab-orders]')
    await page.click(`[data-testid=order-${id}]`)
    await page.click(`[data-testid=step-${step}]`)
    await page.fill('[data-testid=sheet-note]', note)
    const taken = async () => (await stepsOf(id)).filter((kind) => kind === step).length
    const before = await taken()
    await page.click('[data-testid=step-submit]')
    await expect.poll(taken, { timeout: PATIENCE_MS }).toBe(before + 1)
  }

  async function assistOnPhone(id: number, unitId: number, place: Place): Promise<void> {
    const assistant = await phoneOf({ unitId }, place)
    await onPhone(assistant, id, 'assist-done', '本单位部分已完成')
    await assistant.context().close()
  }

  const seenOnWall = (id: number, status: string) =>
    wall.waitForFunction(
      ([id, status]) => {
        const { cases, recent } = window.gridwall!.store.getState()
        return cases.get(id as number)?.status === status
          || recent.some((event) => event.topic === 'case' && event.case.id === id && event.case.status === status)
      },
      [id, status] as const,
    )

  /** A category and a place where it leads to a unit of this kind, in a community grid with a worker. */
  async function placeWith(condition: string): Promise<Place> {
    const { rows } = await city.database.query<Place>(
      `select st_x(p) as lng, st_y(p) as lat, area_code as community, worker_id as "workerId"
         from (select st_pointonsurface(grids.boundary) as p, grids.area_code, workers.id as worker_id
                 from grids join workers on workers.grid_id = grids.id
                where grids.layer = 'community' order by grids.id, workers.id) as place
        where ${condition} limit 1`,
    )
    expect(rows).toHaveLength(1)
    return rows[0]
  }
  const categoryWith = (words: RegExp): string =>
    city.app.city.record.categories.find(({ level, name }) => level === 3 && words.test(name))!.code
  const unitOf = (id: number): UnitRecord => city.app.city.unitById.get(id)!

  it('a leaking roof goes from the province to the community, and the desks that are skipped read along', async () => {
    const place = await placeWith('true')
    await city.account({ login: 'community', role: 'duty', scopeCode: place.community, displayName: '社区书记' })
    await city.account({ login: 'district', role: 'duty', scopeCode: place.community.slice(0, 6), displayName: '区值班员' })
    const community = await signIn('community', DESK)
    const district = await signIn('district', DESK)
    const made = await report(province, {
      category: categoryWith(/^楼顶漏水$/), description: '楼顶漏水，多次反映未解决', channel: 'letter',
      deskCode: city.cityCode.slice(0, 2), lng: place.lng, lat: place.lat, address: '文林小区 3 号楼',
    })
    await atDesk(province, made.id, 'transfer', async (form) => {
      await province.click(`${form} [data-testid=desk-community]`)
      await province.fill(`${form} [data-testid=transfer-note]`, '直接交社区办理')
      await keepScreenshot(province, 'scene-roof-province')
    })
    await district.click('[data-testid=copies]')
    await district.waitForSelector('[data-testid=copies-tray] [data-testid^=copy-]')
    await keepScreenshot(district, 'scene-roof-copy')
    await atDesk(community, made.id, 'dispatch')
    const { unitId, assistUnitIds, watcherWorkerId } = await recordOf(made.id)
    for (const assistUnitId of assistUnitIds) await assistOnPhone(made.id, assistUnitId, place)
    const unit = await phoneOf({ unitId: unitId! }, place)
    await onPhone(unit, made.id, 'handle', '已完成楼顶防水维修')
    const worker = await phoneOf({ workerId: watcherWorkerId! }, place)
    await onPhone(worker, made.id, 'close', '现场核实，不再漏水')
    await seenOnWall(made.id, 'closed')
    const closed = await recordOf(made.id)
    expect(closed).toMatchObject({ status: 'closed', deskCode: place.community, satisfied: null })
    const { rows } = await city.database.query<{ desk_code: string }>(
      'select desk_code from case_copies where case_id = $1 order by desk_code', [made.id],
    )
    expect(rows.map(({ desk_code }) => desk_code)).toEqual([4, 6, 9].map((digits) => place.community.slice(0, digits)))
    for (const page of [community, district, unit, worker]) await page.context().close()
  })

  it('a hanging wire found on patrol goes to the power unit of its exclusive grid', async () => {
    const place = await placeWith(`exists (
      select from grids join units on units.id = grids.unit_id
       where grids.layer = 'exclusive' and units.kind = 'power' and st_covers(grids.boundary, p))`)
    const worker = await phoneOf({ workerId: place.workerId }, place)
    await worker.click('[data-testid=tab-report]')
    await worker.waitForSelector('[data-testid=report-place].place-measured')
    await worker.click('.kind-more')
    await worker.fill('.kind-search', '电线垂落')
    await worker.click('.kind-list button')
    await worker.fill('[data-testid=report-text]', '商铺门前电线垂落')
    await worker.click('[data-testid=report-send]')
    await worker.waitForSelector('[data-testid=report-done]')
    const found = async () =>
      (await (await desk.request.get(`${city.url}/api/cases?status=open&limit=50`)).json()).cases
        .find(({ description }: CaseSummary) => description === '商铺门前电线垂落') as CaseSummary | undefined
    await expect.poll(found, { timeout: PATIENCE_MS }).toBeDefined()
    const made = (await found())!
    expect(made).toMatchObject({ channel: 'patrol', provenance: 'exclusive-grid' })
    expect(unitOf(made.unitId!).kind).toBe('power')
    if (made.status === 'reported') await atDesk(desk, made.id, 'dispatch')
    await keepScreenshot(desk, 'scene-wire-desk')
    const unit = await phoneOf({ unitId: made.unitId! }, place)
    await onPhone(unit, made.id, 'handle', '已固定垂落电线')
    const watcher = (await recordOf(made.id)).watcherWorkerId!
    const confirming = watcher === place.workerId ? worker : await phoneOf({ workerId: watcher }, place)
    await onPhone(confirming, made.id, 'close', '现场已安全')
    await seenOnWall(made.id, 'closed')
    for (const page of [worker, unit]) await page.context().close()
  })

  it('a green light of three seconds is reported by a citizen and answered in three days', async () => {
    const place = await placeWith('true')
    const citizen = await open(PHONE, place)
    const receipt = await post<{ number: string; lookupCode: string }>(citizen, '/api/citizen/cases', {
      category: categoryWith(/^信号灯时长$/), description: '路口绿灯只有 3 秒，行人过不去', lng: place.lng, lat: place.lat,
      phone: '13800000000', key: randomUUID(),
    })
    await citizen.goto(`${city.url}/citizen`)
    await citizen.click('[data-testid=citizen-look]')
    await citizen.fill('[data-testid=look-number]', receipt.number)
    await citizen.fill('[data-testid=look-code]', receipt.lookupCode)
    await citizen.click('[data-testid=look-ask]')
    await citizen.waitForSelector('[data-testid=citizen-case]')
    await keepScreenshot(citizen, 'scene-light-reported')
    const { rows } = await city.database.query<{ id: string }>('select id from cases where number = $1', [receipt.number])
    const id = Number(rows[0].id)
    await atDesk(desk, id, 'dispatch')
    await city.pass(60)
    const { unitId, watcherWorkerId } = await recordOf(id)
    const unit = await phoneOf({ unitId: unitId! }, place)
    await onPhone(unit, id, 'handle', '经现场测算，绿灯时长已调整为 25 秒')
    await city.pass(11)
    const worker = await phoneOf({ workerId: watcherWorkerId! }, place)
    await onPhone(worker, id, 'close', '实测 25 秒，同意结案')
    const { reportedAt, closedAt } = await recordOf(id)
    const days = (Date.parse(closedAt!) - Date.parse(reportedAt)) / 86_400_000
    expect(days).toBeGreaterThan(2)
    expect(days).toBeLessThanOrEqual(3)
    await citizen.reload()
    await citizen.click('[data-testid=citizen-look]')
    await citizen.fill('[data-testid=look-number]', receipt.number)
    await citizen.fill('[data-testid=look-code]', receipt.lookupCode)
    await citizen.click('[data-testid=look-ask]')
    await expect.poll(() => citizen.textContent('[data-testid=citizen-case]'), { timeout: PATIENCE_MS })
      .toContain('绿灯时长已调整为 25 秒')
    await keepScreenshot(citizen, 'scene-light-answered')
    await seenOnWall(id, 'closed')
    for (const page of [citizen, unit, worker]) await page.context().close()
  })

  it('a broken handrail is cared for by three units within twelve hours', async () => {
    const place = await placeWith('true')
    const made = await report(desk, {
      category: categoryWith(/无障碍|护栏|栏杆/), description: '残疾人坡道扶手损坏', channel: 'visit', lng: place.lng, lat: place.lat,
    })
    const { units } = city.app.city.record
    const lead = made.unitId ?? units[0].id
    const assisting = units.filter(({ id }) => id !== lead).slice(0, 2).map(({ id }) => id)
    await post(desk, `/api/cases/${made.id}/steps/consult`, { note: '会商维修方案', unitIds: [lead, ...assisting] })
    await post(desk, `/api/cases/${made.id}/steps/agree`, { unitId: lead, assistUnitIds: assisting })
    await atDesk(desk, made.id, 'dispatch')
    expect(await recordOf(made.id)).toMatchObject({ provenance: 'agreed', unitId: lead, assistUnitIds: assisting })
    await city.pass(5)
    for (const unitId of assisting) await assistOnPhone(made.id, unitId, place)
    const unit = await phoneOf({ unitId: lead }, place)
    await onPhone(unit, made.id, 'handle', '扶手已更换')
    await city.pass(5)
    const worker = await phoneOf({ workerId: (await recordOf(made.id)).watcherWorkerId! }, place)
    await onPhone(worker, made.id, 'close', '扶手牢固，可以使用')
    const { reportedAt, closedAt, orders } = await recordOf(made.id)
    expect(Date.parse(closedAt!) - Date.parse(reportedAt)).toBeLessThan(12 * 3_600_000)
    expect(orders.filter(({ role, doneAt }) => role !== 'watch' && doneAt !== null)).toHaveLength(3)
    await seenOnWall(made.id, 'closed')
    await keepScreenshot(wall, 'scene-handrail-wall')
    for (const page of [unit, worker]) await page.context().close()
  })

  it('nothing fails in any of the pages', () => expect(problems).toEqual([]))
})
