import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { definitionsDocument } from '../../server/indicators/definitions-document.ts'
import { definitionOf, INDICATORS } from '../../server/indicators/definitions.ts'
import { FIRST_WEIGHTS } from '../../server/indicators/score-weights.ts'
import { TERMS } from '../../server/indicators/terms.ts'

describe('definitions of indicators', () => {
  test('docs/indicators.md says what the definitions say', async () => {
    const text = await readFile(join(import.meta.dirname, '../../docs/indicators.md'), 'utf8')
    expect(text.slice(text.indexOf('## Definitions\n\n') + 16).trimEnd()).toBe(definitionsDocument())
  })

  test('each has a code and names of its own, in both languages', () => {
    for (const of of ['code', 'name', 'nameEn'] as const) {
      const all = INDICATORS.map((one) => one[of])
      expect(new Set(all).size).toBe(all.length)
    }
    for (const { numerator, denominator, source } of INDICATORS.map(definitionOf)) {
      for (const words of [numerator, denominator ?? numerator, source]) {
        expect(words.zh).toMatch(/\p{Script=Han}|CJ\/T/u)
        expect(words.en).not.toMatch(/\p{Script=Han}/u)
      }
    }
  })

  test('every set of cases is used by some indicator', () => {
    const used = new Set(INDICATORS.flatMap(({ numerator, denominator }) => [numerator, denominator]))
    expect(Object.keys(TERMS).filter((code) => !used.has(code as keyof typeof TERMS))).toEqual([])
  })

  test('the first weights are of shares of reported cases, each subject\u2019s a hundred in all', () => {
    for (const weights of Object.values(FIRST_WEIGHTS)) {
      expect(weights.reduce((sum, { weight }) => sum + weight, 0)).toBe(100)
      for (const { code } of weights) {
        expect(INDICATORS.find((one) => one.code === code)).toMatchObject({ unit: '%', basis: 'reported' })
      }
    }
  })
})
