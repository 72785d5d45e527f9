import type { CatalogueProposal } from '../contract/api/catalogue.ts'
import type { Queryable } from '../db/database.ts'
import type { DutyProposal, Ruling } from './propose-duties.ts'

/**
 * The agreements and decisions of a period, in the order of the log, one for each case and round: the last that stood.
 * Left out are those whose unit refused the case later, and what was no everyday work.
 */
export async function readRulings(database: Queryable, fromMs: number, toMs: number): Promise<Ruling[]> {
  const { rows } = await database.query<{
    case_id: string; category_code: string; area_code: string; kind: 'agree' | 'designate'
    unit_id: number; assist_unit_ids: number[]
  }>(
    `select distinct on (e.case_id, e.round) e.case_id, c.category_code, c.area_code, e.kind,
            (e.detail ->> 'unitId')::int as unit_id,
            array(select jsonb_array_elements_text(coalesce(e.detail -> 'assistUnitIds', '[]'))::int) as assist_unit_ids
       from case_events as e join cases as c on c.id = e.case_id
      where e.kind in ('agree', 'designate') and e.at >= $1 and e.at < $2 and c.mode = 'normal'
        and not exists (select from case_events as refusal
                         where refusal.case_id = e.case_id and refusal.id > e.id and refusal.kind = 'refuse'
                           and refusal.detail -> 'unitId' = e.detail -> 'unitId')
      order by e.case_id, e.round, e.id desc`,
    [new Date(fromMs), new Date(toMs)],
  )
  return rows.map((row) => ({
    caseId: Number(row.case_id),
    categoryCode: row.category_code,
    areaCode: row.area_code,
    unitId: row.unit_id,
    assistUnitIds: row.assist_unit_ids,
    provenance: row.kind === 'agree' ? 'agreed' : 'designated',
  }))
}

/** Makes the proposals of a month that nobody has decided about what they are now; the decided ones stay as they were. */
export async function writeProposals(
  transaction: Queryable, month: string, proposals: readonly DutyProposal[],
): Promise<void> {
  // two who ask at once would otherwise both find nothing there
  await transaction.query(`select pg_advisory_xact_lock(hashtext('catalogue proposals'))`)
  await transaction.query(
    `with proposed as (
       select t.*, array(select jsonb_array_elements_text(t.assists)::int) as assist_unit_ids,
              array(select jsonb_array_elements_text(t.cases)::bigint) as case_ids
         from jsonb_to_recordset($2::jsonb) as t
           (category_code text, area_code text, unit_id int, assists jsonb, provenance text, cases jsonb, place int)
     ), gone as (
       delete from catalogue_proposals as old
        where month = $1 and state = 'proposed' and not exists (
          select from proposed as p
           where (p.category_code, p.area_code, p.unit_id, p.assist_unit_ids, p.provenance)
               = (old.category_code, old.area_code, old.unit_id, old.assist_unit_ids, old.provenance))
     )
     insert into catalogue_proposals (month, category_code, area_code, unit_id, assist_unit_ids, provenance, case_ids)
     select $1, category_code, area_code, unit_id, assist_unit_ids, provenance, case_ids from proposed order by place
     on conflict (month, category_code, area_code, unit_id, assist_unit_ids, provenance) do update
       set case_ids = excluded.case_ids
       where catalogue_proposals.state = 'proposed' and catalogue_proposals.case_ids <> excluded.case_ids`,
    [
      month,
      JSON.stringify(proposals.map((proposal, place) => ({
        category_code: proposal.categoryCode, area_code: proposal.areaCode, unit_id: proposal.unitId,
        assists: proposal.assistUnitIds, provenance: proposal.provenance, cases: proposal.caseIds, place,
      }))),
    ],
  )
}

/** The proposals of a month, or the one of an id: of places in the scope, by category and area, the best founded first. */
export async function listProposals(
  database: Queryable, { scopeCode, month, id }: { scopeCode: string; month?: string; id?: number },
): Promise<CatalogueProposal[]> {
  const { rows } = await database.query(
    `select p.*, exists (
              select from catalogue_proposals as o
               where o.month = p.month and o.category_code = p.category_code and o.area_code = p.area_code
                 and o.unit_id <> p.unit_id) as contested
       from catalogue_proposals as p
      where area_code like $1 || '%' and ($2::text is null or month = $2) and ($3::int is null or id = $3)
      order by category_code, area_code, cardinality(case_ids) desc, unit_id, id`,
    [scopeCode, month ?? null, id ?? null],
  )
  return rows.map((row): CatalogueProposal => ({
    id: row.id,
    month: row.month,
    category: row.category_code,
    area: row.area_code,
    unitId: row.unit_id,
    assistUnitIds: row.assist_unit_ids,
    provenance: row.provenance,
    caseIds: row.case_ids.map(Number),
    state: row.state,
    ruleId: row.rule_id,
    decidedAt: row.decided_at?.toISOString() ?? null,
    decidedBy: row.decided_by,
    reason: row.reason,
    contested: row.contested,
  }))
}

/** Decides about a proposal that nobody has decided about; false where somebody has. */
export async function decideProposal(
  transaction: Queryable, id: number,
  end: { state: 'accepted' | 'rejected'; atMs: number; by: string; reason?: string },
): Promise<boolean> {
  const { rowCount } = await transaction.query(
    `update catalogue_proposals set state = $2, decided_at = $3, decided_by = $4, reason = $5
      where id = $1 and state = 'proposed'`,
    [id, end.state, new Date(end.atMs), end.by, end.reason ?? null],
  )
  return rowCount === 1
}

/** The rule that came of it. */
export async function setRuleOfProposal(transaction: Queryable, id: number, ruleId: number): Promise<void> {
  await transaction.query('update catalogue_proposals set rule_id = $2 where id = $1', [id, ruleId])
}

/** The last consultation in which these cases were agreed on or decided, or null. */
export async function consultationOfCases(database: Queryable, caseIds: readonly number[]): Promise<number | null> {
  const { rows } = await database.query<{ id: string | null }>(
    `select max(id) as id from consultations where case_id = any($1::bigint[]) and state in ('agreed', 'designated')`,
    [caseIds],
  )
  return rows[0].id === null ? null : Number(rows[0].id)
}
