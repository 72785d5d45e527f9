import type { ImportLayer, NewImportBody, SourceOptions, SourcePreview } from '../../../server/contract/api/imports.ts'
import { guessLayer } from './guess-layer.ts'

/** How far a file is on its way to the server. */
export type Upload =
  | { type: 'sending'; sentBytes: number }
  | { type: 'sent'; uploadId: string }
  | { type: 'failed'; error: unknown }

/** How the server would read a file. `question` says with which options it was asked. While a newer answer is awaited
 * and where it failed, `stale` is the latest that came. */
export type Preview =
  | { type: 'none' }
  | { type: 'asked'; question: string; stale: SourcePreview | undefined }
  | { type: 'read'; question: string; value: SourcePreview }
  | { type: 'failed'; question: string; error: unknown; stale: SourcePreview | undefined }

export interface ChosenFile {
  key: number
  name: string
  bytes: number
  layer: ImportLayer | undefined
  options: Omit<SourceOptions, 'layer'>
  upload: Upload
  preview: Preview
}

export interface Wizard {
  step: 'files' | 'mapping'
  files: readonly ChosenFile[]
  nextKey: number
}

export type WizardAction =
  | { type: 'added'; files: readonly { name: string; size: number }[] }
  | { type: 'removed'; key: number }
  | { type: 'sending'; key: number; sentBytes: number }
  | { type: 'sent'; key: number; uploadId: string }
  | { type: 'not-sent'; key: number; error: unknown }
  | { type: 'sent-again'; key: number }
  | { type: 'layer'; key: number; layer: ImportLayer }
  | { type: 'options'; key: number; options: Partial<ChosenFile['options']> }
  | { type: 'asked'; key: number; question: string }
  | { type: 'previewed'; key: number; question: string; value: SourcePreview }
  | { type: 'not-previewed'; key: number; question: string; error: unknown }
  | { type: 'step'; step: Wizard['step'] }
  | { type: 'emptied' }

/** The most files that one import takes. */
export const MOST_FILES = 20

export const EMPTY_WIZARD: Wizard = { step: 'files', files: [], nextKey: 1 }

/** What follows an action. Answers to a question that is no longer asked change nothing. */
export function wizardAfter(wizard: Wizard, action: WizardAction): Wizard {
  switch (action.type) {
    case 'added': {
      const fitting = action.files.slice(0, MOST_FILES - wizard.files.length)
      const added = fitting.map(({ name, size }, index): ChosenFile => ({
        key: wizard.nextKey + index,
        name,
        bytes: size,
        layer: guessLayer(name),
        options: {},
        upload: { type: 'sending', sentBytes: 0 },
        preview: { type: 'none' },
      }))
      return { ...wizard, files: [...wizard.files, ...added], nextKey: wizard.nextKey + added.length }
    }
    case 'removed': {
      const files = wizard.files.filter(({ key }) => key !== action.key)
      return { ...wizard, files, step: files.length === 0 ? 'files' : wizard.step }
    }
    case 'sending':
      return changed(wizard, action.key, ({ upload }) =>
        upload.type === 'sending' ? { upload: { type: 'sending', sentBytes: action.sentBytes } } : {})
    case 'sent': return changed(wizard, action.key, () => ({ upload: { type: 'sent', uploadId: action.uploadId } }))
    case 'not-sent': return changed(wizard, action.key, () => ({ upload: { type: 'failed', error: action.error } }))
    case 'sent-again': return changed(wizard, action.key, () => ({ upload: { type: 'sending', sentBytes: 0 } }))
    case 'layer':
      // Other fields are asked of another layer, so what was said of them no longer counts.
      return changed(wizard, action.key, ({ options }) => ({
        layer: action.layer, options: { ...options, fields: undefined }, preview: { type: 'none' },
      }))
    case 'options':
      return changed(wizard, action.key, ({ options }) => {
        const next = { ...options, ...action.options }
        // Another table or encoding has other headers.
        const sameHeaders = next.table === options.table && next.encoding === options.encoding
        return { options: sameHeaders ? next : { ...next, fields: undefined } }
      })
    case 'asked':
      return changed(wizard, action.key, ({ preview }) => ({
        preview: { type: 'asked', question: action.question, stale: previewShown(preview) },
      }))
    case 'previewed':
      return changed(wizard, action.key, ({ preview }) =>
        isAsked(preview, action.question)
          ? { preview: { type: 'read', question: action.question, value: action.value } }
          : {})
    case 'not-previewed':
      return changed(wizard, action.key, ({ preview }) =>
        isAsked(preview, action.question)
          ? {
              preview: {
                type: 'failed', question: action.question, error: action.error, stale: previewShown(preview),
              },
            }
          : {})
    case 'step': return { ...wizard, step: action.step }
    case 'emptied': return { ...EMPTY_WIZARD, nextKey: wizard.nextKey }
  }
}

/** The options of a file as the server takes them, or undefined while its layer is not chosen. */
export function optionsOf({ layer, options }: ChosenFile): SourceOptions | undefined {
  if (layer === undefined) return undefined
  const said = Object.entries(options).filter(([, value]) => value !== undefined)
  return { layer, ...Object.fromEntries(said) }
}

/** What has to be asked of the server about a file now; undefined where its answer is there or it cannot be asked. */
export function questionOf(file: ChosenFile): string | undefined {
  const options = optionsOf(file)
  if (file.upload.type !== 'sent' || options === undefined) return undefined
  const question = JSON.stringify(options)
  return file.preview.type !== 'none' && file.preview.question === question ? undefined : question
}

/** The newest preview there is of a file, also while a newer one is awaited. */
export function previewShown(preview: Preview): SourcePreview | undefined {
  if (preview.type === 'read') return preview.value
  return preview.type === 'none' ? undefined : preview.stale
}

/** What still keeps the files from being mapped. */
export function filesObstacle({ files }: Wizard): 'empty' | 'failed' | 'layer' | 'sending' | undefined {
  if (files.length === 0) return 'empty'
  if (files.some(({ upload }) => upload.type === 'failed')) return 'failed'
  if (files.some(({ layer }) => layer === undefined)) return 'layer'
  return files.some(({ upload }) => upload.type === 'sending') ? 'sending' : undefined
}

/** What keeps a file from being read: nothing once the server has found all required fields in it. */
export function mappingObstacle({ preview }: ChosenFile): 'waiting' | 'failed' | 'missing' | undefined {
  if (preview.type === 'failed') return 'failed'
  if (preview.type !== 'read') return 'waiting'
  return preview.value.missing.length > 0 ? 'missing' : undefined
}

/** What starts the import of all files, or undefined while one is not ready. */
export function newImportOf({ files }: Wizard): NewImportBody | undefined {
  const sources = files.flatMap((file) => {
    const options = optionsOf(file)
    const ready = file.upload.type === 'sent' && options !== undefined && mappingObstacle(file) === undefined
    return ready ? [{ uploadId: (file.upload as { uploadId: string }).uploadId, options }] : []
  })
  return sources.length > 0 && sources.length === files.length ? { sources } : undefined
}

function isAsked(preview: Preview, question: string): boolean {
  return preview.type === 'asked' && preview.question === question
}

function changed(wizard: Wizard, key: number, change: (file: ChosenFile) => Partial<ChosenFile>): Wizard {
  return { ...wizard, files: wizard.files.map((file) => (file.key === key ? { ...file, ...change(file) } : file)) }
}
