import { cellToParent } from 'h3-js'
import { expect, test } from 'vitest'
import { mulberry32, pick } from '../../geodata/city/random.ts'
import { CASE_COLOURS, CASE_MODES, CASE_STATUSES } from '../../server/contract/api/cases.ts'
import type { MarkedCase } from '../../server/heat/case-marks.ts'
import { HeatCube, type HeatCase } from '../../server/heat/heat-cube.ts'
import { type CaseQuestion, countSifted, newestSifted } from '../../server/heat/sift-cases.ts'
import { randomCases, YEAR_START_MS } from './random-cases.ts'

const DAY_MS = 86_400_000
const DESKS = ['9901', '990101', '990101001']
const random = mulberry32(3)

const marksOf = (): MarkedCase => ({
  deskCode: pick(random, DESKS), unitId: pick(random, [null, 1, 2]), assistUnitIds: pick(random, [[], [], [2, 3]]),
  template: pick(random, ['standard', 'express']), colour: pick(random, CASE_COLOURS), mode: pick(random, CASE_MODES),
  round: pick(random, [1, 1, 2, 300]), isSuspended: random() < 0.2,
})

const cases = randomCases(10_000, 7).map((one) => ({ ...one, ...marksOf() }))
const cube = new HeatCube((ms) => ms)
// cases come nearly in order of their ids
for (const one of cases.toSorted((a, b) => a.id + (a.id % 7) * 3 - b.id - (b.id % 7) * 3)) {
  cube.marks.put(cube.put(one), one)
}

function fits(one: HeatCase & MarkedCase, question: CaseQuestion): boolean {
  const { fromMs, toMs, categories, areaPrefixes, statuses, cell, desks, unitId, template } = question
  const { colours, mode, fromRound, isSuspended } = question
  return one.reportedAtMs >= fromMs && one.reportedAtMs < toMs
    && (categories === null || categories.has(one.categoryCode))
    && areaPrefixes.every((prefix) => one.areaCode.startsWith(prefix))
    && (statuses === undefined || statuses.includes(one.status))
    && (cell === undefined || cellToParent(one.cell, 7) === cell)
    && (desks === undefined || desks(one.deskCode))
    && (unitId === undefined || one.unitId === unitId || one.assistUnitIds.includes(unitId))
    && (template === undefined || one.template === template)
    && (colours === undefined || colours.includes(one.colour))
    && (mode === undefined || one.mode === mode)
    && (fromRound === undefined || one.round >= fromRound)
    && (isSuspended === undefined || one.isSuspended === isSuspended)
}

function randomQuestion(): CaseQuestion {
  const some = <Value>(value: Value): Value | undefined => (random() < 0.25 ? value : undefined)
  const fromMs = YEAR_START_MS + random() * 365 * DAY_MS
  const desk = pick(random, DESKS)
  return {
    fromMs: some(fromMs) ?? -Infinity,
    toMs: some(fromMs + 40 * DAY_MS) ?? Infinity,
    categories: some(new Set(['01001', '06002'])) ?? null,
    areaPrefixes: pick(random, [[''], ['9901'], ['9901', '990101'], ['990102001001']]),
    statuses: some([pick(random, CASE_STATUSES), 'closed'] as const),
    cell: some(cellToParent(pick(random, cases).cell, 7)),
    desks: some((code: string) => code === desk),
    unitId: some(pick(random, [1, 2, 3])),
    template: some('express'),
    colours: some([pick(random, CASE_COLOURS)] as const),
    mode: some(pick(random, CASE_MODES)),
    fromRound: some(pick(random, [1, 2, 3])),
    isSuspended: some(random() < 0.5),
  }
}

test('any question is answered as by looking at each case', () => {
  for (let i = 0; i < 80; i++) {
    const question = randomQuestion()
    const expected = cases.filter((one) => fits(one, question)).map(({ id }) => id).reverse()
    expect(countSifted(cube, question)).toBe(expected.length)
    const before = pick(random, [Infinity, 1, 4000, 9_999])
    const limit = pick(random, [1, 50, 10_000])
    expect(newestSifted(cube, question, before, limit)).toEqual(expected.filter((id) => id < before).slice(0, limit))
  }
})

test('a case that changes is found by what it is now, and by its assisting units only while it has them', () => {
  const few = new HeatCube((ms) => ms)
  const one = { ...cases[0], unitId: null, assistUnitIds: [9], colour: 'green' as const }
  few.marks.put(few.put(one), one)
  const everything: CaseQuestion = { fromMs: -Infinity, toMs: Infinity, categories: null, areaPrefixes: [''] }
  expect(newestSifted(few, { ...everything, unitId: 9 }, Infinity, 5)).toEqual([one.id])
  few.marks.put(few.put(one), { ...one, assistUnitIds: [], colour: 'red' })
  expect(newestSifted(few, { ...everything, unitId: 9 }, Infinity, 5)).toEqual([])
  expect(countSifted(few, { ...everything, colours: ['red'] })).toBe(1)
})
