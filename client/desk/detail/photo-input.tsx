import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NewCaseBody } from '../../../server/contract/api/cases.ts'

type Photo = NonNullable<NewCaseBody['photo']>
const TYPES: readonly Photo['mediaType'][] = ['image/jpeg', 'image/png', 'image/webp']
const LIMIT_BYTES = 5 * 1024 * 1024

type Chosen = { type: 'none' } | { type: 'photo'; url: string } | { type: 'refused'; reason: 'photoType' | 'photoTooLarge' }

/** One photo, checked here so that nobody waits for an upload that will be refused. */
export function PhotoInput({ onChange }: { onChange(photo: Photo | undefined): void }) {
  const { t } = useTranslation('desk')
  const [chosen, setChosen] = useState<Chosen>({ type: 'none' })

  const choose = async (file: File) => {
    onChange(undefined)
    const mediaType = TYPES.find((type) => type === file.type)
    if (mediaType === undefined) return setChosen({ type: 'refused', reason: 'photoType' })
    if (file.size > LIMIT_BYTES) return setChosen({ type: 'refused', reason: 'photoTooLarge' })
    const url = await dataUrlOf(file)
    setChosen({ type: 'photo', url })
    onChange({ mediaType, base64: url.slice(url.indexOf(',') + 1) })
  }
  const remove = () => {
    setChosen({ type: 'none' })
    onChange(undefined)
  }

  return (
    <div className="photo-input">
      {chosen.type === 'photo'
        ? (
          <>
            <img src={chosen.url} alt={t('create.photo')} />
            <button type="button" className="link-button" onClick={remove}>{t('create.removePhoto')}</button>
          </>
        )
        : (
          <label className="photo-add">
            <input
              type="file" accept={TYPES.join(',')} data-testid="new-case-photo"
              onChange={(event) => {
                const file = event.target.files?.[0]
                if (file !== undefined) void choose(file)
              }}
            />
            <b>＋ {t('create.addPhoto')}</b>
            <span>{t('create.photoHint')}</span>
          </label>
        )}
      {chosen.type === 'refused' && <em role="alert">{t(`create.${chosen.reason}`)}</em>}
    </div>
  )
}

function dataUrlOf(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve(reader.result as string))
    reader.addEventListener('error', () => reject(reader.error!))
    reader.readAsDataURL(file)
  })
}
