import fastifyPlugin from 'fastify-plugin'
import { readActivePlans } from './activation-repository.ts'
import { expireAsked } from './activations.ts'
import { activeAbove, type ActivePlan, type ActivePlans } from './active-plans.ts'
import { modeFollower } from './case-mode.ts'
import { sweepRollCalls } from './roll-calls.ts'

/** How often it is looked whether the time of a roll call or of a code is over. */
const SWEEP_EVERY_MS = 5000

/** The peace/war switch: `app.command`. */
export interface Command {
  /** The plan that is on at a place, of those above it the nearest; null in peace. */
  activeIn(areaCode: string): ActivePlan | null
  /** Reads anew which plans are on. */
  reload(): Promise<void>
  /** Reports who is missing at roll calls whose time is over, once each, and lets codes expire. Answers how many. */
  sweep(nowMs: number): Promise<number>
}

declare module 'fastify' {
  interface FastifyInstance {
    command: Command
  }
}

/** Decorates `app.command`, marks cases by the plan of their area, and watches over roll calls. */
export const commandPlugin = fastifyPlugin(
  async (app) => {
    const { database } = app
    let plans: ActivePlans = await readActivePlans(database)
    // one after the other: an older answer never takes the place of a newer one
    let reading: Promise<void> = Promise.resolve()
    const command: Command = {
      activeIn: (areaCode) => activeAbove(plans, areaCode),
      reload() {
        reading = reading.catch(() => {}).then(async () => {
          plans = await readActivePlans(database)
        })
        return reading
      },
      async sweep(nowMs) {
        await expireAsked(app, nowMs)
        return sweepRollCalls(app, nowMs)
      },
    }
    app.decorate('command', command)
    app.cases.follow(modeFollower(command.activeIn))

    const orTell = (work: Promise<unknown>, what: string) =>
      work.catch((error: unknown) => app.log.error({ err: error }, what))
    // also what another process on the same database has switched
    const unsubscribe = app.feed.subscribe(({ event }) => {
      if (event.topic === 'command' && (event.change === 'on' || event.change === 'off')) {
        void orTell(command.reload(), 'the plans that are on could not be read')
      }
    })
    let sweeping: Promise<unknown> | undefined
    const timer = setInterval(() => {
      sweeping ??= orTell(command.sweep(app.now()), 'roll calls were not looked at').finally(() => {
        sweeping = undefined
      })
    }, SWEEP_EVERY_MS)
    app.addHook('onClose', async () => {
      clearInterval(timer)
      unsubscribe()
      await sweeping
      await reading.catch(() => {})
    })
  },
  { name: 'command', dependencies: ['database', 'city', 'duty', 'feed', 'live', 'cases'] },
)
