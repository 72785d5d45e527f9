import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useField } from '../field-context.ts'
import { hashOf } from '../field-route.ts'

interface PlaceButtonsProps {
  lng: number
  lat: number
  label: string
  /** Of a case one may whistle to its place. */
  caseId?: number
}

/** The way there by the phone's own map, and the position to be passed on. */
export function PlaceButtons({ lng, lat, label, caseId }: PlaceButtonsProps) {
  const { t } = useTranslation('field')
  const { me } = useField()
  const [copied, setCopied] = useState(false)
  const position = `${lat.toFixed(6)},${lng.toFixed(6)}`
  const copy = async () => {
    await navigator.clipboard?.writeText(position)
    setCopied(true)
  }
  return (
    <div className="place-buttons">
      <a
        className="button button-accent" href={`geo:${position}?q=${position}(${encodeURIComponent(label)})`}
        data-testid="navigate"
      >
        {t('case.navigate')}
      </a>
      <button type="button" className="button" onClick={() => void copy()}>
        {copied ? t('case.copied') : position}
      </button>
      {caseId !== undefined && me.role !== 'unit' && (
        <a className="button" href={hashOf({ screen: 'blow', caseId })}>{t('case.whistle')}</a>
      )}
    </div>
  )
}
