import fastifyPlugin from 'fastify-plugin'
import { inTurn } from '../db/in-turn.ts'
import { locate } from '../grids/locate.ts'
import { createCityTime } from '../org/city-time.ts'
import type { AlarmDesk } from './alarm-desk.ts'
import { createAlarmNews } from './alarm-news.ts'
import { escalateAlarms } from './escalate-alarms.ts'
import { readEscalationPolicy } from './escalation-policy.ts'
import { takeSignals, type SignalContext } from './take-signals.ts'

const ESCALATE_EVERY_MS = 5000
/** Changes that wait for the one under way: in a storm of alarms thousands come at once. */
const MOST_WAITING = 5000
/** One that waits or takes longer is given up on: all others wait for it. */
const PATIENCE_MS = 10_000

/** Decorates `app.alarms`, the one way in for alarms, and passes on what nobody acknowledges. */
export const alarmsPlugin = fastifyPlugin(
  async (app) => {
    const { database } = app
    const cityTime = createCityTime(app.config.timeZone)

    const one = inTurn({ most: MOST_WAITING, patienceMs: PATIENCE_MS })

    /** The city and its grids of one version, for the length of one transaction. */
    function contextNow(): SignalContext {
      const index = app.grids.current()
      return {
        city: app.city,
        cases: app.cases,
        cityTime,
        locate: (lng, lat) => locate(index, lng, lat),
        lastPlace: (workerId) => app.lastPositions.get(workerId),
      }
    }

    const desk: AlarmDesk = {
      async signal(signals, actor) {
        if (signals.length === 0) return []
        return desk.change(actor, async (transaction, news, context) => {
          await takeSignals(transaction, signals, context, news)
          return news.alarms()
        })
      },
      async signalWithin(transaction, signals, actor) {
        if (signals.length === 0) return []
        const news = createAlarmNews(actor, new Date())
        await takeSignals(transaction, signals, contextNow(), news)
        await news.write(transaction)
        return news.alarms()
      },
      onAcknowledged: (listener) =>
        app.feed.subscribe(({ event }) => {
          if (event.topic === 'alarm' && event.change === 'acknowledge') listener(event.alarm)
        }),
      async change(actor, work, at = new Date()) {
        const news = createAlarmNews(actor, at)
        const { result, isNews } = await one(() =>
          database.transaction(async (transaction) => {
            const result = await work(transaction, news, contextNow())
            return { result, isNews: await news.write(transaction) }
          }, { withinMs: PATIENCE_MS }))
        if (isNews) app.feed.committed()
        return result
      },
    }
    app.decorate('alarms', desk)

    let escalating: Promise<void> | undefined
    const escalate = () => {
      escalating ??= desk
        .change('system', async (transaction, news) =>
          escalateAlarms(transaction, await readEscalationPolicy(transaction), news))
        .catch((error: unknown) => app.log.error({ err: error }, 'alarms were not escalated'))
        .then(() => {
          escalating = undefined
        })
    }
    const timer = setInterval(escalate, ESCALATE_EVERY_MS)
    app.addHook('onClose', async () => {
      clearInterval(timer)
      await escalating
    })
  },
  { name: 'alarms', dependencies: ['database', 'city', 'grids', 'feed', 'last-positions', 'cases'] },
)
