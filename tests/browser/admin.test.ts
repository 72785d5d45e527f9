import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Feature, MultiPolygon, Position } from 'geojson'
import { chromium, type Browser, type Page } from 'playwright-core'
import { pointOnFeature } from '@turf/turf'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { EditableGrid, VersionRecord } from '../../server/contract/api/boundaries.ts'
import type { CityRecord } from '../../server/contract/api/city.ts'
import type { Location } from '../../server/contract/api/grids.ts'
import { describeWithChromium } from '../support/require-program.ts'
import { startProduct, type Product } from './product.ts'
import { CHROMIUM_ARGUMENTS, keepScreenshot, openContext, overflowOf, PATIENCE_MS } from './screen.ts'

type GridFeature = Feature<MultiPolygon, EditableGrid>

vi.setConfig({ testTimeout: 3 * PATIENCE_MS })

describeWithChromium('the page of administrators in a browser', (executablePath) => {
  let product: Product
  let browser: Browser
  let page: Page
  const problems: string[] = []

  beforeAll(async () => {
    product = await startProduct()
    browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGUMENTS })
    page = await (await openContext(browser, [])).newPage()
    page.setDefaultTimeout(PATIENCE_MS)
    page.on('pageerror', (error) => problems.push(error.message))
    await page.request.post(`${product.url}/api/login`, { data: { login: 'admin', password: product.password } })
  }, 300_000)
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })

  const ask = async <Reply>(path: string): Promise<Reply> => (await page.request.get(product.url + path)).json()
  const city = () => ask<CityRecord>('/api/city')
  const ownerOf = async ([lng, lat]: Position) =>
    (await ask<Location>(`/api/grids/locate?lng=${lng}&lat=${lat}`)).community?.code
  async function communityGrids(versionId: number): Promise<GridFeature[]> {
    const [west, south, east, north] = (await city()).bounds
    const box = `west=${west}&south=${south}&east=${east}&north=${north}`
    const path = `/api/boundaries/versions/${versionId}/grids?layer=community&${box}`
    return (await ask<{ features: GridFeature[] }>(path)).features
  }
  it('takes a file of grids, tells where they overlap, and puts them in force', async () => {
    // one grid has the ground of another far away as well, as when two offices draw the same yard
    const grids = await communityGrids(1)
    const [taker, taken] = [grids[0], grids.at(-1)!]
    const yard = inside(taken)
    const both = [...taker.geometry.coordinates, ...taken.geometry.coordinates]
    const rows = [{ ...taker, geometry: { type: 'MultiPolygon', coordinates: both } }, ...grids.slice(1)]
    const features = rows.map(({ geometry, properties: { code, name } }) => ({
      type: 'Feature', geometry, properties: { 网格编码: code, 网格名称: name },
    }))
    const file = join(tmpdir(), `gridwall-${process.pid}-社区网格.geojson`)
    await writeFile(file, JSON.stringify({ type: 'FeatureCollection', features }))

    await page.goto(`${product.url}/admin?tab=import`)
    await page.getByTestId('import-files').setInputFiles(file)
    await page.getByTestId('import-next').click()
    await page.getByTestId('import-mapping').waitFor()
    await keepScreenshot(page, 'admin-mapping')
    await page.getByTestId('import-start').click()
    await page.locator('[data-testid=import-result][data-state=ready]').waitFor()
    await page.getByTestId('report-kind-overlap').waitFor()
    await page.getByTestId('report-map').waitFor()
    await keepScreenshot(page, 'admin-report')
    expect(await overflowOf(page)).toEqual([])

    expect((await city()).gridVersionId).toBe(1)
    await page.getByTestId('import-apply').click()
    await page.getByTestId('import-apply-confirm').click()
    await page.getByTestId('import-applied').waitFor()
    expect((await city()).gridVersionId).toBe(2)
    // both cover the yard now: the smaller code owns it
    expect(await ownerOf(yard)).toBe([taker, taken].map((grid) => grid.properties.code).sort()[0])
  })

  it('goes back to the version before with one click and a confirmation', async () => {
    await page.goto(`${product.url}/admin`)
    await page.getByTestId('roll-back').click()
    await page.getByTestId('confirm-switch').click()
    await expect.poll(async () => (await city()).gridVersionId, { timeout: PATIENCE_MS }).toBe(1)
    const first = (await ask<VersionRecord[]>('/api/boundaries/versions')).find(({ id }) => id === 1)
    expect(first?.periods).toHaveLength(2)
  })

  it('merges two grids of a draft on the map, keeps what was saved, and changes nothing that is in force', async () => {
    await page.goto(`${product.url}/admin?tab=edit`)
    await page.getByTestId('new-draft').first().click()
    await page.getByTestId('draft-note').fill('两格并一格')
    await page.getByTestId('create-draft').click()
    await page.waitForFunction(() => window.gridwallEditor !== undefined)
    const draft = Number(new URL(page.url()).searchParams.get('version'))

    const before = await communityGrids(draft)
    const [kept, merged] = neighboursAround(before, (await city()).centre)
    const ids = [kept.properties.id, merged.properties.id]
    await page.waitForFunction((ids) => {
      const { isReady, gridIds } = window.gridwallEditor!
      return isReady() && ids.every((id) => gridIds().includes(id))
    }, ids)
    await page.getByTestId('edit-merge').click()
    const map = (await page.getByTestId('boundary-map').boundingBox())!
    for (const grid of [kept, merged]) {
      const [lng, lat] = inside(grid)
      const at = await page.evaluate(([lng, lat]) => window.gridwallEditor!.project(lng, lat), [lng, lat] as const)
      await page.mouse.click(map.x + at.x, map.y + at.y)
      await page.getByTestId('edit-merge-panel').getByText(grid.properties.code).waitFor()
    }
    await page.getByTestId('edit-do-merge').click()
    await keepScreenshot(page, 'admin-merge')
    await page.getByTestId('edit-save').click()
    await expect.poll(async () => (await communityGrids(draft)).length, { timeout: PATIENCE_MS }).toBe(before.length - 1)
    expect(await communityGrids(1)).toHaveLength(before.length)
    expect(problems).toEqual([])
  })
})

function inside(grid: GridFeature): Position {
  return pointOnFeature(grid).geometry.coordinates
}

/** Of the grids that are nearest to a place two that share an edge. */
function neighboursAround(grids: readonly GridFeature[], [lng, lat]: Position): [GridFeature, GridFeature] {
  const distance = (grid: GridFeature): number => {
    const [x, y] = inside(grid)
    return Math.hypot(x - lng, y - lat)
  }
  const byDistance = grids.toSorted((a, b) => distance(a) - distance(b))
  const edges = (grid: GridFeature) => grid.geometry.coordinates.flat().flatMap((ring) =>
    ring.slice(1).map((end, k) => [ring[k].join(), end.join()]))
  for (const kept of byDistance) {
    const backward = new Set(edges(kept).map(([from, to]) => `${to} ${from}`))
    const neighbour = byDistance.find((grid) => grid !== kept && edges(grid).some((edge) => backward.has(edge.join(' '))))
    if (neighbour !== undefined) return [kept, neighbour]
  }
  throw new Error('No two grids share an edge')
}
