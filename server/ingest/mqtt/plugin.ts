import fastifyPlugin from 'fastify-plugin'
import { createEmbeddedBroker } from './embedded-broker.ts'
import { createOutsideBroker } from './outside-broker.ts'
import { createMessageTaker } from './take-message.ts'

/** MQTT: a broker of our own, or with `mqttUrl` a client of one that is there already. */
export const mqttPlugin = fastifyPlugin(
  async (app) => {
    const { mqttUrl, mqttPort } = app.config
    const taker = createMessageTaker(app)
    if (mqttUrl === undefined) {
      app.fieldDoors.add(
        createEmbeddedBroker({
          port: mqttPort,
          identify: (token) => app.identities.identify(token),
          take: taker.take,
          mayListen: (trackerKey, scopeCode) => app.intake.trackerOf(trackerKey, scopeCode) !== undefined,
          log: app.log,
        }),
      )
      return
    }
    const { code } = app.city.record
    app.fieldDoors.add(
      createOutsideBroker({
        url: new URL(mqttUrl),
        clientId: `gridwall-${code}`,
        // Who may publish is that broker's business, so what it lets through is taken for the whole city.
        take: (topic, payload) => taker.take({ topic, payload, scopeCode: app.city.record.code }),
        setAside: (topic, payload, reason) => taker.setAside({ topic, payload }, reason),
        log: app.log,
      }),
    )
  },
  { name: 'mqtt', dependencies: ['auth', 'city', 'field-doors', 'intake', 'sensors'] },
)
