import type { Page } from 'playwright-core'
import { overflowOf } from './screen.ts'

/** A phone of today, and the smallest that is still carried. */
export const PHONE = { width: 390, height: 844 }
export const SMALL_PHONE = { width: 360, height: 640 }

/** What a thumb needs, in CSS pixels. */
const TARGET_PX = 44

/** What is wrong with a page on a phone: what does not fit, words that are cut, and what is too small for a thumb. */
export async function phoneFaultsOf(page: Page): Promise<string[]> {
  const faults = await page.evaluate((least) => {
    const found: string[] = []
    for (const element of document.querySelectorAll<HTMLElement>('button, a, select, input, textarea, summary')) {
      const { width, height } = element.getBoundingClientRect()
      const style = getComputedStyle(element)
      const isSeen = width > 1 && height > 1 && style.visibility !== 'hidden' && style.opacity !== '0'
      if (isSeen && (width < least || height < least)) {
        const words = element.textContent.trim().slice(0, 24)
        found.push(`small: ${element.className} “${words}” ${Math.round(width)}×${Math.round(height)}`)
      }
    }
    for (const element of document.querySelectorAll<HTMLElement>('h1, h2, p, b, span, strong, button, a, dd, legend')) {
      const { overflowX, textOverflow } = getComputedStyle(element)
      const isCut = element.scrollWidth > element.clientWidth + 1 && overflowX !== 'visible' && textOverflow !== 'ellipsis'
      if (element.clientWidth > 0 && isCut) found.push(`cut: ${element.className} “${element.textContent.trim()}”`)
    }
    return found
  }, TARGET_PX)
  return [...(await overflowOf(page)), ...faults]
}

/** A picture larger than a phone may send, as its camera takes it. */
export async function takePicture(page: Page): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const base64 = await page.evaluate(() => {
    const canvas = document.createElement('canvas')
    canvas.width = 2400
    canvas.height = 1800
    const ground = canvas.getContext('2d')!
    const shade = ground.createLinearGradient(0, 0, 2400, 1800)
    shade.addColorStop(0, '#8a6d3b')
    shade.addColorStop(1, '#2f4f4f')
    ground.fillStyle = shade
    ground.fillRect(0, 0, 2400, 1800)
    return canvas.toDataURL('image/jpeg').split(',')[1]
  })
  return { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(base64, 'base64') }
}
