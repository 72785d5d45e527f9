import { setImmediate } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** Makes something and says by how many megabytes (10^6 bytes) of heap and array buffers the process grew for it. */
export async function measureGrowth<Made>(make: () => Made): Promise<{ made: Made, heapMb: number }> {
  const before = await usedBytes()
  const made = make()
  return { made, heapMb: ((await usedBytes()) - before) / 1e6 }
}

async function usedBytes(): Promise<number> {
  // Array buffers are given back some time after the collection that finds them unused.
  for (let round = 0; round < 4; round++) {
    collectGarbage()
    await setImmediate()
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
