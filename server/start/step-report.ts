/** Says on the terminal how the start goes: one line a step, with what came of it and how long it took. */
export class StepReport {
  readonly #write: (line: string) => void

  constructor(write: (line: string) => void = console.log) {
    this.#write = write
  }

  /** Runs a step and prints its line when it is done; `describe` says what came of it. Errors pass unchanged. */
  async step<Result>(name: string, work: () => Promise<Result>, describe: (result: Result) => string): Promise<Result> {
    const startedAt = performance.now()
    const result = await work()
    const seconds = (performance.now() - startedAt) / 1000
    this.#write(`✓ ${name.padEnd(11)} ${describe(result).padEnd(58)} ${seconds.toFixed(1).padStart(5)} s`)
    return result
  }

  /** Prints a line of its own. */
  line(text = ''): void {
    this.#write(text)
  }
}
