import type { NewCaseBody } from '../../../server/contract/api/cases.ts'

export type Photo = NonNullable<NewCaseBody['photo']>
export const PHOTO_TYPES: readonly Photo['mediaType'][] = ['image/jpeg', 'image/png', 'image/webp']
const LIMIT_BYTES = 5 * 1024 * 1024

/** Why a photo is not taken, as the key of a text. */
export type PhotoFault = 'photoType' | 'photoTooLarge'

/** A chosen file as the server takes photos, or why it would not take it. Rejects where the file cannot be read. */
export async function readPhoto(
  file: File,
): Promise<{ type: 'photo'; photo: Photo } | { type: 'refused'; reason: PhotoFault }> {
  const mediaType = PHOTO_TYPES.find((type) => type === file.type)
  if (mediaType === undefined) return { type: 'refused', reason: 'photoType' }
  if (file.size > LIMIT_BYTES) return { type: 'refused', reason: 'photoTooLarge' }
  const url = await dataUrlOf(file)
  return { type: 'photo', photo: { mediaType, base64: url.slice(url.indexOf(',') + 1) } }
}

/** An address under which a page can show a photo that is not sent yet. */
export function urlOfPhoto({ mediaType, base64 }: Photo): string {
  return `data:${mediaType};base64,${base64}`
}

function dataUrlOf(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve(reader.result as string))
    reader.addEventListener('error', () => reject(reader.error!))
    reader.readAsDataURL(file)
  })
}
