import Fastify, { LogController, type FastifyInstance } from 'fastify'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import fastifyPlugin from 'fastify-plugin'
import { escalationRoutes } from './alarms/escalation-routes.ts'
import { alarmsPlugin } from './alarms/plugin.ts'
import { alarmRoutes } from './alarms/routes.ts'
import { authPlugin } from './auth/plugin.ts'
import { authRoutes } from './auth/routes.ts'
import { tokenRoutes } from './auth/token-routes.ts'
import { editRoutes } from './boundaries/edit/routes.ts'
import { boundariesPlugin } from './boundaries/plugin.ts'
import { findingRoutes } from './boundaries/findings-routes.ts'
import { boundaryRoutes } from './boundaries/routes.ts'
import { openOrderRoutes } from './cases/open-order-routes.ts'
import { casesPlugin } from './cases/plugin.ts'
import { acknowledgeRoutes } from './cases/acknowledge-routes.ts'
import { caseRoutes } from './cases/routes.ts'
import { copyRoutes } from './cases/copy-routes.ts'
import { duplicateRoutes } from './cases/duplicate-routes.ts'
import { stepRoutes } from './cases/step-routes.ts'
import { templateRoutes } from './cases/template-routes.ts'
import { caseImportRoutes } from './channels/import/routes.ts'
import { channelsPlugin } from './channels/plugin.ts'
import { channelReceiveRoutes } from './channels/receive-routes.ts'
import { rejectRoutes } from './channels/reject-routes.ts'
import { channelRoutes } from './channels/routes.ts'
import { webhookRoutes } from './channels/webhooks/routes.ts'
import { catalogueRoutes } from './catalogue/catalogue-routes.ts'
import { consultationRoutes } from './catalogue/consultation-routes.ts'
import { disciplineRoutes } from './catalogue/discipline-routes.ts'
import { dutyRoutes } from './catalogue/duty-routes.ts'
import { handlerRoutes } from './catalogue/handler-routes.ts'
import { autoDispatchPlugin, cataloguePlugin } from './catalogue/plugin.ts'
import { proposalRoutes } from './catalogue/proposal-routes.ts'
import { catalogueSettingsRoutes } from './catalogue/settings-routes.ts'
import { undecidedRoutes } from './catalogue/undecided-routes.ts'
import { citizenPlugin } from './citizen/plugin.ts'
import { citizenRoutes } from './citizen/routes.ts'
import { calendarRoutes } from './clocks/calendar-routes.ts'
import { cardRoutes } from './clocks/card-routes.ts'
import { limitRoutes } from './clocks/limit-routes.ts'
import { clocksPlugin } from './clocks/plugin.ts'
import { supervisionRoutes } from './clocks/supervision-routes.ts'
import { commandPlugin } from './command/plugin.ts'
import { commandRoutes } from './command/routes.ts'
import type { Config } from './config.ts'
import type { Database } from './db/database.ts'
import { patternRoutes } from './duty/pattern-routes.ts'
import { dutyPlugin } from './duty/plugin.ts'
import { policyRoutes } from './duty/policy-routes.ts'
import { dutyWatchPlugin } from './duty/watch-plugin.ts'
import { workerDutyRoutes } from './duty/worker-routes.ts'
import { gridsPlugin } from './grids/plugin.ts'
import { gridRoutes } from './grids/routes.ts'
import { heatPlugin } from './heat/plugin.ts'
import { heatRoutes } from './heat/routes.ts'
import { clientFiles } from './http/client-files.ts'
import { useErrorReplies } from './http/error-replies.ts'
import { healthRoutes } from './http/health-routes.ts'
import { securityHeaders } from './http/security-headers.ts'
import { useValidation } from './http/validation.ts'
import { importRoutes } from './imports/routes.ts'
import { indicatorRoutes } from './indicators/routes.ts'
import { fieldWorkPlugin } from './field-work/plugin.ts'
import { fieldWorkRoutes } from './field-work/routes.ts'
import { fieldDoorsPlugin } from './ingest/doors/field-doors.ts'
import { doorRoutes } from './ingest/doors/routes.ts'
import { intakePlugin } from './ingest/intake-plugin.ts'
import { jt808Plugin } from './ingest/jt808/plugin.ts'
import { lastPositionsPlugin } from './ingest/last-positions-plugin.ts'
import { mqttPlugin } from './ingest/mqtt/plugin.ts'
import { ingestRoutes } from './ingest/routes.ts'
import { feedPlugin } from './live/feed/plugin.ts'
import { livePlugin } from './live/plugin.ts'
import { liveRoutes } from './live/routes.ts'
import { open311AdminRoutes } from './open311/admin-routes.ts'
import { open311Plugin } from './open311/plugin.ts'
import { OPEN311_BASE, open311Routes } from './open311/routes.ts'
import { lookbackPlugin } from './lookback/plugin.ts'
import { lookbackRoutes } from './lookback/routes.ts'
import { cityPlugin } from './org/plugin.ts'
import { cityRoutes } from './org/routes.ts'
import { reportRoutes } from './report/routes.ts'
import { retentionPlugin } from './retention/plugin.ts'
import { retentionRoutes } from './retention/routes.ts'
import { deviceRoutes } from './sensors/device-routes.ts'
import { deviceKindRoutes } from './sensors/kind-routes.ts'
import { sensorsPlugin } from './sensors/plugin.ts'
import { sensorReceiveRoutes } from './sensors/receive-routes.ts'
import { tileRoutes } from './tiles/routes.ts'
import { messageRoutes } from './trackers/message-routes.ts'
import { trackersPlugin } from './trackers/plugin.ts'
import { trackerRoutes } from './trackers/routes.ts'
import { playbackRoutes } from './tracks/playback-routes.ts'
import { trackRoutes } from './tracks/routes.ts'

