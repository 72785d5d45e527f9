-- A step that a phone sends again, since it never heard the answer, is taken once: the phone's own key of the step is kept
-- with its event, once for each case and actor.
alter table case_events add column key text check (length(key) between 1 and 64);
create unique index case_events_key on case_events
  (case_id, actor_type, coalesce(actor_id, 0), (case when actor_id is null then actor else '' end), key)
  where key is not null;
