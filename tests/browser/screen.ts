import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { drawSeldom } from './draw-seldom.ts'
import { countDifferentPixels, openPng, type Picture } from './png.ts'

/**
 * Software GL for maps, as a machine without a GPU has it, and nothing that calls home. Pages are put together without
 * GL, which software does in less than half the time.
 */
export const CHROMIUM_ARGUMENTS = [
  '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-gpu-compositing', '--no-sandbox', '--no-first-run',
  '--disable-background-networking', '--disable-component-update',
]

/** Software GL draws a 4K screen in seconds, and a busy machine takes many. */
export const PATIENCE_MS = 120_000

export const HD = { width: 1920, height: 1080 }
export const UHD = { width: 3840, height: 2160 }

const folder = join(import.meta.dirname, '../screenshots')

/** A visitor with cookies of its own; `requests` gathers the address of everything it asks for. */
export async function openContext(browser: Browser, requests: string[]): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: HD, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce',
  })
  await drawSeldom(context)
  context.on('request', (request) => requests.push(request.url()))
  context.on('page', (page) => page.on('websocket', (socket) => requests.push(socket.url())))
  return context
}

/** Keeps a picture of the page under tests/screenshots, for people. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`), timeout: PATIENCE_MS })
}

export interface Box {
  x: number
  y: number
  width: number
  height: number
}

/** What is seen in a part of the page. */
export async function pictureOf(page: Page, clip: Box): Promise<Picture> {
  return openPng(await page.screenshot({ clip, timeout: PATIENCE_MS }))
}

/** The same once nothing moves there any more: tiles are drawn, names have faded in. */
export async function restingPictureOf(page: Page, clip: Box): Promise<Picture> {
  let picture = await pictureOf(page, clip)
  await expect
    .poll(async () => {
      const before = picture
      picture = await pictureOf(page, clip)
      return countDifferentPixels(before, picture)
    }, { timeout: PATIENCE_MS })
    .toBe(0)
  return picture
}

/** What of the page does not fit: the names of elements that scroll or lie over the edge; none is good. */
export function overflowOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement
    const found: string[] = []
    if (root.scrollWidth > innerWidth || root.scrollHeight > innerHeight) {
      found.push(`page ${root.scrollWidth}×${root.scrollHeight} in ${innerWidth}×${innerHeight}`)
    }
    if (innerWidth !== root.clientWidth || innerHeight !== root.clientHeight) found.push('a scrollbar of the page')
    return found
  })
}
