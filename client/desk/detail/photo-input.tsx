import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PHOTO_TYPES, readPhoto, urlOfPhoto, type Photo, type PhotoFault } from './photo-file.ts'

type Chosen = { type: 'none' } | { type: 'photo'; photo: Photo } | { type: 'refused'; reason: PhotoFault }

/** One photo, checked here so that nobody waits for an upload that will be refused. */
export function PhotoInput({ onChange }: { onChange(photo: Photo | undefined): void }) {
  const { t } = useTranslation('desk')
  const [chosen, setChosen] = useState<Chosen>({ type: 'none' })

  const choose = async (file: File) => {
    onChange(undefined)
    const read = await readPhoto(file)
    setChosen(read)
    if (read.type === 'photo') onChange(read.photo)
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
            <img src={urlOfPhoto(chosen.photo)} alt={t('create.photo')} />
            <button type="button" className="link-button" onClick={remove}>{t('create.removePhoto')}</button>
          </>
        )
        : (
          <label className="photo-add">
            <input
              type="file" accept={PHOTO_TYPES.join(',')} data-testid="new-case-photo"
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
