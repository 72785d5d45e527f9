import { expect, test } from 'vitest'
import type { Field } from '../../server/start/start-field.ts'
import { walkWhileSimulated } from '../../server/start/walk-while-simulated.ts'

/** Fields that note what happens to them, in place of processes. */
function yard(simulated = true) {
  const log: string[] = []
  const endings: ((code: number | null) => void)[] = []
  const city = { simulated }
  const start = (): Field => {
    const number = endings.length + 1
    log.push(`start ${number}`)
    return {
      ended: new Promise((resolve) => endings.push(resolve)),
      stop: async () => void log.push(`stop ${number}`),
    }
  }
  const walk = walkWhileSimulated({
    start, isSimulated: () => city.simulated, onEnded: (code) => log.push(`ended ${code}`),
  })
  return { log, endings, city, walk }
}

test('the field walks while its city is in force, goes home when another comes, and returns with it', async () => {
  const { log, city, walk } = yard()
  walk.follow()
  city.simulated = false
  walk.follow()
  walk.follow()
  city.simulated = true
  walk.follow()
  await walk.stop()
  expect(log).toEqual(['start 1', 'stop 1', 'start 2', 'stop 2'])
})

test('it does not start for another city, nor after it was stopped', async () => {
  const { log, city, walk } = yard(false)
  expect(log).toEqual([])
  await walk.stop()
  city.simulated = true
  walk.follow()
  expect(log).toEqual([])
})

test('a field that ended by itself is told of, and started again by the next switch only', async () => {
  const { log, endings, walk } = yard()
  endings[0](7)
  await Promise.resolve()
  expect(log).toEqual(['start 1', 'ended 7'])
  walk.follow()
  expect(log).toEqual(['start 1', 'ended 7', 'start 2'])
})
