import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe } from 'vitest'

/** The path of the first of `names` that can be run: the one the variable names, else one found in PATH. */
export function findProgram(variable: string, names: readonly string[]): string | undefined {
  const named = process.env[variable]
  if (named) {
    if (!isExecutable(named)) throw new Error(`${variable}=${named}: expected the path of a program that can be run`)
    return named
  }
  const folders = (process.env.PATH ?? '').split(delimiter)
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable)
}

/** As `describe`, for what needs Chromium, whose path it is given; skipped where there is none, and says so. */
export function describeWithChromium(name: string, suite: (chromium: string) => void): void {
  const chromium = findProgram('CHROMIUM', ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'])
  if (!chromium) {
    console.warn(`Skipped: ${name}. Install Chromium, or set CHROMIUM to its path, to run it`)
  }
  describe.skipIf(!chromium)(name, () => suite(chromium ?? ''))
}

/** As `describe`, for what needs a Mosquitto broker, whose path it is given; skipped where there is none, and says so. */
export function describeWithMosquitto(name: string, suite: (mosquitto: string) => void): void {
  const mosquitto = findProgram('MOSQUITTO', ['mosquitto'])
  if (!mosquitto) {
    console.warn(`Skipped: ${name}. Install Mosquitto, or set MOSQUITTO to the path of its broker, to run it`)
  }
  describe.skipIf(!mosquitto)(name, () => suite(mosquitto ?? ''))
}

/** As `describe`, for what needs all of these programs; skipped where one is missing, and says which. */
export function describeWithPrograms(name: string, programs: readonly string[], suite: () => void): void {
  const missing = programs.filter((program) => findProgram('', [program]) === undefined)
  if (missing.length > 0) {
    console.warn(`Skipped: ${name}. Install ${missing.join(', ')} to run it (Debian: mosquitto-clients, netcat-openbsd)`)
  }
  describe.skipIf(missing.length > 0)(name, suite)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
