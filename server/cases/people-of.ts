/**
 * An SQL expression: the names of the persons in the case `alias`, with what they are reached by, as an array of texts
 * to be kept out of what is public: who reported it, the workers and the handlers who were sent it.
 */
export function peopleOf(alias: string): string {
  return `array(
    select secret from case_contacts, unnest(array[name, phone, email]) as secret
     where case_contacts.case_id = ${alias}.id and secret is not null
    union select name from workers where id in (${alias}.reporter_worker_id, ${alias}.watcher_worker_id)
    union select secret from orders left join workers on workers.id = orders.worker_id,
                 unnest(array[workers.name, workers.name_en, handler_name, handler_phone]) as secret
     where orders.case_id = ${alias}.id and secret is not null)`
}
