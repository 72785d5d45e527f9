import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { HeavyFirst } from './tests/support/heavy-first.ts'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    reporters: ['default', './tests/support/count-reporter.ts'],
    // Files share the modules that a worker has read: reading the server anew for each took longer than most tests.
    // So what a file changes for its whole process (timers, the environment) it puts back.
    isolate: false,
    // An embedded PostgreSQL of a test runs for seconds: to compile it well takes longer.
    execArgv: ['--liftoff-only', '--wasm-lazy-validation'],
    sequence: { sequencer: HeavyFirst },
    // also on two processors: half of what tests do is to wait for a database or a process
    maxWorkers: Math.max(3, availableParallelism() - 1),
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
