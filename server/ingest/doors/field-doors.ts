import fastifyPlugin from 'fastify-plugin'

/** A port of its own on which one protocol listens, beside what comes by HTTP. */
export interface FieldDoor {
  /** As users know the protocol: 'JT/T 808'. */
  name: string
  /** The port that the settings ask for; 0 takes a free one. */
  port: number
  /** Starts to listen; resolves with the port. Rejects as `net.Server` does, for instance with EADDRINUSE. */
  open(host: string, port: number): Promise<number>
  connections(): number
  /** Ends all connections; what was acknowledged is committed by then. */
  close(): Promise<void>
}

/** A door as it stands: `port` where it listens, else why it does not. */
export interface DoorState {
  name: string
  port: number | undefined
  connections: number
  trouble: string | undefined
}

export interface FieldDoors {
  /** To be called by each protocol while the app is built. */
  add(door: FieldDoor): void
  /** Opens all. One that cannot be opened keeps nobody from the others: a fresh machine may run a broker already. */
  openAll(host: string): Promise<DoorState[]>
  states(): DoorState[]
}

declare module 'fastify' {
  interface FastifyInstance {
    fieldDoors: FieldDoors
  }
}

/** The ports of the field; they close with the app. */
export const fieldDoorsPlugin = fastifyPlugin(
  async (app) => {
    const doors: { door: FieldDoor; port?: number; trouble?: string }[] = []
    const states = (): DoorState[] =>
      doors.map(({ door, port, trouble }) => ({
        name: door.name, port, trouble, connections: port === undefined ? 0 : door.connections(),
      }))
    app.decorate('fieldDoors', {
      add: (door) => void doors.push({ door }),
      async openAll(host) {
        for (const entry of doors) {
          try {
            entry.port = await entry.door.open(host, entry.door.port)
          } catch (error) {
            const { code, message } = error as NodeJS.ErrnoException
            entry.trouble = code === 'EADDRINUSE' ? `port ${entry.door.port} is taken` : message
          }
        }
        return states()
      },
      states,
    } satisfies FieldDoors)
    app.addHook('preClose', async () => {
      await Promise.all(doors.filter(({ port }) => port !== undefined).map(({ door }) => door.close()))
    })
  },
  { name: 'field-doors' },
)
