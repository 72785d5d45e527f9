import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldCase } from '../../../server/contract/api/field-work.ts'
import { useFieldTime } from '../field-time.ts'
import { useMinute } from '../use-minute.ts'

/** The photos of a case; one that is touched fills the screen. */
export function CasePhotos({ attachments }: { attachments: FieldCase['attachments'] }) {
  const { t } = useTranslation('field')
  const time = useFieldTime()
  const now = useMinute()
  const [shown, setShown] = useState<string>()
  const [missing, setMissing] = useState<ReadonlySet<string>>(new Set())
  if (attachments.length === 0) return null
  return (
    <>
      <h2>{t('case.photos')}</h2>
      <div className="case-photos" data-testid="case-photos">
        {attachments.map(({ id, takenAt }) => (missing.has(id)
          ? <span key={id} className="photo-missing">{t('case.noPhotoOffline')}</span>
          : (
            <button key={id} type="button" onClick={() => setShown(id)}>
              <img
                src={`/api/attachments/${id}`} alt="" loading="lazy"
                onError={() => setMissing((before) => new Set(before).add(id))}
              />
              {takenAt !== null && <time>{time.short(takenAt, now)}</time>}
            </button>
          )))}
      </div>
      {shown !== undefined && (
        <button type="button" className="photo-full" onClick={() => setShown(undefined)}>
          <img src={`/api/attachments/${shown}`} alt="" />
        </button>
      )}
    </>
  )
}
