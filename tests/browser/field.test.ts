import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { CaseRecord, CaseSummary } from '../../server/contract/api/cases.ts'
import type { FieldFacts } from '../../server/contract/api/field-work.ts'
import { describeWithChromium } from '../support/require-program.ts'
import { takePicture } from './phone.ts'
import { startProduct, type Product } from './product.ts'
import { CHROMIUM_ARGUMENTS, keepScreenshot, overflowOf, PATIENCE_MS } from './screen.ts'

const PHONE = { width: 390, height: 844 }

vi.setConfig({ testTimeout: 2 * PATIENCE_MS })

describeWithChromium('the field in a browser', (executablePath) => {
  let product: Product
  let browser: Browser
  let duty: BrowserContext
  let phone: BrowserContext
  let worker: Page
  let place: { lng: number; lat: number }
  let sent: CaseSummary
  const problems: string[] = []

  /** A person with a phone of his own, signed in. */
  async function signIn(login: string): Promise<{ context: BrowserContext; page: Page }> {
    const context = await browser.newContext({
      viewport: PHONE, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce', hasTouch: true,
      isMobile: true, permissions: ['geolocation'],
      geolocation: { longitude: place?.lng ?? 0, latitude: place?.lat ?? 0, accuracy: 12 },
    })
    const page = await context.newPage()
    page.setDefaultTimeout(PATIENCE_MS)
    page.on('pageerror', (error) => problems.push(error.message))
    await page.goto(product.url)
    await page.fill('input[name=login]', login)
    await page.fill('input[name=password]', product.password)
    await page.click('[data-testid=login-submit]')
    return { context, page }
  }

  async function ask<T>(context: BrowserContext, path: string, body?: object): Promise<T> {
    const reply = await (body === undefined
      ? context.request.get(product.url + path)
      : context.request.post(product.url + path, { data: body }))
    expect([path, reply.ok(), reply.ok() ? '' : await reply.text()]).toEqual([path, true, ''])
    return reply.json()
  }

  /** What the worker says of what he found. */
  const reportText = () => `离线上报：${sent.number} 旁路面破损`

  beforeAll(async () => {
    product = await startProduct()
    browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGUMENTS })
    const officer = await signIn('duty')
    duty = officer.context
    await officer.page.waitForURL(`${product.url}/desk`)
    await officer.page.close()
  }, 300_000)
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })

  it('leads a worker from the login to his page, and closes the others to him', async () => {
    const signedIn = await signIn('worker')
    phone = signedIn.context
    worker = signedIn.page
    await worker.waitForURL(`${product.url}/field`)
    await worker.waitForSelector('[data-testid=orders]')
    await worker.goto(`${product.url}/desk`)
    await worker.waitForURL(`${product.url}/field`)
    expect(await overflowOf(worker)).toEqual([])
  })

  it('shows an order as soon as the desk has sent it, and what to do with it', async () => {
    const me = await ask<{ workerId: number }>(phone, '/api/me')
    const facts = await ask<FieldFacts>(phone, '/api/field/me')
    const grid = await ask<{ areas: { code: string; lng: number; lat: number }[] }>(duty, '/api/city')
    place = grid.areas.find(({ code }) => facts.worker!.grid!.code.startsWith(code) && code.length === 12)!
    await phone.setGeolocation({ longitude: place.lng, latitude: place.lat, accuracy: 12 })
    const { lng, lat } = place
    const description = '小区东门外绿化带堆放建筑垃圾，占用人行道'
    sent = await ask(duty, '/api/cases', {
      category: facts.frequentKinds[0], description, lng, lat, channel: 'app', address: '幸福路 18 号东门',
    })
    const unit = sent.unitId === null ? { unitId: 1 } : {}
    await ask(duty, `/api/cases/${sent.id}/dispatch`, { workerId: me.workerId, ...unit })
    await worker.waitForSelector(`[data-testid=orders-waiting] [data-testid=order-${sent.id}]`)
    await ask(duty, `/api/cases/${sent.id}/steps/handle`, { note: '已清运完毕' })
    await worker.waitForSelector(`[data-testid=orders-mine] [data-testid=order-${sent.id}]`)
    await keepScreenshot(worker, 'field-orders')
    await worker.click(`[data-testid=order-${sent.id}]`)
    await worker.waitForSelector('[data-testid=step-close]')
    expect(await worker.getAttribute('[data-testid=navigate]', 'href')).toMatch(/^geo:\d/)
    expect(await worker.textContent('[data-testid=case]')).toContain(description)
    await keepScreenshot(worker, 'field-case')
    expect(await overflowOf(worker)).toEqual([])
  })

  it('opens without a network, with what was last seen', async () => {
    await worker.evaluate(() => navigator.serviceWorker.ready.then(() => true))
    await worker.reload()
    await worker.waitForFunction(() => navigator.serviceWorker.controller !== null)
    await phone.setOffline(true)
    await worker.goto(`${product.url}/field`)
    await worker.waitForSelector(`[data-testid=order-${sent.id}]`)
    await worker.waitForSelector('[data-testid=as-of]')
    await keepScreenshot(worker, 'field-offline')
  })

  it('keeps a report with a photo and a step that are made without one', async () => {
    const file = await takePicture(worker)
    await worker.click('[data-testid=tab-report]')
    await worker.waitForSelector('[data-testid=report-place].place-measured')
    await worker.setInputFiles('[data-testid=photo-input]', file)
    await worker.waitForSelector('.report-photo-taken')
    await worker.click('[data-testid=kinds] button >> nth=1')
    await worker.fill('[data-testid=report-text]', reportText())
    await keepScreenshot(worker, 'field-report')
    await worker.click('[data-testid=report-send]')
    await worker.waitForSelector('[data-testid=report-done]')

    await worker.click('[data-testid=tab-orders]')
    await worker.click(`[data-testid=order-${sent.id}]`)
    await worker.click('[data-testid=step-close]')
    await worker.setInputFiles('[data-testid=sheet] [data-testid=photo-input]', file)
    await worker.waitForSelector('[data-testid=sheet] figure')
    await worker.fill('[data-testid=sheet-note]', '现场已恢复原状')
    await keepScreenshot(worker, 'field-step')
    await worker.click('[data-testid=step-submit]')
    await worker.waitForSelector('[data-testid=case-queued]')
    expect(await worker.getAttribute('[data-testid=link]', 'data-waiting')).toBe('2')
    // nothing of it is lost where the page is closed
    await worker.close()
    worker = await phone.newPage()
    worker.setDefaultTimeout(PATIENCE_MS)
    worker.on('pageerror', (error) => problems.push(error.message))
    await worker.goto(`${product.url}/field#/me`)
    await worker.waitForSelector('[data-testid=entry-report]')
    await worker.waitForSelector('[data-testid=entry-step]')
    await keepScreenshot(worker, 'field-outbox')
  })

  it('sends both when the network is back: the desk has the report with its photo, the case is closed', async () => {
    await phone.setOffline(false)
    await worker.waitForFunction(() =>
      document.querySelector('[data-testid=link]')?.getAttribute('data-waiting') === '0')
    const { cases } = await ask<{ cases: CaseSummary[] }>(duty, '/api/cases?status=open&limit=20')
    const found = cases.filter(({ description }) => description === reportText())
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ channel: 'patrol' })
    const reported = await ask<CaseRecord>(duty, `/api/cases/${found[0].id}`)
    expect(reported.attachments).toHaveLength(1)
    const photo = await duty.request.get(`${product.url}/api/attachments/${reported.attachments[0].id}`)
    expect(photo.headers()['content-type']).toBe('image/jpeg')
    expect((await photo.body()).readUInt16BE(0)).toBe(0xffd8)
    const closed = await ask<CaseRecord>(duty, `/api/cases/${sent.id}`)
    expect(closed.status).toBe('closed')
    expect(closed.events.at(-1)).toMatchObject({ kind: 'close', note: '现场已恢复原状' })
    expect(closed.attachments).toHaveLength(1)
  })

  it('shows what was done too late, with what happened meanwhile, and lets its maker decide', async () => {
    const { workerId } = await ask<{ workerId: number }>(phone, '/api/me')
    const { lng, lat, categoryCode } = sent
    const late = await ask<CaseSummary>(duty, '/api/cases', {
      category: categoryCode, description: '重复处置的案件', lng, lat, channel: 'app',
    })
    await ask(duty, `/api/cases/${late.id}/dispatch`, { workerId, ...(late.unitId === null && { unitId: 1 }) })
    await ask(duty, `/api/cases/${late.id}/steps/handle`, { note: '已处置' })
    await worker.click('[data-testid=tab-orders]')
    await worker.click(`[data-testid=order-${late.id}]`)
    await worker.waitForSelector('[data-testid=step-close]')
    await phone.setOffline(true)
    await worker.click('[data-testid=step-close]')
    await worker.click('[data-testid=step-submit]')
    await worker.waitForSelector('[data-testid=case-queued]')
    await ask(duty, `/api/cases/${late.id}/steps/close`, { note: '值班席已确认' })
    await phone.setOffline(false)
    await worker.click('[data-testid=tab-me]')
    await worker.waitForSelector('.entry-refused')
    await worker.waitForSelector('[data-testid=meanwhile] li')
    expect(await worker.textContent('[data-testid=meanwhile]')).toContain('值班席已确认')
    await keepScreenshot(worker, 'field-conflict')
    worker.once('dialog', (dialog) => void dialog.accept())
    await worker.click('[data-testid=entry-discard]')
    await worker.waitForSelector('.entry-refused', { state: 'detached' })
  })

  it('whistles units to a point, where one of them checks in by where its phone is', async () => {
    await worker.click('[data-testid=tab-whistles]')
    await worker.click('[data-testid=whistle-new]')
    const { unitId } = await ask<{ unitId: number }>((await unitPhone()).context, '/api/me')
    await worker.fill('[data-testid=whistle-text]', '请到场处理积水')
    await worker.click(`[data-testid=whistle-unit-${unitId}]`)
    await keepScreenshot(worker, 'field-blow')
    await worker.click('[data-testid=whistle-send]')
    await worker.waitForSelector('.whistle')
    const { page, context } = await unitPhone()
    await page.click('[data-testid=tab-whistles]')
    await context.setGeolocation({ longitude: place.lng + 0.02, latitude: place.lat, accuracy: 12 })
    await page.click('[data-testid^=check-in-]')
    await page.waitForSelector('.whistle .problem')
    await keepScreenshot(page, 'field-whistle-far')
    await context.setGeolocation({ longitude: place.lng + 0.001, latitude: place.lat, accuracy: 12 })
    await page.click('[data-testid^=check-in-]')
    await page.waitForSelector('.call-there')
    await worker.waitForSelector('.call-there')
    await keepScreenshot(worker, 'field-whistle')
  })

  let unit: { context: BrowserContext; page: Page } | undefined
  async function unitPhone() {
    if (unit === undefined) {
      unit = await signIn('unit')
      await unit.page.waitForURL(`${product.url}/field`)
    }
    return unit
  }

  it('shows a text of the desk, and tells the desk that it was read', async () => {
    const { workerId } = await ask<{ workerId: number }>(phone, '/api/me')
    const text = '今夜有大风，请检查辖区广告牌和在建工地围挡。'
    const { id } = await ask<{ id: number }>(duty, `/api/workers/${workerId}/messages`, { text, urgent: true })
    await worker.click('[data-testid=tab-messages]')
    await worker.waitForSelector(`[data-testid=message-${id}].message-new`)
    await keepScreenshot(worker, 'field-messages')
    await worker.click(`[data-testid=read-${id}]`)
    await worker.waitForSelector(`[data-testid=message-${id}]:not(.message-new)`)
    const { messages } = await ask<{ messages: { readAt: string | null }[] }>(duty, `/api/workers/${workerId}/messages`)
    expect(messages[0].readAt).not.toBeNull()
  })

  it('speaks English, and is bright in the sun', async () => {
    await worker.click('[data-testid=tab-me]')
    await worker.click('[data-testid=language-switch]')
    await keepScreenshot(worker, 'field-me-en')
    for (const tab of ['orders', 'report', 'whistles', 'messages'] as const) {
      await worker.click(`[data-testid=tab-${tab}]`)
      await worker.waitForSelector(`[data-testid=${tab}]`)
      await keepScreenshot(worker, `field-${tab}-en`)
      expect(await overflowOf(worker)).toEqual([])
    }
    await worker.click('[data-testid=tab-me]')
    await worker.click('[data-testid=sunlight]')
    await worker.click('[data-testid=tab-orders]')
    await worker.waitForSelector('[data-testid=orders]')
    await keepScreenshot(worker, 'field-orders-sun')
    expect(problems).toEqual([])
  })
})
