import { describe, expect, it } from 'vitest'
import {
  EMPTY_WIZARD, filesObstacle, mappingObstacle, MOST_FILES, newImportOf, optionsOf, previewShown, questionOf, type Wizard,
  wizardAfter, type WizardAction,
} from '../../../../client/admin/imports/import-wizard.ts'
import type { SourcePreview } from '../../../../server/contract/api/imports.ts'

const after = (...actions: WizardAction[]): Wizard => actions.reduce(wizardAfter, EMPTY_WIZARD)
const file = (name: string, size = 10) => ({ name, size })
const added = (...names: string[]): WizardAction => ({ type: 'added', files: names.map((name) => file(name)) })
const preview = (missing: string[] = []): SourcePreview => ({
  format: 'csv', headers: ['a'], mapping: {}, missing, fields: [], datum: { code: 'wgs84', from: 'assumed' }, tables: [],
  rows: [],
})
const read = (wizard: Wizard, value = preview()): Wizard => {
  const question = questionOf(wizard.files[0])!
  return [
    { type: 'asked' as const, key: 1, question }, { type: 'previewed' as const, key: 1, question, value },
  ].reduce<Wizard>(wizardAfter, wizard)
}
const sent = after(added('community.csv'), { type: 'sent', key: 1, uploadId: 'u1' })

describe('the files of an import', () => {
  it('get a key each, also after one was removed, and the layer that their name speaks of', () => {
    const { files } = after(added('社区网格.zip', 'x.zip'), { type: 'removed', key: 2 }, added('workers.csv'))
    expect(files.map(({ key, layer }) => [key, layer])).toEqual([[1, 'community'], [3, 'workers']])
  })

  it('are no more than one import takes', () => {
    const { files, nextKey } = after(added(...Array.from({ length: MOST_FILES + 5 }, (_, k) => `${k}.csv`)))
    expect(files).toHaveLength(MOST_FILES)
    expect(nextKey).toBe(MOST_FILES + 1)
  })

  it('are mapped only when all are sent and have a layer', () => {
    const wizard = after(added('x.csv'))
    expect(filesObstacle(EMPTY_WIZARD)).toBe('empty')
    expect(filesObstacle(wizard)).toBe('layer')
    const chosen = wizardAfter(wizard, { type: 'layer', key: 1, layer: 'cases' })
    expect(filesObstacle(chosen)).toBe('sending')
    expect(filesObstacle(wizardAfter(chosen, { type: 'not-sent', key: 1, error: 'gone' }))).toBe('failed')
    expect(filesObstacle(wizardAfter(chosen, { type: 'sent', key: 1, uploadId: 'u' }))).toBeUndefined()
  })

  it('are not sending again because of late news of their progress', () => {
    const late = wizardAfter(sent, { type: 'sending', key: 1, sentBytes: 3 })
    expect(late.files[0].upload).toEqual({ type: 'sent', uploadId: 'u1' })
  })

  it('lead back to the first step when none is left', () => {
    expect(after(added('a.csv'), { type: 'step', step: 'mapping' }, { type: 'removed', key: 1 }).step).toBe('files')
  })
})

describe('the preview of a file', () => {
  it('is asked for once, and again when an option changes', () => {
    expect(questionOf(after(added('community.csv')).files[0])).toBeUndefined()
    const wizard = read(sent)
    expect(questionOf(wizard.files[0])).toBeUndefined()
    const changed = wizardAfter(wizard, { type: 'options', key: 1, options: { datum: 'gcj02' } })
    expect(questionOf(changed.files[0])).toBe('{"layer":"community","datum":"gcj02"}')
    const back = wizardAfter(changed, { type: 'options', key: 1, options: { datum: undefined } })
    expect(questionOf(back.files[0])).toBeUndefined()
  })

  it('takes no answer to an older question, and shows the older answer meanwhile', () => {
    const first = preview()
    const wizard = wizardAfter(read(sent, first), { type: 'options', key: 1, options: { repair: true } })
    const question = questionOf(wizard.files[0])!
    const asked = wizardAfter(wizard, { type: 'asked', key: 1, question })
    const late = wizardAfter(asked, { type: 'previewed', key: 1, question: 'older', value: preview(['code']) })
    expect(late).toEqual(asked)
    expect(previewShown(late.files[0].preview)).toBe(first)
    const failed = wizardAfter(late, { type: 'not-previewed', key: 1, question, error: 'broken' })
    expect(mappingObstacle(failed.files[0])).toBe('failed')
    expect(previewShown(failed.files[0].preview)).toBe(first)
  })

  it('forgets the columns chosen by hand when the layer, the table or the encoding is another', () => {
    const chosen = wizardAfter(sent, { type: 'options', key: 1, options: { fields: { code: 'a' }, datum: 'bd09' } })
    expect(optionsOf(chosen.files[0])).toEqual({ layer: 'community', fields: { code: 'a' }, datum: 'bd09' })
    const layer = wizardAfter(chosen, { type: 'layer', key: 1, layer: 'street' })
    expect(optionsOf(layer.files[0])).toEqual({ layer: 'street', datum: 'bd09' })
    const encoding = wizardAfter(chosen, { type: 'options', key: 1, options: { encoding: 'gbk' } })
    expect(optionsOf(encoding.files[0])).toEqual({ layer: 'community', datum: 'bd09', encoding: 'gbk' })
    const datum = wizardAfter(chosen, { type: 'options', key: 1, options: { datum: 'wgs84' } })
    expect(optionsOf(datum.files[0])!.fields).toEqual({ code: 'a' })
  })
})

describe('the import of all files', () => {
  it('waits for every file and every required field', () => {
    expect(newImportOf(EMPTY_WIZARD)).toBeUndefined()
    expect(newImportOf(sent)).toBeUndefined()
    expect(newImportOf(read(sent, preview(['code'])))).toBeUndefined()
    expect(newImportOf(read(sent))).toEqual({ sources: [{ uploadId: 'u1', options: { layer: 'community' } }] })
    expect(newImportOf(wizardAfter(read(sent), added('street.csv')))).toBeUndefined()
  })

  it('begins anew with keys that were never used', () => {
    const emptied = wizardAfter(read(sent), { type: 'emptied' })
    expect(emptied.files).toEqual([])
    expect(wizardAfter(emptied, added('a.csv')).files[0].key).toBe(2)
  })
})
