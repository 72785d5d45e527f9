-- Whistles call workers as well as units, and say how near counts as being there.
alter table whistles add column within_m int not null default 200 check (within_m between 20 and 2000);
create index whistles_case on whistles (case_id, id desc) where case_id is not null;

alter table whistle_calls drop constraint whistle_calls_pkey;
alter table whistle_calls alter column unit_id drop not null;
alter table whistle_calls
  add column worker_id int references workers on delete cascade,
  add constraint whistle_calls_whom check ((unit_id is null) <> (worker_id is null));
create unique index whistle_calls_of on whistle_calls (whistle_id, unit_id, worker_id) nulls not distinct;
create index whistle_calls_worker on whistle_calls (worker_id, whistle_id desc) where worker_id is not null;
