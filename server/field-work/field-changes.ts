import type { FieldTopic } from '../contract/api/field-work.ts'
import type { FieldPerson } from './field-person.ts'

/** Whom something concerns: units, workers, and desks by the code of an area. */
export interface Audience {
  unitIds?: Iterable<number>
  workerIds?: Iterable<number>
  areaCode?: string
}

interface Listener {
  person: FieldPerson
  hear(topic: FieldTopic): void
}

/** Tells the phones that are connected what they should read again, and nothing of what it says. */
export class FieldChanges {
  readonly #listeners = new Set<Listener>()

  /** Calls `hear` with whatever concerns this person from now on; returns what ends that. */
  listen(person: FieldPerson, hear: (topic: FieldTopic) => void): () => void {
    const listener = { person, hear }
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Whether anybody listens: else nobody need be looked up. */
  get isHeard(): boolean {
    return this.#listeners.size > 0
  }

  /** Something was committed that concerns these. */
  tell({ unitIds = [], workerIds = [], areaCode }: Audience, topic: FieldTopic): void {
    const units = new Set(unitIds)
    const workers = new Set(workerIds)
    for (const { person, hear } of this.#listeners) {
      const { unitId, workerId, scopeCode } = person
      const isDesk = unitId === null && workerId === null && areaCode?.startsWith(scopeCode) === true
      if (isDesk || (unitId !== null && units.has(unitId)) || (workerId !== null && workers.has(workerId))) hear(topic)
    }
  }
}
