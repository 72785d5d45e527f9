import { fromBuffer } from 'yauzl'

/** How many bytes a zip says that it has once it is inflated. Rejects where it is no whole zip. */
export function inflatedSize(bytes: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error !== null) return reject(error)
      let size = 0
      zip.on('entry', ({ uncompressedSize }: { uncompressedSize: number }) => {
        size += uncompressedSize
        zip.readEntry()
      })
      zip.on('end', () => resolve(size))
      zip.on('error', reject)
      zip.readEntry()
    })
  })
}
