-- Alarms of workers beside those of devices (a call for help, a box button), a log of what happened to each, escalation,
-- and the case that an alarm raised.

alter table alarms
  alter column device_id drop not null,
  add column worker_id int references workers on delete cascade,
  add constraint alarms_one_source check ((device_id is null) <> (worker_id is null)),
  -- How often it was passed on because nobody had acknowledged it.
  add column escalation int not null default 0,
  -- The occurrence that brought the severity of now, and when by the server's clock: escalation is counted from there.
  add column severity_occurrence int not null default 1,
  add column severity_since timestamptz not null default now(),
  -- 'pending' asks a person whether it is real before it becomes a case.
  add column confirmation text not null default 'not-needed'
    check (confirmation in ('not-needed', 'pending', 'confirmed', 'refused')),
  add column confirmed_by text,
  add column confirmed_at timestamptz,
  add column case_id bigint references cases,
  -- CaseRule of the contract, as it was when the alarm was raised.
  add column case_rule jsonb,
  add column detail jsonb not null default '{}';
create unique index alarms_one_uncleared_worker on alarms (worker_id, type) where not cleared and worker_id is not null;
create index alarms_device on alarms (device_id, type, id desc) where device_id is not null;
create index alarms_worker on alarms (worker_id, type, id desc) where worker_id is not null;
create index alarms_waiting on alarms (severity_since) where not acknowledged and not cleared;
create index alarms_case on alarms (case_id) where case_id is not null;
create index alarms_open on alarms (area_code text_pattern_ops, id desc) where not (acknowledged and cleared);

create table alarm_events (
  id bigint generated always as identity primary key,
  alarm_id bigint not null references alarms on delete cascade,
  at timestamptz not null,
  kind text not null,
  actor text not null,
  note text not null default '',
  detail jsonb not null default '{}'
);
create index alarm_events_alarm on alarm_events (alarm_id, id);
