import type { Queryable } from '../db/database.ts'

/**
 * Writes the consultations that the events of loaded cases speak of, and what the units said: the first that was invited
 * leaves it to the one that leads in the end; of those that are open it has said that it only assists.
 */
export async function loadConsultations(transaction: Queryable): Promise<void> {
  await transaction.query(
    `insert into consultations (case_id, round, area_code, desk_code, unit_ids, reason, opened_at, opened_by, state,
                                lead_unit_id, decided_by, closed_at, closed_by)
     select asked.case_id, asked.round, cases.area_code, cases.desk_code,
            array(select jsonb_array_elements_text(asked.detail -> 'unitIds')::int), asked.note, asked.at, asked.actor,
            case ruled.kind when 'agree' then 'agreed' when 'designate' then 'designated' else 'open' end,
            (ruled.detail ->> 'unitId')::int, ruled.detail ->> 'decidedBy', ruled.at, ruled.actor
       from case_events as asked join cases on cases.id = asked.case_id
       left join case_events as ruled on ruled.case_id = asked.case_id and ruled.kind in ('agree', 'designate')
      where asked.kind = 'consult'
      order by asked.at, asked.id`,
  )
  await transaction.query(
    `insert into consultation_statements (consultation_id, unit_id, stance, text, at, said_by, on_behalf)
     select said.id, unit_id, stance, text, at, units.name, false
       from (select consultations.id, opened_at + place * interval '3 minutes' as at, unit_id, place,
                    case when state = 'agreed' and unit_id = lead_unit_id then 'lead' else 'assist' end as stance,
                    case when state = 'agreed' and unit_id = lead_unit_id then '由我单位牵头办理。'
                         else '可配合办理，建议由其他单位牵头。' end as text,
                    state
               from consultations, unnest(unit_ids) with ordinality as invited (unit_id, place)) as said
       join units on units.id = unit_id
      where state <> 'open' or place = 1
      order by said.id, place`,
  )
}
