import type { FastifyInstance } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { readOpenEpisodes, trimEpisodes, writeEpisodes } from './events-repository.ts'
import { followHelp } from './follow-help.ts'
import type { ResumedStates } from '../live/live-lane.ts'
import { type Episode, StateJournal } from './state-journal.ts'

const LOOK_EVERY_MS = 1000
const WRITE_EVERY_MS = 3000
const TRIM_EVERY_MS = 3_600_000

/** Follows shifts and calls for help on the live lane, and writes down when states of workers begin and end. */
export const dutyWatchPlugin = fastifyPlugin(
  async (app) => {
    const { database, duty, live } = app
    const startedAtMs = Date.now()
    const unsubscribe = await followHelp(app)
    const open = await readOpenEpisodes(database)
    resume(app, open, startedAtMs)
    const journal = new StateJournal(open, startedAtMs + live.slots.rules.silentAfterMs)

    function look(): void {
      const nowMs = Date.now()
      live.followDuty(nowMs)
      journal.look(live.roster, live.slots, nowMs)
    }

    async function write(): Promise<void> {
      const entries = journal.take()
      if (entries.begun.length + entries.ended.length === 0) return
      try {
        await writeEpisodes(database, entries)
      } catch (error) {
        journal.giveBack(entries)
        throw error
      }
    }

    let work: Promise<void> = Promise.resolve()
    const inTurn = (task: () => Promise<void>, what: string) => () => {
      work = work.then(task).catch((error: unknown) => app.log.error({ err: error }, what))
    }
    const writeNext = inTurn(write, 'states of workers could not be written down')
    const trim = () => trimEpisodes(database, duty.policy.positionDays)
    const timers = [
      setInterval(look, LOOK_EVERY_MS),
      setInterval(writeNext, WRITE_EVERY_MS),
      setInterval(inTurn(trim, 'old states of workers were not deleted'), TRIM_EVERY_MS),
    ]
    const forgetPolicy = duty.onPolicy(look)
    app.addHook('onClose', async () => {
      for (const timer of timers) clearInterval(timer)
      unsubscribe()
      forgetPolicy()
      look()
      writeNext()
      await work
    })
  },
  { name: 'duty-watch', dependencies: ['database', 'duty', 'feed', 'live'] },
)

/** Lets what began in the duty that still runs go on from then. */
function resume({ duty, live }: FastifyInstance, open: readonly Episode[], nowMs: number): void {
  const going = open.filter(({ workerId, fromMs }) => fromMs >= duty.dutyAt(workerId, nowMs).sinceMs)
  const states = going.flatMap(({ workerId, state, fromMs }): ResumedStates[] => {
    if (state === 'idle') return [{ workerId, stillSinceMs: fromMs }]
    return state === 'out-of-area' ? [{ workerId, outsideSinceMs: fromMs }] : []
  })
  live.resume(states, nowMs)
}
