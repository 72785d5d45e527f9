import fastifyPlugin from 'fastify-plugin'
import { dayPartitions } from '../db/day-partitions.ts'
import { createGroupCommitter } from '../db/group-committer.ts'
import { writeTogether } from '../db/write-together.ts'
import { writeFailureOf } from '../db/write-failure.ts'
import { overloaded } from '../errors.ts'
import { giveUpAfter } from './give-up-after.ts'
import type { IncomingRecord, Intake, IntakeCounts, IntakeState, Tracker } from './intake.ts'
import type { CommittedPosition, PlacedPosition } from './place-position.ts'
import type { Protocol } from './position.ts'
import { QuarantineBudget } from './quarantine-budget.ts'
import { keepDays } from './retention.ts'
import { createSubmissionWriter, PATIENCE_MS, type Submission } from './repository.ts'
import { SpeedCheck } from './speed-check.ts'
import { nothingTaken, type Taken, takeRecord, type TakingFacts } from './take-record.ts'

/** Whom the signals of the field are given as. */
const ACTOR = 'field'
/** A fix waits so long for company at most: short beside what a network takes, long enough to share a commit. The one
 * connection of the embedded database is for others as well. */
const FLUSH_EVERY_MS = { server: 25, embedded: 50 }
const FLUSH_ROWS = 5000
/** Some 50 MB. */
const QUEUE_ROWS = 100_000

const KEEP_DAYS_EVERY_MS = 3_600_000

type Listener = (positions: readonly CommittedPosition[], nowMs: number) => void

/** The one way in for positions: judged, placed, committed in groups, and only then told. */
export const intakePlugin = fastifyPlugin(
  async (app) => {
    const { database, lastPositions } = app
    const { notes } = app.trackers
    const partitions = dayPartitions(database, 'positions')
    const budget = new QuarantineBudget()
    const speeds = new SpeedCheck()
    const listeners = new Set<Listener>()
    const writeSubmissions = createSubmissionWriter(database, partitions)
    let failure: IntakeState['failure']

    const committer = createGroupCommitter<Submission>({
      async write(submissions) {
        await writeSubmissions(submissions)
        failure = undefined
      },
      rowsOf: ({ positions, quarantined, offDuty }) => positions.length + quarantined.length + offDuty.length,
      onCommitted(submissions) {
        const nowMs = Date.now()
        const committed = inOrderOfTime(submissions).map((position) => lastPositions.take(position))
        if (committed.length === 0) return
        app.live.committed(committed, nowMs)
        for (const listener of listeners) tell(listener, committed, nowMs)
      },
      onError(error) {
        failure = writeFailureOf(error, Date.now())
        app.log.error({ err: error }, 'positions could not be written')
      },
      flushEveryMs: FLUSH_EVERY_MS[database.kind],
      flushRows: FLUSH_ROWS,
      queueRows: QUEUE_ROWS,
      writesAtOnce: database.kind === 'server' ? 2 : 1,
    })
    app.addHook('onClose', () => committer.close())

    /** A listener that fails must not make anybody believe that positions were not stored. */
    function tell(listener: Listener, committed: readonly CommittedPosition[], nowMs: number): void {
      try {
        listener(committed, nowMs)
      } catch (error) {
        app.log.error({ err: error }, 'who follows the field failed')
      }
    }

    const onDuty: TakingFacts['onDuty'] = (workerId, atMs) => app.duty.onDuty(workerId, atMs)
    const lastPlaceOf: TakingFacts['lastPlaceOf'] = (workerId) => {
      const last = lastPositions.get(workerId)
      return last && { lng: last.lng, lat: last.lat }
    }

    function take<Record extends IncomingRecord>(
      records: readonly Record[], trackerOf: (record: Record) => Tracker, protocol: Protocol, receivedAtMs: number,
    ): Taken {
      const taken = nothingTaken()
      const facts = { policy: app.duty.policy, grids: app.grids.current(), onDuty, lastPlaceOf, speeds }
      for (const record of records) {
        const { report } = record
        const tracker = trackerOf(record)
        // Heartbeats often say no time of their own, and files that somebody brought say nothing of a clock.
        const tellsClock = report.type === 'fix' && protocol !== 'gpx'
        notes.heard(tracker.key, protocol, receivedAtMs, tellsClock ? report.reading.recordedAtMs : undefined)
        takeRecord(taken, tracker, protocol, record, receivedAtMs, facts)
      }
      return taken
    }

    /** Waits with nothing in hand but what it is to commit: what the records were made of would live as long. */
    async function commit(taken: Taken, receivedAtMs: number): Promise<IntakeCounts> {
      const { positions, quarantined, offDuty, offDutyCount, heartbeats, signals } = taken
      await committer.submit({ positions, offDuty, quarantined: budget.admit(quarantined, receivedAtMs) })
      if (signals.length > 0) await tellSignals(signals)
      for (const { workerId, atMs } of heartbeats) app.live.heartbeat(workerId, atMs, receivedAtMs)
      return { accepted: positions.length, quarantined: quarantined.length, offDuty: offDutyCount }
    }

    /** A storm of them costs few transactions. */
    const signalTogether = writeTogether<Taken['signals'], void>({
      async write(groups) {
        await app.alarms.signal(groups.flat(), ACTOR)
        return groups.map(() => {})
      },
    })

    async function tellSignals(signals: Taken['signals']): Promise<void> {
      try {
        await giveUpAfter(signalTogether(signals), PATIENCE_MS)
      } catch (error) {
        app.log.error({ err: error }, 'signals of the field could not be passed on')
        throw overloaded(1)
      }
    }

    const intake: Intake = {
      trackerOf: (key, scopeCode) => app.trackers.within(key, scopeCode),
      submit: async (tracker, protocol, records, receivedAtMs) =>
        commit(take(records, () => tracker, protocol, receivedAtMs), receivedAtMs),
      submitAll: async (records, protocol, receivedAtMs) =>
        commit(take(records, ({ tracker }) => tracker, protocol, receivedAtMs), receivedAtMs),
      setAside: (record) =>
        committer.submit({ positions: [], offDuty: [], quarantined: budget.admit([record], record.receivedAtMs) }),
      onCommitted(listener) {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
      state: () => ({ rowsWaiting: committer.rowsWaiting(), failure }),
    }
    app.decorate('intake', intake)

    const keeping = setInterval(() => {
      keepDays(database, partitions, app.duty.policy, Date.now()).catch((error: unknown) => {
        app.log.error({ err: error }, 'the days could not be kept')
      })
    }, KEEP_DAYS_EVERY_MS).unref()
    app.addHook('onClose', async () => clearInterval(keeping))
  },
  {
    name: 'intake',
    dependencies: ['database', 'grids', 'live', 'last-positions', 'trackers', 'duty', 'alarms'],
  },
)

function inOrderOfTime(submissions: readonly Submission[]): PlacedPosition[] {
  return submissions.flatMap(({ positions }) => positions).sort((a, b) => a.recordedAtMs - b.recordedAtMs)
}
