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

/** As `describe`, for what needs the Mosquitto broker, whose path it is given; skipped where there is none, and says so. */
export function describeWithMosquitto(name: string, suite: (mosquitto: string) => void): void {
  const mosquitto = findProgram('MOSQUITTO', ['mosquitto'])
  if (!mosquitto) {
    console.warn(`Skipped: ${name}. Install Mosquitto, or set MOSQUITTO to the path of its broker, to run it`)
  }
  describe.skipIf(!mosquitto)(name, () => suite(mosquitto ?? ''))
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
