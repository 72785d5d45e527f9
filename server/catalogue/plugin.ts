import fastifyPlugin from 'fastify-plugin'
import { categoryPathOf } from '../cases/category-tree.ts'
import type { AutoDispatch, DisciplineRule } from '../contract/api/catalogue.ts'
import type { Queryable } from '../db/database.ts'
import { dispatchRoutine, readAutoDispatch } from './auto-dispatch.ts'
import { followConsultations, refineConsultations } from './consultation-follower.ts'
import { followFlags, refineFlags } from './discipline-follower.ts'
import { readDisciplineRules } from './discipline-repository.ts'
import { readDutyRules } from './duty-repository.ts'
import { nameHandlers } from './handler-repository.ts'
import { dutyTable, resolveDuty, type DutyRule } from './resolve-duty.ts'

/** What other domains may ask the catalogue: `app.catalogue`. */
export interface Catalogue {
  /** The rule that decides at a place and time; null where none does. The place is an area's code, or a grid's. */
  resolveDuty(categoryCode: string, areaCode: string, atMs: number): DutyRule | null
  autoDispatch: AutoDispatch
  disciplineRules: readonly DisciplineRule[]
  /** Makes this process use the rules that were written. */
  reloadDuties(): Promise<void>
}

declare module 'fastify' {
  interface FastifyInstance {
    catalogue: Catalogue
  }
}

/** Decorates `app.catalogue`; keeps consultations, discipline flags and named handlers as cases change. */
export const cataloguePlugin = fastifyPlugin(
  async (app) => {
    const { database } = app
    const catalogue: Catalogue = {
      resolveDuty: (categoryCode, areaCode, atMs) =>
        resolveDuty(app.city.duties, categoryPathOf(categoryCode, app.city.categoryByCode), areaCode, atMs),
      autoDispatch: await readAutoDispatch(database),
      disciplineRules: await readDisciplineRules(database),
      async reloadDuties() {
        const duties = dutyTable(await readDutyRules(database))
        app.replaceCity({ ...app.city, duties })
      },
    }
    app.decorate('catalogue', catalogue)
    app.cases.follow({
      async refine(drafts, transaction: Queryable) {
        await refineConsultations(drafts, transaction, app.city)
        refineFlags(drafts, catalogue.disciplineRules)
      },
      async follow(changes, transaction) {
        await nameHandlers(changes, transaction)
        await followConsultations(changes, transaction)
        await followFlags(changes, transaction)
      },
    })
  },
  { name: 'catalogue', dependencies: ['database', 'city', 'cases'] },
)

/**
 * Sends routine cases out as they come. To be registered after all others that follow cases: what they make of a new case
 * (its template, its mode, its limits) is to be known by then.
 */
export const autoDispatchPlugin = fastifyPlugin(
  async (app) => {
    app.cases.follow({ refine: (drafts) => dispatchRoutine(drafts, app.catalogue.autoDispatch) })
  },
  { name: 'auto-dispatch', dependencies: ['catalogue'] },
)
