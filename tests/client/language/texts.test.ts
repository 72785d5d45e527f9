import { describe, expect, it } from 'vitest'
import { chooseLanguage, nameOf } from '../../../client/language/language.ts'
import { texts } from '../../../client/language/texts.ts'

/** Every text under its path; plural endings are one text. */
function flatten(value: unknown, path = ''): Map<string, string> {
  if (typeof value === 'string') return new Map([[path.replace(/_(one|other)$/, ''), value]])
  return new Map(Object.entries(value as object).flatMap(([key, child]) => Array.from(flatten(child, `${path}/${key}`))))
}
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)(?:, \w+)?\}\}/g)].map((match) => match[1]).sort()

describe.each(Object.entries(texts))('the texts of %s', (_area, both) => {
  const [zh, en] = [flatten(both.zh), flatten(both.en)]

  it('are there in both languages', () => {
    expect([...en.keys()].sort()).toEqual([...zh.keys()].sort())
    for (const text of [...zh.values(), ...en.values()]) expect(text.trim()).not.toBe('')
  })

  it('take the same values in both languages', () => {
    for (const [path, text] of zh) expect(placeholders(en.get(path) ?? ''), path).toEqual(placeholders(text))
  })
})

describe('the English texts', () => {
  // Said in the other language on purpose: the switch that leads to it, and the second line of the wall's title.
  const OTHER_WAY = new Set(['common/switchLanguage', 'common/switchLanguageHint', 'wall/subtitle'])

  it('hold no Chinese', () => {
    for (const [area, both] of Object.entries(texts)) {
      for (const [path, text] of flatten(both.en)) {
        if (!OTHER_WAY.has(area + path)) expect(text, area + path).not.toMatch(/[\u4e00-\u9fff]/)
      }
    }
  })
})

describe('the language of a page', () => {
  it('is the one asked for, else the one kept, else Chinese', () => {
    expect(chooseLanguage('?lang=en', null)).toBe('en')
    expect(chooseLanguage('?lang=zh', 'en')).toBe('zh')
    expect(chooseLanguage('', 'en')).toBe('en')
    expect(chooseLanguage('?lang=fr', null)).toBe('zh')
  })

  it('names records, in Chinese where there is no English name', () => {
    expect(nameOf({ name: '河东区', nameEn: 'Hedong' }, 'en')).toBe('Hedong')
    expect(nameOf({ name: '河东区', nameEn: '' }, 'en')).toBe('河东区')
    expect(nameOf({ name: '河东区', nameEn: 'Hedong' }, 'zh')).toBe('河东区')
  })
})