/** What the app stands on; whoever builds it opens these before and closes them after. */
export interface AppContext {
  config: Config
  database: Database
  /** The built client; without it the API runs and pages are missing. */
  clientDirectory: string
  /** The time in epoch milliseconds by which the limits of cases run; tests set it. */
  now?: () => number
}

declare module 'fastify' {
  interface FastifyInstance {
    config: Config
    database: Database
    now(): number
  }
}

/** Builds the app, ready to listen or to be injected into. The database must hold a city. */
export async function buildApp({ config, database, clientDirectory, now = Date.now }: AppContext): Promise<FastifyInstance> {
  const app = Fastify({
    // a request's address may hold a device token, so requests are not logged; failures are, with what failed
    logController: new LogController({ disableRequestLogging: true }),
    logger: { level: config.logLevel },
    // one photo in base64 and its case
    bodyLimit: 12 * 1024 * 1024,
    // the proxy before us and nobody behind it: whoever calls writes what he likes into the rest of X-Forwarded-For
    trustProxy: config.trustProxy && ((_address: string, hop: number) => hop === 0),
    // two million cases take their time to be read into the heat cube
    pluginTimeout: 300_000,
  }).withTypeProvider<TypeBoxTypeProvider>()

  useValidation(app as unknown as FastifyInstance)
  useErrorReplies(app as unknown as FastifyInstance)
  await app.register(
    fastifyPlugin(
      async (app) => {
        app.decorate('config', config)
        app.decorate('database', database)
        app.decorate('now', now)
      },
      { name: 'database' },
    ),
  )
  await app.register(securityHeaders)
  await app.register(authPlugin)
  await app.register(cityPlugin)
  await app.register(gridsPlugin)
  await app.register(boundariesPlugin)
  await app.register(dutyPlugin)
  await app.register(feedPlugin)
  await app.register(lastPositionsPlugin)
  await app.register(livePlugin)
  await app.register(dutyWatchPlugin)
  await app.register(heatPlugin)
  await app.register(casesPlugin)
  await app.register(cataloguePlugin)
  await app.register(commandPlugin)
  await app.register(clocksPlugin)
  await app.register(citizenPlugin)
  await app.register(channelsPlugin)
  await app.register(lookbackPlugin)
  await app.register(open311Plugin)
  await app.register(fieldWorkPlugin)
  await app.register(fieldDoorsPlugin)
  await app.register(alarmsPlugin)
  await app.register(trackersPlugin)
  await app.register(intakePlugin)
  await app.register(jt808Plugin)
  await app.register(sensorsPlugin)
  await app.register(mqttPlugin)
  await app.register(retentionPlugin)
  // after all others that follow cases
  await app.register(autoDispatchPlugin)

  await app.register(healthRoutes)
  await app.register(authRoutes)
  await app.register(tokenRoutes)
  await app.register(cityRoutes)
  await app.register(gridRoutes)
  await app.register(boundaryRoutes)
  await app.register(editRoutes)
  await app.register(findingRoutes)
  await app.register(importRoutes)
  await app.register(tileRoutes)
  await app.register(doorRoutes)
  await app.register(ingestRoutes)
  await app.register(trackerRoutes)
  await app.register(liveRoutes)
  await app.register(policyRoutes)
  await app.register(retentionRoutes)
  await app.register(patternRoutes)
  await app.register(workerDutyRoutes)
  await app.register(messageRoutes)
  await app.register(trackRoutes)
  await app.register(playbackRoutes)
  await app.register(caseRoutes)
  await app.register(stepRoutes)
  await app.register(acknowledgeRoutes)
  await app.register(calendarRoutes)
  await app.register(limitRoutes)
  await app.register(supervisionRoutes)
  await app.register(cardRoutes)
  await app.register(templateRoutes)
  await app.register(copyRoutes)
  await app.register(duplicateRoutes)
  await app.register(openOrderRoutes)
  await app.register(fieldWorkRoutes)
  await app.register(catalogueRoutes)
  await app.register(catalogueSettingsRoutes)
  await app.register(undecidedRoutes)
  await app.register(dutyRoutes)
  await app.register(handlerRoutes)
  await app.register(consultationRoutes)
  await app.register(disciplineRoutes)
  await app.register(proposalRoutes)
  await app.register(channelRoutes)
  await app.register(channelReceiveRoutes)
  await app.register(rejectRoutes)
  await app.register(caseImportRoutes)
  await app.register(webhookRoutes)
  await app.register(citizenRoutes)
  await app.register(lookbackRoutes)
  await app.register(open311Routes, { prefix: OPEN311_BASE })
  await app.register(open311AdminRoutes)
  await app.register(commandRoutes)
  await app.register(alarmRoutes)
  await app.register(escalationRoutes)
  await app.register(sensorReceiveRoutes)
  await app.register(deviceKindRoutes)
  await app.register(deviceRoutes)
  await app.register(heatRoutes)
  await app.register(reportRoutes)
  await app.register(indicatorRoutes)
  await app.register(clientFiles, { directory: clientDirectory })
  return app as unknown as FastifyInstance
}
