import type { Figures } from './measure.ts'

interface Benchmark {
  name: string
  run(): Promise<Figures>
}

const benchmarks: Record<string, () => Promise<Benchmark>> = {
  route: () => import('./route.bench.ts'),
  frame: () => import('./frame.bench.ts'),
}

/**
 * `npm run bench` runs all benchmarks, `npm run bench -- NAME` one of them; with `--json` each prints one line of
 * JSON on standard output and nothing else there. What a person reads meanwhile goes to standard error.
 */
async function main(argv: readonly string[]): Promise<void> {
  const json = argv.includes('--json')
  const names = argv.filter((argument) => argument !== '--json')
  for (const name of names) {
    if (!Object.hasOwn(benchmarks, name)) {
      throw new RangeError(`There is no benchmark '${name}', expected one of: ${Object.keys(benchmarks).join(', ')}`)
    }
  }
  for (const name of names.length > 0 ? names : Object.keys(benchmarks)) {
    const benchmark = await benchmarks[name]()
    const figures = await benchmark.run()
    console.log(json ? JSON.stringify(figures) : table(benchmark.name, figures))
  }
}

function table(name: string, figures: Figures): string {
  const width = Math.max(...Object.keys(figures).map((key) => key.length))
  const rows = Object.entries(figures).map(([key, value]) => {
    const text = value === null ? 'not measured' : value.toLocaleString('en', { maximumFractionDigits: 3 })
    return `  ${key.padEnd(width)}  ${text.padStart(14)}`
  })
  return [name, ...rows].join('\n')
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof RangeError ? error.message : error)
  process.exitCode = 1
})
