import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import type { City } from './city.ts'
import { generateCity } from './generate-city.ts'

export interface CitySize {
  seed: number
  grids: number
  workers: number
}

/** Another number wherever a generated city has other parts than before. */
const FORMAT = 4

/**
 * The city of that seed and size: read from `directory` where it was made before, else generated and kept there.
 * A generated city is the same each time, so the file is a convenience: deleting it costs seconds and nothing else.
 */
export function cachedCity(directory: string, { seed, grids, workers }: CitySize): City {
  const file = join(directory, `city-${seed}-${grids}-${workers}.${FORMAT}.v8`)
  try {
    return deserialize(readFileSync(file)) as City
  } catch {
    // not there yet, cut short by a crash, or written by another version of Node
  }
  const city = generateCity({ seed, grids, workers })
  mkdirSync(directory, { recursive: true })
  const unfinished = `${file}.${process.pid}`
  writeFileSync(unfinished, serialize(city))
  renameSync(unfinished, file)
  return city
}
