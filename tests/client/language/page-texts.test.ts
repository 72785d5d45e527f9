import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'

const client = join(import.meta.dirname, '../../../client')

/** All files of the client that a file is made of, itself included. */
function filesOf(path: string, seen = new Map<string, string>()): Map<string, string> {
  if (seen.has(path) || !path.startsWith(client)) return seen
  const source = readFileSync(path, 'utf8')
  seen.set(path, source)
  for (const [, other] of source.matchAll(/^(?:import|export) (?!type)[^;]*? from '(\.[^']+\.tsx?)'/gm)) {
    filesOf(join(dirname(path), other), seen)
  }
  return seen
}

/** The areas of the texts that a source names. */
function areasIn(source: string): string[] {
  const named = [...source.matchAll(/useTranslation\(([^)]*)\)/g)].flatMap(([, names]) =>
    [...names.matchAll(/'(\w+)'/g)].map(([, name]) => name))
  const called = [...source.matchAll(/\bt\([`'](\w+):/g)].map(([, name]) => name)
  return [...named, ...called]
}

it.each(['field/field-page.tsx', 'citizen/citizen-page.tsx', 'login/login-page.tsx'])(
  '%s brings the texts of all that it shows, and no others', (page) => {
    const files = filesOf(join(client, page))
    const added = /addTexts\(\{ ([^}]+) \}\)/.exec(files.get(join(client, page))!)![1]
      .split(', ').map((name) => name.split(':')[0])
    const used = new Set([...files.values()].flatMap(areasIn).filter((area) => area !== 'common'))
    expect(files.size).toBeGreaterThan(5)
    expect([...used].sort()).toEqual(added.sort())
    expect([...files.keys()].filter((path) => path.endsWith('language/texts.ts'))).toEqual([])
  },
)
