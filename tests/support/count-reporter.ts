import type { Reporter, TestModule } from 'vitest/node'

/** Prints, as the last line of a run, how many tests passed, failed and were skipped. A file that could not even be
 * loaded, and an error outside every test, count as a failure each. */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    let passed = 0
    let failed = unhandledErrors.length
    let skipped = 0
    for (const module of modules) {
      failed += module.errors().length
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === 'passed') passed++
        else if (state === 'failed') failed++
        else skipped++
      }
    }
    const line = `${passed} passed, ${failed} failed, ${skipped} skipped\n`
    // the default reporter writes its summary in the same turn: come after it
    process.once('exit', () => process.stdout.write(line))
  }
}
