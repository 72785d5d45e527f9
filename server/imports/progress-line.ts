import type { ImportProgress } from './progress.ts'

export interface ProgressLine {
  show(progress: ImportProgress): void
  /** Leaves the line as it is and begins another. */
  end(): void
}

/** One line of a terminal that says how far an import is; into a file or a pipe a line only for each tenth. */
export function progressLine(stream: NodeJS.WriteStream): ProgressLine {
  let last = ''
  return {
    show({ step, done, total }) {
      const percent = total === 0 ? 0 : Math.floor((100 * done) / total)
      const text = `${step} ${stream.isTTY ? percent : percent - (percent % 10)} %`
      if (text === last) return
      stream.write(stream.isTTY ? `\r${text.padEnd(20)}` : `${text}\n`)
      last = text
    },
    end() {
      if (stream.isTTY && last !== '') stream.write('\n')
    },
  }
}
