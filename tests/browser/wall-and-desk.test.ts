import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { CaseSummary } from '../../server/contract/api/cases.ts'
import { describeWithChromium } from '../support/require-program.ts'
import { countDifferentPixels } from './png.ts'
import { startProduct, type Product } from './product.ts'
import {
  CHROMIUM_ARGUMENTS, HD, keepScreenshot, openContext, overflowOf, PATIENCE_MS, pictureOf, restingPictureOf, UHD,
} from './screen.ts'

/** Half the side of the square in which a marker is looked for, and how many pixels it has at least. */
const HALF_PX = 14
const MARKER_PIXELS = 30

vi.setConfig({ testTimeout: 3 * PATIENCE_MS })

describeWithChromium('wall and desk in a browser', (executablePath) => {
  let product: Product
  let browser: Browser
  let wall: Page
  let desk: Page
  let reported: CaseSummary
  const requests: string[] = []
  const problems: string[] = []

  beforeAll(async () => {
    product = await startProduct()
    browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGUMENTS })
    wall = await (await openContext(browser, requests)).newPage()
    desk = await (await openContext(browser, requests)).newPage()
    for (const page of [wall, desk]) {
      page.setDefaultTimeout(PATIENCE_MS)
      page.on('pageerror', (error) => problems.push(error.message))
    }
  }, 300_000)
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })

  it('shows a worker where his phone says, and moves the marker to where it says next', async () => {
    await wall.goto(`${product.wallUrl}&layers=workers&zoom=16`, { waitUntil: 'networkidle' })
    await wall.waitForFunction(() => window.gridwall?.store.getState().roster?.number.length === 150)
    const { number, lng, lat } = await wall.evaluate(() => {
      const { map, store } = window.gridwall!
      const [lng, lat] = map.view().center
      return { number: store.getState().roster!.number[0], lng, lat }
    })
    const further = { lng: lng + 0.0007, lat: lat + 0.0003 }
    const at = (place: { lng: number; lat: number }) =>
      wall.evaluate((place) => {
        const { x, y } = window.gridwall!.map.project(place.lng, place.lat)
        const { left, top } = document.querySelector('[data-testid=wall-map]')!.getBoundingClientRect()
        return { x: x + left, y: y + top }
      }, place)
    const [here, there] = [await at({ lng, lat }), await at(further)]
    const clip = {
      x: Math.round(Math.min(here.x, there.x)) - 2 * HALF_PX,
      y: Math.round(Math.min(here.y, there.y)) - 2 * HALF_PX,
      width: Math.round(Math.abs(here.x - there.x)) + 4 * HALF_PX,
      height: Math.round(Math.abs(here.y - there.y)) + 4 * HALF_PX,
    }
    const empty = await restingPictureOf(wall, clip)
    /** Pixels that are not as they were without anybody, around the one place and around the other. */
    const markers = async () => {
      const picture = await pictureOf(wall, clip)
      return [here, there].map(({ x, y }) =>
        countDifferentPixels(empty, picture, { x: x - clip.x, y: y - clip.y, halfPx: HALF_PX }) > MARKER_PIXELS,
      )
    }

    const send = async (place: { lng: number; lat: number }, ageS: number) => {
      const fields = new URLSearchParams({
        id: number, lat: String(place.lat), lon: String(place.lng), timestamp: String(Math.floor(Date.now() / 1000) - ageS),
        speed: '3', bearing: '66', accuracy: '5',
      })
      const reply = await fetch(`${product.url}/in/osmand/${product.deviceToken}?${fields}`)
      expect(reply.status).toBe(200)
    }
    await send({ lng, lat }, 10)
    await expect.poll(markers, { timeout: PATIENCE_MS }).toEqual([true, false])
    await send(further, 0)
    await expect.poll(markers, { timeout: PATIENCE_MS }).toEqual([false, true])
    // two screens at once share what little drawing power there is
    await wall.goto('about:blank')
  })

  it('lets a duty officer in by name and password, to the desk', async () => {
    await desk.goto(product.url)
    await desk.fill('input[name=login]', 'duty')
    await desk.fill('input[name=password]', product.password)
    await desk.click('[data-testid=login-submit]')
    await desk.waitForURL(`${product.url}/desk`)
    await desk.waitForSelector('[data-testid=connection].connection-live')
    await desk.waitForSelector('[data-testid^=case-row-]')
  })

  it('shows a case that is posted by HTTP on the wall and at the desk', async () => {
    await wall.goto(`${product.url}/wall`)
    await wall.waitForFunction(() => window.gridwall?.store.getState().connection.type === 'live')
    const { category, lng, lat } = await wall.evaluate(async () => {
      const { map } = window.gridwall!
      const { categories } = (await (await fetch('/api/city')).json()) as { categories: { code: string; level: number }[] }
      return { category: categories.find(({ level }) => level === 3)!.code, lng: map.view().center[0], lat: map.view().center[1] }
    })
    const description = '浏览器测试：井盖松动，车辆经过有异响'
    reported = await product.post('/api/cases', { category, description, lng, lat, channel: 'app', urgent: true })
    await wall.waitForSelector(`[data-testid=feed-case-${reported.id}]`)
    await desk.waitForSelector(`[data-testid=case-row-${reported.id}]`)
    expect(await desk.textContent(`[data-testid=case-row-${reported.id}]`)).toContain(description)
    await keepScreenshot(wall, 'wall-1920')
  })

  it('dispatches the case at the desk, and the wall sees it by the feed', async () => {
    await desk.click(`[data-testid=case-row-${reported.id}]`)
    await desk.waitForSelector('[data-testid=routing-trail] li')
    await desk.click('[data-testid=dispatch-button]')
    await desk.click('[data-testid=dispatch-submit]')
    await wall.waitForFunction(
      (id) => window.gridwall!.store.getState().cases.get(id)?.status === 'dispatched', reported.id,
    )
    await desk.waitForSelector('[data-testid=order-handle]')
    await keepScreenshot(desk, 'desk-1920')
  })

  it('comes alive when the simulated field goes out: workers walk, cases come, orders are done', async () => {
    await desk.goto('about:blank')
    product.startField(['--interval', '1', '--speed', '60', '--cases-per-hour', '30', '--alarms-per-hour', '60'])
    const online = () => wall.getAttribute('[data-testid=counter-workersOnline]', 'data-value').then(Number)
    await expect.poll(online, { timeout: PATIENCE_MS }).toBeGreaterThan(40)
    const isClosed = (id: number) => window.gridwall!.store.getState().recent.some(
      (event) => event.topic === 'case' && event.case.id === id && event.case.status === 'closed',
    )
    await wall.waitForFunction(isClosed, reported.id)
    await keepScreenshot(wall, 'wall-alive-1920')
  })

  it.each([HD, UHD])('fills a screen of $width×$height with the desk without scrollbars', async (size) => {
    await wall.goto('about:blank')
    await desk.setViewportSize(size)
    await desk.goto(`${product.url}/desk`)
    await desk.waitForSelector('[data-testid^=case-row-]')
    expect(await overflowOf(desk)).toEqual([])
    await desk.goto('about:blank')
  })

  it.each([HD, UHD])('fills a screen of $width×$height with the wall without scrollbars', async (size) => {
    await wall.goto('about:blank')
    await wall.setViewportSize(size)
    await wall.goto(`${product.url}/wall?layers=workers,cases,grids`)
    await wall.waitForFunction(() => window.gridwall?.store.getState().connection.type === 'live')
    const widths = await wall.$$eval('canvas.maplibregl-canvas', (found) => found.map((canvas) => canvas.clientWidth))
    expect(widths).toEqual([size.width])
    expect(await overflowOf(wall)).toEqual([])
    await keepScreenshot(wall, `wall-filled-${size.width}`)
  })

  it('asks nobody but its own server, and nothing fails in the page', () => {
    const foreign = requests.filter((address) => {
      const { protocol, host } = new URL(address)
      return protocol !== 'about:' && protocol !== 'data:' && protocol !== 'blob:' && host !== new URL(product.url).host
    })
    expect(requests.length).toBeGreaterThan(20)
    expect(foreign).toEqual([])
    expect(problems).toEqual([])
  })
})
