import { useTranslation } from 'react-i18next'
import { type PhotoState, type TakenPhoto, urlOfPhoto } from './use-photos.ts'

const MOST = 9

interface PhotoRowProps {
  photos: readonly TakenPhoto[]
  state: PhotoState
  onTake(file: File): void
  onRemove(photo: TakenPhoto): void
}

/** The photos taken so far, and the button for the next one. */
export function PhotoRow({ photos, state, onTake, onRemove }: PhotoRowProps) {
  const { t } = useTranslation('field')
  const position = photos.at(-1)?.position
  return (
    <div className="photo-row">
      {photos.map((photo) => (
        <figure key={photo.takenAtMs}>
          <img src={urlOfPhoto(photo)} alt="" />
          <button type="button" aria-label={t('sheet.remove')} onClick={() => onRemove(photo)}>×</button>
        </figure>
      ))}
      {photos.length < MOST && (
        <label className={state.type === 'working' ? 'photo-take photo-working' : 'photo-take'}>
          <input
            type="file" accept="image/*" capture="environment" data-testid="photo-input"
            onChange={(event) => {
              const file = event.target.files?.[0]
              event.target.value = ''
              if (file !== undefined) onTake(file)
            }}
          />
          <CameraIcon />
          <span>{t('sheet.photo')}</span>
        </label>
      )}
      <p className="hint">
        {state.type === 'working' && t('sheet.locating')}
        {state.type === 'bad' && <em role="alert">{t('sheet.badPhoto')}</em>}
        {state.type === 'idle' && position === null && t('sheet.noPlace')}
        {state.type === 'idle' && position != null && t('sheet.placed', { metres: Math.round(position.accuracyM) })}
      </p>
    </div>
  )
}

export function CameraIcon() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden className="icon">
      <path d="M4 8h3l2-3h6l2 3h3a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1z" />
      <circle cx="12" cy="13" r="3.6" />
    </svg>
  )
}
