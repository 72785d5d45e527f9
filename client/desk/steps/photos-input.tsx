import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StepBody } from '../../../server/contract/api/case-steps.ts'
import { PHOTO_TYPES, readPhoto, urlOfPhoto, type PhotoFault } from '../detail/photo-file.ts'

type StepPhoto = NonNullable<StepBody['photos']>[number]
const AT_MOST = 9

/** The photos of a step, each checked here so that nobody waits for an upload that will be refused. */
export function PhotosInput({ photos, onChange }: { photos: readonly StepPhoto[]; onChange(photos: StepPhoto[]): void }) {
  const { t } = useTranslation('desk')
  const [fault, setFault] = useState<PhotoFault>()
  const add = async (files: readonly File[]) => {
    setFault(undefined)
    const read = await Promise.all(files.slice(0, AT_MOST - photos.length).map(readPhoto))
    const refused = read.find((one) => one.type === 'refused')
    if (refused !== undefined) setFault(refused.reason)
    onChange([...photos, ...read.flatMap((one) => (one.type === 'photo' ? [one.photo] : []))])
  }
  return (
    <div className="photos-input">
      {photos.map((photo, index) => (
        // a photo has no id, and one that is taken out takes its place with it
        // oxlint-disable-next-line react/no-array-index-key
        <button key={index} type="button" title={t('create.removePhoto')}
          onClick={() => onChange(photos.filter((one) => one !== photo))}
        >
          <img src={urlOfPhoto(photo)} alt={t('case.photo', { index: index + 1 })} />
          <span aria-hidden>×</span>
        </button>
      ))}
      {photos.length < AT_MOST && (
        <label className="photos-add" title={t('create.photoHint')}>
          <input
            type="file" accept={PHOTO_TYPES.join(',')} multiple data-testid="step-photos"
            onChange={(event) => {
              void add([...event.target.files ?? []])
              event.target.value = ''
            }}
          />
          ＋ {t('create.addPhoto')}
        </label>
      )}
      {fault !== undefined && <em role="alert">{t(`create.${fault}`)}</em>}
    </div>
  )
}
