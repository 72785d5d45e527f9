import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { StartError } from '../../start/start-error.ts'

/** Who holds a data directory. `bornAt` tells a process from a later one that was given the same id. */
interface Holder {
  pid: number
  bornAt: string
}

/** How often one who waits for a directory looks whether it is free. */
const LOOK_EVERY_MS = 200

/** Directories this very process holds: its own id in a lock file says nothing about those. */
const heldHere = new Set<string>()

/**
 * Takes a data directory for this process and returns the function that gives it back.
 * A lock left behind by a process that was killed is taken over. Throws StartError if another running process
 * (or this one, already) holds it: two PostgreSQL on the same files would destroy them.
 */
export function lockDataDirectory(dataDir: string): () => void {
  const directory = resolve(dataDir)
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const path = join(directory, 'server.lock')
  const me: Holder = { pid: process.pid, bornAt: birthOf(process.pid) }

  while (!createExclusively(path, me)) {
    const holder = readHolder(path)
    if (holder && (heldHere.has(directory) || isRunning(holder))) {
      throw new StartError(
        `Another server (process ${holder.pid}) is using the data directory ${directory}`,
        `Stop it first, or give this one a directory of its own with --data-dir DIRECTORY`,
      )
    }
    removeStale(path, holder)
  }
  heldHere.add(directory)

  return () => {
    heldHere.delete(directory)
    rmSync(path, { force: true })
  }
}

/** As `lockDataDirectory`, once whoever holds it has given it back. Rejects when the signal says that it is not wanted. */
export async function takeDirectory(directory: string, signal: AbortSignal): Promise<() => void> {
  for (;;) {
    try {
      return lockDataDirectory(directory)
    } catch (error) {
      if (!(error instanceof StartError)) throw error
      await delay(LOOK_EVERY_MS, undefined, { signal })
    }
  }
}

function createExclusively(path: string, holder: Holder): boolean {
  try {
    writeFileSync(path, JSON.stringify(holder), { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function readHolder(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder
  } catch {
    // Gone meanwhile, or cut short by a power failure: no holder either way.
    return undefined
  }
}

function isRunning(holder: Holder): boolean {
  // In a container the new process often has the number of the one that was killed: then it is us.
  if (holder.pid === process.pid) return false
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  return birthOf(holder.pid) === holder.bornAt
}

/** Moves a stale lock aside; if somebody else replaced it in between, theirs is put back. */
function removeStale(path: string, stale: Holder | undefined): void {
  const aside = `${path}.${process.pid}`
  try {
    renameSync(path, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  const moved = readHolder(aside)
  if (moved && moved.pid !== stale?.pid) renameSync(aside, path)
  else rmSync(aside)
}

/** The start time of a process in clock ticks since boot (Linux); empty where the system does not tell. */
function birthOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field is the program's name in brackets and may hold spaces: count from its end.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}
