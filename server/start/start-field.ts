import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { CitySize } from '../../geodata/city/city-cache.ts'

export interface Field {
  /** Resolves with the exit code if the simulation ends on its own. */
  ended: Promise<number | null>
  /** Stops it and waits until it is gone. */
  stop(): Promise<void>
}

export interface FieldStart {
  serverUrl: string
  deviceToken: string
  officerToken: string
  leaderToken: string
  /** Where `cachedCity` keeps the city. */
  cacheDirectory: string
  timeZone: string
  citySize: CitySize
}

/** How long the simulation may take to finish its requests when it is asked to stop. */
const patienceMs = 3000

/** Starts the simulated field in a process of its own: a client like any other, which only knows the address. */
export function startField(
  { serverUrl, deviceToken, officerToken, leaderToken, cacheDirectory, timeZone, citySize }: FieldStart,
): Field {
  const script = join(import.meta.dirname, '../../geodata/field/simulate.ts')
  const child = spawn(
    process.execPath,
    [
      '--import', 'tsx', script,
      '--server', serverUrl,
      '--data-dir', cacheDirectory,
      '--time-zone', timeZone,
      '--seed', String(citySize.seed),
      '--grids', String(citySize.grids),
      '--city-workers', String(citySize.workers),
    ],
    {
      // In the environment, since every user of the machine sees a command line.
      env: {
        ...process.env, GRIDWALL_TOKEN: deviceToken, GRIDWALL_OFFICER_TOKEN: officerToken,
        GRIDWALL_LEADER_TOKEN: leaderToken,
      },
      // It ends when the channel closes: also where this process is killed and nobody is left to stop it.
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    },
  )
  let stopping = false
  const exited = once(child, 'exit') as Promise<[number | null]>
  return {
    ended: new Promise((resolve) => {
      void exited.then(([code]) => stopping || resolve(code))
    }),
    async stop() {
      stopping = true
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      const impatience = setTimeout(() => child.kill('SIGKILL'), patienceMs)
      await exited
      clearTimeout(impatience)
    },
  }
}
