import { readFile, readdir } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'

/** Ticks a second of the times in /proc, the same on all Linux machines in use. */
const TICKS_PER_SECOND = 100
const IDLE_MS_PER_S = 150
const LONGEST_START_S = 180

/** Milliseconds of processor time that a process has used, with its threads; NaN where the system does not say. */
export async function processorMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  if (stat === undefined) return Number.NaN
  // After the name, which is in brackets and may hold anything: state is field 3, user and system time 14 and 15.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return ((Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND) * 1000
}

/** The same for each process of a name, such as 'postgres', by its number. */
export async function processorMsOf(name: string): Promise<Map<number, number>> {
  const times = new Map<number, number>()
  const pids = (await readdir('/proc').catch(() => [])).filter((entry) => /^\d+$/.test(entry)).map(Number)
  for (const pid of pids) {
    const comm = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')
    if (comm.trim() === name) times.set(pid, (await processorMs(pid)) || 0)
  }
  return times
}

/** The same of the whole machine, whoever used it; NaN where the system does not say. */
export async function machineBusyMs(): Promise<number> {
  const stat = await readFile('/proc/stat', 'utf8').catch(() => '')
  // user, nice, system, idle, waiting for a disk, interrupts, soft interrupts
  const [user, nice, system, , , hard, soft] = (/^cpu +(.*)/.exec(stat)?.[1] ?? '').split(' ').map(Number)
  return ((user + nice + system + hard + soft) / TICKS_PER_SECOND) * 1000
}

/** What processes have spent between two looks; of those that ended meanwhile nothing is known. */
export function spentMs(before: ReadonlyMap<number, number>, after: ReadonlyMap<number, number>): number {
  return [...after].reduce((sum, [pid, ms]) => sum + ms - (before.get(pid) ?? 0), 0)
}

/** Resolves when a process does next to nothing for a second: what it had to do after its start is done. */
export async function untilIdle(pid: number): Promise<void> {
  let before = await processorMs(pid)
  for (let seconds = 0; seconds < LONGEST_START_S; seconds++) {
    await setTimeout(1000)
    const now = await processorMs(pid)
    if (!(now - before > IDLE_MS_PER_S)) return
    before = now
  }
}

/** Megabytes (10^6 bytes) of memory that a process holds; NaN where the system does not say. */
export async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(status)?.[1]
  return kilobytes === undefined ? Number.NaN : (Number(kilobytes) * 1024) / 1e6
}
