import type { Field } from './start-field.ts'

export interface WalkOptions {
  start(): Field
  /** Whether the city in force is the simulated one, whose streets the field knows. */
  isSimulated(): boolean
  /** The simulation has ended by itself. */
  onEnded(exitCode: number | null): void
}

/** The simulated field, for as long as its city is in force. */
export interface Walk {
  /** To be called after each switch of boundaries: the field goes home when another city comes, and comes back. */
  follow(): void
  /** Ends it for good. */
  stop(): Promise<void>
}

/** Starts the field if the city is simulated. One that ended by itself is not started again before the next switch. */
export function walkWhileSimulated({ start, isSimulated, onEnded }: WalkOptions): Walk {
  let field: Field | undefined
  let stopping = Promise.resolve()
  let stopped = false

  function follow(): void {
    if (stopped || isSimulated() === (field !== undefined)) return
    if (field !== undefined) return goHome(field)
    const walking = start()
    field = walking
    void walking.ended.then((exitCode) => {
      if (field === walking) field = undefined
      onEnded(exitCode)
    })
  }

  function goHome(walking: Field): void {
    field = undefined
    stopping = Promise.all([stopping, walking.stop()]).then(() => {})
  }

  follow()
  return {
    follow,
    async stop() {
      stopped = true
      if (field !== undefined) goHome(field)
      await stopping
    },
  }
}
