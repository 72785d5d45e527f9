import { expect, test } from 'vitest'
import { trailInWords, type RoutingTrail, type TrailNames } from '../../server/cases/routing-trail.ts'

const trail: RoutingTrail = {
  decision: 'inside', distanceM: 12.4, lead: 'as-catalogued', department: 'kind', unitId: 3, watcherWorkerId: 7,
}
const names: TrailNames = {
  category: {
    code: 'M06001', parentCode: 'M06', level: 3, name: '暴露垃圾', nameEn: 'Litter', unitKind: 'sanitation',
    layer: 'community', urgent: false, limitHours: 99,
  },
  limitHours: 24,
  district: { name: '江东区', nameEn: 'Jiangdong' },
  communityGrid: { name: '春晓一格', nameEn: 'Chunxiao 1' },
  ownerGrid: { name: '春晓一格', nameEn: 'Chunxiao 1' },
  unit: { name: '江东环卫', nameEn: 'Jiangdong Sanitation' },
  watcher: { name: '张三', nameEn: 'Zhang San', number: 'W011' },
}
const words = (over: Partial<RoutingTrail> = {}, named: Partial<TrailNames> = {}) =>
  trailInWords({ ...trail, ...over }, { ...names, ...named })

test('the trail names place, category, leading grid, department and watcher in both languages', () => {
  const steps = words()
  expect(steps.map((step) => step.rule)).toEqual(['locate', 'category', 'layer', 'department', 'watcher'])
  const text = steps.map((step) => step.text)
  for (const [index, part] of ['「春晓一格」内，距网格边界 12 米', '24 小时', '社区网格「春晓一格」主责', '江东环卫', '张三'].entries()) {
    expect(text[index]).toContain(part)
  }
  const textEn = steps.map((step) => step.textEn)
  const parts = ['12 m from', '24 hours', '“Chunxiao 1” leads', 'Jiangdong Sanitation', 'Zhang San']
  for (const [index, part] of parts.entries()) expect(textEn[index]).toContain(part)
})

test('an edge and a near miss are told from a point inside', () => {
  expect(words({ decision: 'edge' })[0].textEn).toContain('on a boundary')
  expect(words({ decision: 'nearest' })[0].textEn).toContain('“Chunxiao 1” is 12 m away, within tolerance')
})

test('outside all grids every step that fell back says so and names the district', () => {
  const steps = words(
    { decision: 'fallback', distanceM: 1430, lead: 'none', department: 'desk', watcherWorkerId: null },
    { communityGrid: null, ownerGrid: null, watcher: null, unit: { name: '江东值班席', nameEn: 'Jiangdong Desk' } },
  )
  expect(steps.map((step) => step.rule)).toEqual(['fallback', 'category', 'fallback', 'fallback', 'watcher'])
  expect(steps[0].text).toContain('1.4 公里')
  expect(steps[0].textEn).toContain('1.4 km from the nearest')
  expect(steps[2].text).toContain('江东区')
  expect(steps[3].textEn).toContain('Jiangdong Desk')
})

test('the rule that gave the department is told', () => {
  expect(words()[3].textEn).toContain('smallest area around the point: “Jiangdong Sanitation”')
  expect(words({ department: 'exclusive-grid' })[3].textEn).toContain("exclusive grid's own unit")
  expect(words({ department: 'street-office' })[3]).toMatchObject({ rule: 'fallback' })
  expect(words({ department: 'none' }, { unit: null })[3].textEn).toContain('has to name one')
})

test('a layer that is missing here is named with the grid that leads instead', () => {
  const category = { ...names.category, layer: 'street' } as const
  const [, , step] = words({ lead: 'community-instead' }, { category })
  expect(step.text).toBe('此处没有相应的街路网格，改由社区网格「春晓一格」主责。')
  expect(step.textEn).toContain('no such street grid')
})

test('where nobody can watch, the words say that one has to be named', () => {
  expect(words({}, { watcher: null })[4].text).toContain('「春晓一格」没有网格员')
})
