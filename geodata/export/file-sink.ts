import { type FileHandle, open } from 'node:fs/promises'

const FLUSH_BYTES = 256 * 1024

/** Appends bytes to a new file in large writes, and mends its head afterwards. Close it in a finally. */
export class FileSink {
  /** How many bytes were appended. */
  length = 0
  private readonly file: FileHandle
  private waiting: Buffer[] = []
  private waitingBytes = 0

  private constructor(file: FileHandle) {
    this.file = file
  }

  static async create(path: string): Promise<FileSink> {
    return new FileSink(await open(path, 'w'))
  }

  async append(bytes: Buffer): Promise<void> {
    this.waiting.push(bytes)
    this.waitingBytes += bytes.length
    this.length += bytes.length
    if (this.waitingBytes >= FLUSH_BYTES) await this.flush()
  }

  /** Writes over the beginning of the file. */
  async overwriteHead(bytes: Buffer): Promise<void> {
    await this.flush()
    await this.file.write(bytes, 0, bytes.length, 0)
  }

  async close(): Promise<void> {
    try {
      await this.flush()
    } finally {
      await this.file.close()
    }
  }

  private async flush(): Promise<void> {
    const bytes = Buffer.concat(this.waiting)
    this.waiting = []
    this.waitingBytes = 0
    let written = 0
    while (written < bytes.length) {
      const at = this.length - bytes.length + written
      written += (await this.file.write(bytes, written, bytes.length - written, at)).bytesWritten
    }
  }
}
