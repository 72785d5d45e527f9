import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LARGEST_ACCURACY_M, type Location } from '../../../server/contract/api/grids.ts'
import type { FieldFacts } from '../../../server/contract/api/field-work.ts'
import { getJson } from '../../api/fetch-json.ts'
import { withQuery } from '../../api/query-string.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { useField, useFieldState } from '../field-context.ts'
import { CameraIcon } from '../parts/photo-row.tsx'
import { sentPhoto, type TakenPhoto, urlOfPhoto, usePhotos } from '../parts/use-photos.ts'
import { measurePosition, type PhonePosition, PositionError, type PositionProblem } from '../place/phone-position.ts'
import { KindPicker } from './kind-picker.tsx'

type Place =
  | { type: 'measuring' }
  | { type: 'measured'; position: PhonePosition; grid: Location | undefined }
  | { type: 'failed'; problem: PositionProblem }

type Kind = FieldFacts['kinds'][number]

/** A case in three taps: photo, kind, send; the place comes by itself meanwhile. */
export function ReportScreen() {
  const { t } = useTranslation('field')
  const { sync } = useField()
  const language = useLanguage()
  const facts = useFieldState((state) => state.facts?.value)
  const isOffline = useFieldState(({ link }) => link === 'offline')
  const { photos, state, take, remove } = usePhotos()
  const { place, locate } = usePlace()
  const [kind, setKind] = useState<Kind>()
  const [description, setDescription] = useState('')
  const [sent, setSent] = useState(false)
  const photo = photos.at(-1)

  const retake = (file: File) => {
    for (const old of photos) remove(old)
    void take(file)
  }
  const send = async () => {
    if (kind === undefined || place.type !== 'measured') return
    await sync.do({
      type: 'report', kind: { name: kind.name, nameEn: kind.nameEn },
      body: {
        category: kind.code, description: description.trim() || nameOf(kind, language), channel: 'patrol',
        ...placeOf(place.position, photo),
        ...(facts?.worker && { reporterNumber: facts.worker.number }),
        ...(photo !== undefined && { photo: sentPhoto(photo) }),
      },
    })
    setSent(true)
  }
  const next = () => {
    for (const old of photos) remove(old)
    setKind(undefined)
    setDescription('')
    setSent(false)
    locate()
  }

  if (sent) {
    return (
      <section className="screen report-done" data-testid="report-done">
        <div className="empty">
          <i className="tick" aria-hidden>✓</i>
          <b>{t(isOffline ? 'report.sentOffline' : 'report.sent')}</b>
          <button type="button" className="big-button big-primary" onClick={next}>{t('report.next')}</button>
        </div>
      </section>
    )
  }
  return (
    <section className="screen report-screen" data-testid="report">
      <label className={photo === undefined ? 'report-photo' : 'report-photo report-photo-taken'}>
        <input
          type="file" accept="image/*" capture="environment" data-testid="photo-input"
          onChange={(event) => {
            const file = event.target.files?.[0]
            event.target.value = ''
            if (file !== undefined) retake(file)
          }}
        />
        {photo === undefined
          ? <><CameraIcon /><b>{t('report.photo')}</b><span>{t('report.photoHint')}</span></>
          : <><img src={urlOfPhoto(photo)} alt="" /><span className="retake">{t('report.again')}</span></>}
        {state.type === 'bad' && <em role="alert">{t('sheet.badPhoto')}</em>}
      </label>
      <PlaceLine place={place} onLocate={locate} />
      {facts !== undefined && <KindPicker facts={facts} chosen={kind} onChoose={setKind} />}
      <label className="field-input">
        <input
          type="text" value={description} maxLength={500} placeholder={t('report.describe')} data-testid="report-text"
          onChange={(event) => setDescription(event.target.value)}
        />
      </label>
      <div className="report-send">
        <button
          type="button" className="big-button big-primary" data-testid="report-send"
          disabled={kind === undefined || place.type !== 'measured' || state.type === 'working'}
          onClick={() => void send()}
        >
          {t('report.send')}{kind !== undefined && ` · ${nameOf(kind, language)}`}
        </button>
      </div>
    </section>
  )
}

function PlaceLine({ place, onLocate }: { place: Place; onLocate(): void }) {
  const { t } = useTranslation('field')
  const language = useLanguage()
  const grid = place.type === 'measured' ? place.grid?.community : undefined
  return (
    <div className={`place-line place-${place.type}`} data-testid="report-place">
      <i aria-hidden />
      <div>
        {place.type === 'measuring' && t('position.locating')}
        {place.type === 'failed' && <em role="alert">{t(`position.${place.problem}`)}</em>}
        {place.type === 'measured' && (
          <>
            <b>{grid == null ? t('report.gridLater') : nameOf(grid, language)}</b>
            <span>
              {place.position.lat.toFixed(5)}, {place.position.lng.toFixed(5)}
              {' '}{t('report.accuracy', { metres: Math.round(place.position.accuracyM) })}
            </span>
          </>
        )}
      </div>
      <button type="button" className="button" onClick={onLocate}>{t('report.locate')}</button>
    </div>
  )
}

/** Where the phone is, and the grid there as soon as the server says it. */
function usePlace(): { place: Place; locate(): void } {
  const [place, setPlace] = useState<Place>({ type: 'measuring' })
  const stop = useRef<() => void>(undefined)
  useEffect(() => {
    stop.current = findPlace(setPlace)
    return () => stop.current?.()
  }, [])
  return {
    place,
    locate() {
      stop.current?.()
      setPlace({ type: 'measuring' })
      stop.current = findPlace(setPlace)
    },
  }
}

/** Measures where the phone is, then asks for the grid there; shows each as it comes. Returns what ends that. */
function findPlace(show: (place: Place) => void): () => void {
  let isOver = false
  const showStill = (place: Place) => {
    if (!isOver) show(place)
  }
  measurePosition().then(
    async (position) => {
      showStill({ type: 'measured', position, grid: undefined })
      const { lng, lat, accuracyM } = position
      const path = withQuery('/api/grids/locate', { lng, lat, accuracyM: Math.min(accuracyM, LARGEST_ACCURACY_M) })
      const grid = await getJson<Location>(path).catch(() => undefined)
      showStill({ type: 'measured', position, grid })
    },
    (error: unknown) => {
      showStill({ type: 'failed', problem: error instanceof PositionError ? error.problem : 'unavailable' })
    },
  )
  return () => {
    isOver = true
  }
}

/** The place of the photo, which was taken at the thing, rather than of the phone when the page was opened. */
function placeOf(position: PhonePosition, photo: TakenPhoto | undefined): { lng: number; lat: number } {
  const { lng, lat } = photo?.position ?? position
  return { lng, lat }
}
