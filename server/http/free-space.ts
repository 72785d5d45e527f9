/** What the disk of a directory has. */
export interface DiskSpace {
  freeBytes: number
  totalBytes: number
}

/** Less than this, or than this share of the disk, is low. */
const LOW_BYTES = 1024 ** 3
const LOW_SHARE = 0.05

/** The space that `statfs` tells of, as far as it is for us: root may have some more. */
export function freeSpace(
  stats: { bavail: number; blocks: number; bsize: number } | undefined,
): DiskSpace | undefined {
  return stats && { freeBytes: stats.bavail * stats.bsize, totalBytes: stats.blocks * stats.bsize }
}

/** Whether somebody should be told; not where nothing is known. */
export function isLow(space: DiskSpace | undefined): boolean {
  return space !== undefined && space.freeBytes < Math.max(LOW_BYTES, LOW_SHARE * space.totalBytes)
}
