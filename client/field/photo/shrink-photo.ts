/** The longer side of a photo that is sent, and how well it is kept. */
export const LONGEST_SIDE_PX = 1600
const QUALITY = 0.8

/** The size that a picture is drawn at: as it is, or with its longer side cut to the limit. */
export function shrunkSize(
  width: number, height: number, longestPx = LONGEST_SIDE_PX,
): { width: number; height: number } {
  const scale = Math.min(1, longestPx / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** A photo as it is sent: JPEG of at most 1600 px, in base64. Rejects where the file is no picture. */
export async function shrinkPhoto(file: Blob): Promise<{ mediaType: 'image/jpeg'; base64: string }> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
  const { width, height } = shrunkSize(picture.width, picture.height)
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  canvas.getContext('2d')!.drawImage(picture, 0, 0, width, height)
  picture.close()
  const url = canvas.toDataURL('image/jpeg', QUALITY)
  return { mediaType: 'image/jpeg', base64: url.slice(url.indexOf(',') + 1) }
}
