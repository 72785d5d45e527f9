import type { ActivationSummary, CommandKind, PlanContent } from '../contract/api/command.ts'
import type { Queryable } from '../db/database.ts'
import type { CityFacts } from '../org/city-facts.ts'
import { modeOf, type ActivePlan } from './active-plans.ts'
import { areaNamed } from './area-named.ts'

/** An activation with what only the server needs. */
export interface ActivationRow {
  summary: ActivationSummary
  plan: PlanContent
  code: string | null
  tries: number
  waitsUntilMs: number | null
}

interface Row {
  id: string
  plan_id: string
  plan: PlanContent
  areaCode: string
  kind: CommandKind
  state: ActivationSummary['state']
  note: string
  asked_at: Date
  askedBy: string
  started_at: Date | null
  startedBy: string | null
  endNote: string | null
  ended_at: Date | null
  endedBy: string | null
  waitsFor: ActivationSummary['waitsFor']
  code: string | null
  code_tries: number
  waits_until: Date | null
}

const columns = `id, plan_id, plan, area_code as "areaCode", kind, state, note, asked_at, asked_by as "askedBy",
  started_at, started_by as "startedBy", end_note as "endNote", ended_at, ended_by as "endedBy",
  waits_for as "waitsFor", code, code_tries, waits_until`

/** An activation of a scope; null where there is none. */
export async function readActivation(
  database: Queryable, city: CityFacts, id: number, scopeCode: string,
): Promise<ActivationRow | null> {
  const { rows } = await database.query<Row>(
    `select ${columns} from command_activations where id = $1 and starts_with(area_code, $2)`, [id, scopeCode],
  )
  return rows[0] === undefined ? null : toActivation(rows[0], city)
}

/** What is on in a scope or above it, by area. */
export async function listActive(
  database: Queryable, city: CityFacts, scopeCode: string,
): Promise<ActivationSummary[]> {
  const { rows } = await database.query<Row>(
    `select ${columns} from command_activations
      where state = 'active' and (starts_with(area_code, $1) or starts_with($1, area_code)) order by area_code`,
    [scopeCode],
  )
  return rows.map((row) => toActivation(row, city).summary)
}

/** The newest activations of a scope, newest first. */
export async function listActivations(
  database: Queryable, city: CityFacts, scopeCode: string, limit: number,
): Promise<ActivationSummary[]> {
  const { rows } = await database.query<Row>(
    `select ${columns} from command_activations where starts_with(area_code, $1) order by id desc limit $2`,
    [scopeCode, limit],
  )
  return rows.map((row) => toActivation(row, city).summary)
}

/** The plans that are on. */
export async function readActivePlans(database: Queryable): Promise<Map<string, ActivePlan>> {
  const { rows } = await database.query<Row>(`select ${columns} from command_activations where state = 'active'`)
  return new Map(rows.map(({ id, plan_id, plan, areaCode, kind, started_at }) => [areaCode, {
    activationId: Number(id), planId: Number(plan_id), planName: plan.name, areaCode, mode: modeOf(kind),
    startedAtMs: started_at!.getTime(), limits: plan.limits,
  }]))
}

function toActivation(row: Row, city: CityFacts): ActivationRow {
  const {
    id, plan_id, plan, areaCode, kind, state, note, asked_at, askedBy, started_at, startedBy, endNote, ended_at,
    endedBy, waitsFor, code, code_tries, waits_until,
  } = row
  const iso = (time: Date | null) => time?.toISOString() ?? null
  return {
    summary: {
      id: Number(id), planId: Number(plan_id), planName: plan.name, planNameEn: plan.nameEn, areaCode,
      area: areaNamed(city, areaCode), kind, state, limits: plan.limits, note, askedAt: asked_at.toISOString(), askedBy,
      startedAt: iso(started_at), startedBy, endNote, endedAt: iso(ended_at), endedBy, waitsFor,
      waitsUntil: iso(waits_until),
    },
    plan, code, tries: code_tries, waitsUntilMs: waits_until?.getTime() ?? null,
  }
}
