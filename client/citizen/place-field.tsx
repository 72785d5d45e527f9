import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CitizenCity, CitizenPlaces } from '../../server/contract/api/citizen.ts'
import { withQuery } from '../api/query-string.ts'
import { useJson, valueOf } from '../api/use-json.ts'
import { Sheet } from '../field/parts/sheet.tsx'
import { measurePosition, PositionError, type PositionProblem } from '../field/place/phone-position.ts'
import { nameOf, useLanguage } from '../language/language.ts'

/** Where it is, as the citizen has confirmed it. */
export interface ConfirmedPlace {
  lng: number
  lat: number
  /** Begins the address: of an area its name with those above it; '' of a position. */
  path: string
  /** Whether it is an area only, so that the address has to say where. */
  isArea: boolean
}

type Candidate =
  | { type: 'none' }
  | { type: 'measuring' }
  | { type: 'failed'; problem: PositionProblem }
  | { type: 'outside' }
  | { type: 'found'; title: string; place: ConfirmedPlace }

interface PlaceFieldProps {
  city: CitizenCity
  place: ConfirmedPlace | undefined
  onPlace(place: ConfirmedPlace | undefined): void
}

/** The place: measured by the phone or chosen by name, and confirmed either way. */
export function PlaceField({ city, place, onPlace }: PlaceFieldProps) {
  const { t } = useTranslation(['citizen', 'field'])
  const language = useLanguage()
  const [candidate, setCandidate] = useState<Candidate>({ type: 'none' })
  const [isChoosing, setChoosing] = useState(false)

  const suggest = (next: Candidate) => {
    onPlace(undefined)
    setCandidate(next)
  }
  const locate = () => {
    suggest({ type: 'measuring' })
    measurePosition().then(
      ({ lng, lat, accuracyM }) => {
        if (!isWithin(city.bounds, lng, lat)) return setCandidate({ type: 'outside' })
        const title = `${t('report.located')} ${t('report.accuracy', { metres: Math.round(accuracyM) })}`
        setCandidate({ type: 'found', title, place: { lng, lat, path: '', isArea: false } })
      },
      (error: unknown) => {
        setCandidate({ type: 'failed', problem: error instanceof PositionError ? error.problem : 'unavailable' })
      },
    )
  }

  return (
    <>
      <div className="two-buttons">
        <button type="button" className="button" data-testid="citizen-locate" onClick={locate}>
          {t('report.locate')}
        </button>
        <button type="button" className="button" data-testid="citizen-choose" onClick={() => setChoosing(true)}>
          {t('report.choosePlace')}
        </button>
      </div>
      {candidate.type !== 'none' && (
        <div
          className={`place-line place-${place === undefined ? candidate.type : 'measured'}`}
          data-testid="citizen-place"
        >
          <i aria-hidden />
          <div>
            {candidate.type === 'measuring' && t('report.locating')}
            {candidate.type === 'failed' && <em role="alert">{t(`field:position.${candidate.problem}`)}</em>}
            {candidate.type === 'outside' && (
              <em role="alert">{t('report.outside', { city: nameOf(city, language) })}</em>
            )}
            {candidate.type === 'found' && (
              <>
                <b>{candidate.title}</b>
                <span>{candidate.place.lat.toFixed(5)}, {candidate.place.lng.toFixed(5)}</span>
              </>
            )}
          </div>
          {candidate.type === 'found' && (
            <button
              type="button" className="button button-accent" disabled={place !== undefined}
              data-testid="citizen-confirm" onClick={() => onPlace(candidate.place)}
            >
              {t(place === undefined ? 'report.confirm' : 'report.confirmed')}
            </button>
          )}
        </div>
      )}
      {isChoosing && (
        <PlaceSheet
          onClose={() => setChoosing(false)} onChoose={(title, chosen) => {
            suggest({ type: 'found', title, place: chosen })
            setChoosing(false)
          }}
        />
      )}
    </>
  )
}

interface PlaceSheetProps {
  onChoose(title: string, place: ConfirmedPlace): void
  onClose(): void
}

function PlaceSheet({ onChoose, onClose }: PlaceSheetProps) {
  const { t } = useTranslation('citizen')
  const language = useLanguage()
  const [text, setText] = useState('')
  const asked = text.trim()
  const { state } = useJson<CitizenPlaces>(asked === '' ? undefined : withQuery('/api/citizen/places', { text: asked }))
  const places = asked === '' ? [] : (valueOf(state)?.places ?? [])
  return (
    <Sheet title={t('report.choosePlace')} onClose={onClose}>
      <input
        type="search" className="kind-search" value={text} maxLength={60} placeholder={t('report.searchPlace')}
        aria-label={t('report.searchPlace')} data-testid="citizen-place-search"
        onChange={(event) => setText(event.target.value)}
      />
      <ul className="kind-list" data-testid="citizen-places">
        {asked !== '' && state.type === 'loaded' && places.length === 0 && (
          <li className="hint">{t('report.noPlace')}</li>
        )}
        {places.map(({ code, lng, lat, name, nameEn, path, pathEn }) => (
          <li key={code}>
            <button
              type="button" onClick={() => {
                onChoose(nameOf({ name, nameEn }, language), { lng, lat, path: `${path}${name} `, isArea: true })
              }}
            >
              <b>{nameOf({ name, nameEn }, language)}</b>
              <span>{language === 'en' ? pathEn : path}</span>
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}

function isWithin([west, south, east, north]: CitizenCity['bounds'], lng: number, lat: number): boolean {
  return lng >= west && lng <= east && lat >= south && lat <= north
}
