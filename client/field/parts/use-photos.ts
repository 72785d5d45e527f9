import { useRef, useState } from 'react'
import type { PhotoBody } from '../../../server/contract/api/case-steps.ts'
import { measurePosition, type PhonePosition } from '../place/phone-position.ts'
import { shrinkPhoto } from '../photo/shrink-photo.ts'

/** A photo as it is sent with a step, and a way to show it. */
export interface TakenPhoto {
  mediaType: 'image/jpeg'
  base64: string
  takenAtMs: number
  position: PhonePosition | null
}

export type PhotoState = { type: 'idle' } | { type: 'working' } | { type: 'bad' }

/** Photos that are being taken: each shrunk, with when and, where the phone knows, where it was taken. */
export function usePhotos(): {
  photos: readonly TakenPhoto[]
  state: PhotoState
  take(file: File): Promise<TakenPhoto | undefined>
  remove(photo: TakenPhoto): void
} {
  const [photos, setPhotos] = useState<readonly TakenPhoto[]>([])
  const [state, setState] = useState<PhotoState>({ type: 'idle' })
  const measuring = useRef<Promise<PhonePosition | null>>(undefined)
  return {
    photos,
    state,
    async take(file) {
      setState({ type: 'working' })
      const takenAtMs = Date.now()
      measuring.current = measurePosition().catch(() => null)
      try {
        const photo = { ...(await shrinkPhoto(file)), takenAtMs, position: await measuring.current }
        setPhotos((before) => [...before, photo])
        setState({ type: 'idle' })
        return photo
      } catch {
        setState({ type: 'bad' })
        return undefined
      }
    },
    remove: (photo) => setPhotos((before) => before.filter((one) => one !== photo)),
  }
}

/** The address under which a photo that is not sent yet can be shown. */
export function urlOfPhoto({ mediaType, base64 }: Pick<TakenPhoto, 'mediaType' | 'base64'>): string {
  return `data:${mediaType};base64,${base64}`
}

/** A photo in the form in which it is sent. */
export function sentPhoto({ mediaType, base64, takenAtMs, position }: TakenPhoto): PhotoBody {
  return {
    mediaType, base64, takenAt: new Date(takenAtMs).toISOString(),
    ...(position !== null && { lng: position.lng, lat: position.lat }),
  }
}
