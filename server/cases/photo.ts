import type { PhotoBody } from '../contract/api/case-steps.ts'
import { badInput } from '../errors.ts'
import type { DraftPhoto } from './case-draft.ts'

type MediaType = PhotoBody['mediaType']

/** The bytes each format begins with: `[offset, bytes]`. */
const SIGNATURES: Record<MediaType, [offset: number, bytes: number[]][]> = {
  'image/jpeg': [[0, [0xff, 0xd8, 0xff]]],
  'image/png': [[0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]]],
  'image/webp': [
    [0, [0x52, 0x49, 0x46, 0x46]],
    [8, [0x57, 0x45, 0x42, 0x50]],
  ],
}

/** The file of a photo. Throws 400 where it is not of the format that it says it is. */
export function decodePhoto({ mediaType, base64 }: Pick<PhotoBody, 'mediaType' | 'base64'>): Buffer {
  const bytes = Buffer.from(base64, 'base64')
  const matches = SIGNATURES[mediaType].every(([offset, signature]) =>
    signature.every((byte, index) => bytes[offset + index] === byte),
  )
  if (!matches) {
    throw badInput('photo.base64', bytes.subarray(0, 12).toString('hex'), `a file that begins as ${mediaType} does`)
  }
  return bytes
}

/** A photo as it is kept with a case. Throws as `decodePhoto`. */
export function readPhoto(photo: PhotoBody): DraftPhoto {
  const { mediaType, lng, lat, takenAt } = photo
  return {
    mediaType, bytes: decodePhoto(photo), takenAtMs: takenAt === undefined ? null : Date.parse(takenAt),
    point: lng === undefined || lat === undefined ? null : { lng, lat },
  }
}

/** The ending of a file name for a photo of this kind. */
export function fileEndingOf(mediaType: string): string {
  return mediaType === 'image/jpeg' ? 'jpg' : mediaType.slice('image/'.length)
}
