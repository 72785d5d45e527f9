import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CameraIcon } from '../field/parts/photo-row.tsx'
import { urlOfPhoto } from '../field/parts/use-photos.ts'
import { shrinkPhoto } from '../field/photo/shrink-photo.ts'

export type Photo = Awaited<ReturnType<typeof shrinkPhoto>>

/** One photo, shrunk as it is taken. */
export function PhotoField({ photo, onPhoto }: { photo: Photo | undefined; onPhoto(photo: Photo): void }) {
  const { t } = useTranslation('citizen')
  const [state, setState] = useState<'idle' | 'working' | 'bad'>('idle')
  const take = (file: File) => {
    setState('working')
    shrinkPhoto(file).then(
      (shrunk) => {
        setState('idle')
        onPhoto(shrunk)
      },
      () => setState('bad'),
    )
  }
  return (
    <label className={photo === undefined ? 'report-photo citizen-photo' : 'report-photo report-photo-taken'}>
      <input
        type="file" accept="image/*" capture="environment" data-testid="citizen-photo" onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file !== undefined) take(file)
        }}
      />
      {photo === undefined
        ? <><CameraIcon /><span>{t('report.photo')}</span></>
        : <><img src={urlOfPhoto(photo)} alt="" /><span className="retake">{t('report.again')}</span></>}
      {state === 'working' && <em role="status">{t('report.workingPhoto')}</em>}
      {state === 'bad' && <em role="alert">{t('report.badPhoto')}</em>}
    </label>
  )
}
