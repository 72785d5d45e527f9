import type { Figures } from './measure.ts'

interface Benchmark {
  name: string
  /** Several where it is measured under several conditions. */
  run(): Promise<Figures> | AsyncIterable<Figures>
}

const benchmarks: Record<string, () => Promise<Benchmark>> = {
  route: () => import('./route.bench.ts'),
  locate: () => import('./locate.bench.ts'),
  frame: () => import('./frame.bench.ts'),
}

/** Those that take many minutes are run only by name. */
const onlyByName: typeof benchmarks = {
  oracle: () => import('./oracle.bench.ts'),
  ingest: () => import('./ingest.bench.ts'),
  jt808: () => import('./jt808.bench.ts'),
  tracks: () => import('./tracks.bench.ts'),
  cases: () => import('./cases.bench.ts'),
}

/**
 * `npm run bench` runs all quick benchmarks, `npm run bench -- NAME` one of all; with `--json` each prints one line of
 * JSON on standard output and nothing else there. What a person reads meanwhile goes to standard error.
 */
async function main(argv: readonly string[]): Promise<void> {
  const json = argv.includes('--json')
  const names = argv.filter((argument) => argument !== '--json')
  const all = { ...benchmarks, ...onlyByName }
  for (const name of names) {
    if (!Object.hasOwn(all, name)) {
      throw new RangeError(`There is no benchmark '${name}', expected one of: ${Object.keys(all).join(', ')}`)
    }
  }
  for (const name of names.length > 0 ? names : Object.keys(benchmarks)) {
    const benchmark = await all[name]()
    const found = benchmark.run()
    for await (const figures of Symbol.asyncIterator in found ? found : [await found]) {
      console.log(json ? JSON.stringify(figures) : table(benchmark.name, figures))
    }
  }
}

function table(name: string, figures: Figures): string {
  const width = Math.max(...Object.keys(figures).map((key) => key.length))
  const rows = Object.entries(figures).map(([key, value]) => {
    const text = value === null ? 'not measured' : typeof value === 'string' ? value : value.toLocaleString('en', { maximumFractionDigits: 3 })
    return `  ${key.padEnd(width)}  ${text.padStart(14)}`
  })
  return [name, ...rows].join('\n')
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof RangeError ? error.message : error)
  process.exitCode = 1
})
