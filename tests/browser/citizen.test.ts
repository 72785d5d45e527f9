import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { RatingLink } from '../../server/contract/api/citizen.ts'
import type { CaseRecord, CaseSummary } from '../../server/contract/api/cases.ts'
import type { FieldFacts } from '../../server/contract/api/field-work.ts'
import { describeWithChromium } from '../support/require-program.ts'
import { PHONE, phoneFaultsOf, SMALL_PHONE, takePicture } from './phone.ts'
import { startProduct, type Product } from './product.ts'
import { CHROMIUM_ARGUMENTS, keepScreenshot, PATIENCE_MS } from './screen.ts'

interface Place {
  name: string
  nameEn: string
  lng: number
  lat: number
}

vi.setConfig({ testTimeout: 2 * PATIENCE_MS })

describeWithChromium('the page of citizens in a browser', (executablePath) => {
  let product: Product
  let browser: Browser
  let duty: BrowserContext
  let place: Place
  const problems: string[] = []

  async function ask<T>(context: BrowserContext, path: string, body?: object): Promise<T> {
    const reply = await (body === undefined
      ? context.request.get(product.url + path)
      : context.request.post(product.url + path, { data: body }))
    expect([path, reply.ok(), reply.ok() ? '' : await reply.text()]).toEqual([path, true, ''])
    return reply.json()
  }

  async function signIn(login: string): Promise<BrowserContext> {
    const context = await browser.newContext()
    await ask(context, '/api/login', { login, password: product.password })
    return context
  }

  /** Somebody with a phone, who stands at the place and has no account. */
  async function takePhone(): Promise<Page> {
    const context = await browser.newContext({
      viewport: PHONE, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce', hasTouch: true,
      isMobile: true, permissions: ['geolocation'],
      geolocation: { longitude: place.lng, latitude: place.lat, accuracy: 9 },
    })
    const page = await context.newPage()
    page.setDefaultTimeout(PATIENCE_MS)
    page.on('pageerror', (error) => problems.push(error.message))
    return page
  }

  beforeAll(async () => {
    product = await startProduct()
    browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGUMENTS })
    duty = await signIn('duty')
    const worker = await signIn('worker')
    const { worker: facts } = await ask<FieldFacts>(worker, '/api/field/me')
    const { areas } = await ask<{ areas: (Place & { code: string })[] }>(duty, '/api/city')
    place = areas.find(({ code }) => code.length === 12 && facts!.grid!.code.startsWith(code))!
    await worker.close()
  }, 300_000)
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })

  describe.each(['zh', 'en'] as const)('in %s', (language) => {
    let page: Page
    let number: string
    let code: string
    let id: number
    const isEnglish = language === 'en'

    /** Sees that the page is right on a phone, and on the smallest, and keeps a picture of it. */
    async function look(name: string): Promise<void> {
      await keepScreenshot(page, `citizen-${name}-${language}`)
      expect([name, await phoneFaultsOf(page)]).toEqual([name, []])
      await page.setViewportSize(SMALL_PHONE)
      await keepScreenshot(page, `citizen-${name}-${language}-small`)
      expect([name, await phoneFaultsOf(page)]).toEqual([name, []])
      await page.setViewportSize(PHONE)
    }

    async function takeStep(step: string, body: object = {}): Promise<void> {
      await ask(duty, `/api/cases/${id}/steps/${step}`, body)
    }

    async function bringToClose(): Promise<void> {
      const { status, unitId } = await ask<CaseSummary>(duty, `/api/cases/${id}`)
      if (status === 'reported') await takeStep('dispatch', unitId === null ? { unitId: 1 } : {})
      await takeStep('handle', { note: '已安排清运' })
      await takeStep('close', { note: '现场已复查' })
    }

    it('takes a report with a photo and a place in a few taps, and gives a number and a code', async () => {
      page = await takePhone()
      await page.goto(`${product.url}/citizen?lang=${language}`)
      await page.waitForSelector('[data-testid=citizen-form]')
      await look('form')
      await page.click('[data-testid=citizen-kind]')
      await look('kinds')
      await page.click('[data-testid=citizen-kinds] button >> nth=0')
      await page.fill('[data-testid=citizen-text]', '楼下垃圾三天没人清，联系 13800138000')
      if (isEnglish) {
        await page.click('[data-testid=citizen-choose]')
        await page.fill('[data-testid=citizen-place-search]', place.nameEn)
        await page.waitForSelector('[data-testid=citizen-places] button')
        await look('places')
        await page.click('[data-testid=citizen-places] button >> nth=0')
        await page.fill('[data-testid=citizen-address]', 'House 3')
      } else {
        await page.click('[data-testid=citizen-locate]')
      }
      await page.click('[data-testid=citizen-confirm]')
      await page.setInputFiles('[data-testid=citizen-photo]', await takePicture(page))
      await page.waitForSelector('.report-photo-taken')
      await page.fill('[data-testid=citizen-phone]', '13800138000')
      await look('filled')
      await page.click('[data-testid=citizen-send]')
      await page.waitForSelector('[data-testid=citizen-receipt]')
      await look('receipt')
      number = (await page.textContent('[data-testid=receipt-number]'))!
      code = (await page.textContent('[data-testid=receipt-code]'))!
      expect(code).toMatch(/^[2-9A-HJ-NP-Z]{8}$/)
      const { cases } = await ask<{ cases: CaseSummary[] }>(duty, '/api/cases?limit=5')
      id = cases.find((one) => one.number === number)!.id
      const record = await ask<CaseRecord>(duty, `/api/cases/${id}`)
      expect(record).toMatchObject({ channel: 'web', attachments: [{ mediaType: 'image/jpeg' }] })
      expect([record.lng, record.lat]).toEqual([expect.closeTo(place.lng, 4), expect.closeTo(place.lat, 4)])
    })

    it('shows how far it is to who has both, as it goes on', async () => {
      await page.click('[data-testid=receipt-look]')
      await page.waitForSelector('[data-testid=citizen-case]')
      expect(await page.textContent('.case-log')).not.toContain('13800138000')
      await page.click('[data-testid=citizen-urge]')
      await page.fill('[data-testid=urge-note]', '已经三天了')
      await look('urge')
      await page.click('[data-testid=urge-send]')
      await page.waitForSelector('[data-testid=citizen-urged]')
      const { events } = await ask<CaseRecord>(duty, `/api/cases/${id}`)
      expect(events.at(-1)).toMatchObject({ kind: 'urge', note: '已经三天了' })
      await bringToClose()
      await page.goto(`${product.url}/citizen?lang=${language}`)
      await page.click('[data-testid=citizen-look]')
      await look('look-up')
      await page.fill('[data-testid=look-number]', number)
      await page.fill('[data-testid=look-code]', code.toLowerCase())
      await page.click('[data-testid=look-ask]')
      await page.waitForSelector('[data-testid=citizen-case]')
      expect(await page.textContent('[data-testid=citizen-status]')).toBe(isEnglish ? 'Closed' : '已办结')
      expect(await page.locator('.case-log li').count()).toBe(4)
      expect(await page.textContent('.case-log')).toContain('现场已复查')
      await look('case')
    })

    it('takes a rating by its link; unsatisfied, the case is taken up again and shows its second round', async () => {
      const { path } = await ask<RatingLink>(duty, `/api/cases/${id}/rating-link`)
      await page.goto(`${product.url}${path}&lang=${language}`)
      await page.waitForSelector('[data-testid=citizen-rate]')
      for (const [question, answer] of [['responded', 0], ['solved', 1], ['satisfied', 1]] as const) {
        await page.click(`[data-testid=rate-${question}] button >> nth=${answer}`)
      }
      await page.click('.citizen-stars button >> nth=1')
      await page.fill('[data-testid=rate-note]', '第二天又堆满了')
      await look('rate')
      await page.click('[data-testid=rate-send]')
      await page.waitForSelector('[data-testid=citizen-rated]')
      await look('rated')
      expect(await ask<CaseSummary>(duty, `/api/cases/${id}`)).toMatchObject({ round: 2, satisfied: false })

      await page.goto(`${product.url}/citizen?lang=${language}`)
      await page.click('[data-testid=citizen-look]')
      await page.fill('[data-testid=look-number]', number)
      // of the phone number that was given, the last four digits do as well
      await page.fill('[data-testid=look-code]', '8000')
      await page.click('[data-testid=look-ask]')
      await page.waitForSelector('[data-testid=citizen-case]')
      expect(await page.textContent('[data-testid=citizen-case] .role')).toContain('2')
      expect(await page.textContent('.case-log li')).toContain(isEnglish ? 'Taken up again' : '重新办理')
      await look('round-two')
      await page.context().close()
      expect(problems).toEqual([])
    })
  })
})
