import closeWithGrace from 'close-with-grace'
import { helpText, readConfig } from './config.ts'
import { type Running, startAll } from './start/start-all.ts'
import { StartError } from './start/start-error.ts'
import { StepReport } from './start/step-report.ts'

// The process: reads its settings, runs until it is told to stop, and says in two lines what keeps it from starting.

const args = process.argv.slice(2)
if (args.includes('--help') || args.includes('-h')) {
  console.log(helpText())
} else {
  await serve(args).catch(fail)
}

async function serve(args: string[]): Promise<void> {
  const startedAt = performance.now()
  const report = new StepReport()
  const config = readConfig(process.env, args)
  let running: Running | undefined
  // While it is still starting there is nothing to finish: what is half done is undone by the next start.
  // A second Ctrl-C ends it at once; whatever was acknowledged is committed by then.
  closeWithGrace({ delay: 10_000, logger: false }, async ({ err }) => {
    if (err) console.error(err)
    await running?.close()
  })
  running = await startAll(config, report)
  report.line(`Ready after ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
  void running.failed.then(fail)
}

function fail(error: unknown): void {
  console.error(error instanceof StartError ? `✗ ${error.message}\n  ${error.hint}` : error)
  process.exit(1)
}
