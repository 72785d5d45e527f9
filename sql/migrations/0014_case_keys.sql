-- A step that a phone sends again, since it never heard the answer, is taken once: the phone's own key of the step is kept
-- with its event, once for each case and actor.
alter table case_events add column key text check (length(key) between 1 and 64);
create unique index case_events_key on case_events
  (case_id, actor_type, coalesce(actor_id, 0), (case when actor_id is null then actor else '' end), key)
  where key is not null;

-- Those that were merged into a case hear of its end.
create index cases_merged on cases (merged_into) where merged_into is not null;
-- Duplicates lie near and were reported lately.
drop index cases_cell;
create index cases_cell on cases (cell_r10, reported_at);
-- What lies on a desk, and what a unit leads or assists.
create index cases_desk_open on cases (desk_code, id desc) where status not in ('closed', 'archived', 'rejected', 'merged');
create index cases_unit on cases (unit_id, id desc);
create index cases_assist on cases using gin (assist_unit_ids) where assist_unit_ids <> '{}';
-- Copies that were read come after those that were not.
create index case_copies_read on case_copies (desk_code text_pattern_ops, id desc) where read_at is not null;
