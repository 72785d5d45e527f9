-- 平战结合: plans of areas that are switched on and off, roll calls (点名) and broadcasts. Areas go by their codes: a switch
-- of boundaries may retire one that a plan or a past activation names.

create table command_plans (
  id bigint generated always as identity primary key,
  name text not null,
  name_en text not null,
  area_code text not null,
  -- Rows of {gridCode?, building?, households?, workerId?, unitId?, name, phone?, task}.
  duties jsonb not null,
  -- Hours of 24 a day: {accept?, handle?, feedback?}.
  limits jsonb not null,
  broadcast text not null,
  -- {withinMinutes, message}
  roll_call jsonb,
  version int not null default 1,
  updated_at timestamptz not null,
  updated_by text not null,
  -- It stays, for those who look at what it once did.
  deleted_at timestamptz
);
create index command_plans_area on command_plans (area_code text_pattern_ops) where deleted_at is null;

create table command_activations (
  id bigint generated always as identity primary key,
  plan_id bigint not null references command_plans,
  area_code text not null,
  kind text not null check (kind in ('real', 'drill')),
  state text not null check (state in ('pending', 'active', 'ended', 'expired')),
  -- The plan as it was when this was asked for: changes of the plan are for the next time.
  plan jsonb not null,
  note text not null,
  asked_at timestamptz not null,
  asked_by text not null,
  started_at timestamptz,
  started_by text,
  end_note text,
  ended_at timestamptz,
  ended_by text,
  -- What waits to be confirmed.
  waits_for text check (waits_for in ('on', 'off')),
  code text,
  code_tries int not null default 0,
  waits_until timestamptz,
  check ((waits_for is null) = (code is null) and (waits_for is null) = (waits_until is null)),
  check ((state in ('active', 'ended')) = (started_at is not null)),
  check ((state = 'ended') = (ended_at is not null))
);
create unique index command_activations_one_an_area on command_activations (area_code) where state = 'active';
create index command_activations_waiting on command_activations (waits_until) where waits_for is not null;
create index command_activations_plan on command_activations (plan_id, id desc);

create table roll_calls (
  id bigint generated always as identity primary key,
  activation_id bigint references command_activations,
  area_code text not null,
  kind text not null check (kind in ('real', 'drill')),
  message text not null,
  called_at timestamptz not null,
  called_by text not null,
  due_at timestamptz not null,
  -- Its time was over and it was looked at: once.
  checked_at timestamptz,
  -- Somebody was missing then.
  overdue_at timestamptz,
  ended_at timestamptz
);
create index roll_calls_area on roll_calls (area_code text_pattern_ops, id desc);
create index roll_calls_unchecked on roll_calls (due_at) where checked_at is null;
create index roll_calls_activation on roll_calls (activation_id) where activation_id is not null;

-- Somebody who was called. The name stays when the worker or unit goes.
create table roll_call_people (
  id bigint generated always as identity primary key,
  roll_call_id bigint not null references roll_calls,
  worker_id int references workers on delete set null,
  unit_id int references units on delete set null,
  name text not null,
  name_en text not null,
  on_duty boolean,
  message_id bigint,
  answer text check (answer in ('here', 'unable')),
  note text not null default '',
  answered_at timestamptz,
  answered_by text,
  lng double precision,
  lat double precision,
  check ((answer is null) = (answered_at is null)),
  unique (roll_call_id, worker_id),
  unique (roll_call_id, unit_id)
);
create index roll_call_people_worker on roll_call_people (worker_id, roll_call_id desc) where worker_id is not null;
create index roll_call_people_unit on roll_call_people (unit_id, roll_call_id desc) where unit_id is not null;

create table command_broadcasts (
  id bigint generated always as identity primary key,
  activation_id bigint references command_activations,
  area_code text not null,
  kind text not null check (kind in ('real', 'drill')),
  text text not null,
  sent_at timestamptz not null,
  sent_by text not null
);
create index command_broadcasts_area on command_broadcasts (area_code text_pattern_ops, id desc);
create index command_broadcasts_activation on command_broadcasts (activation_id) where activation_id is not null;

-- Who was sent it; its receipts are those of the message.
create table command_receivers (
  broadcast_id bigint not null references command_broadcasts,
  message_id bigint not null,
  worker_id int references workers on delete set null,
  unit_id int references units on delete set null,
  name text not null,
  name_en text not null,
  primary key (broadcast_id, message_id)
);

create table command_events (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  kind text not null check (kind in (
    'plan-made', 'plan-changed', 'plan-deleted', 'on-asked', 'off-asked', 'wrong-code', 'on', 'off', 'expired',
    'roll-call', 'answer', 'overdue', 'roll-call-ended', 'broadcast')),
  area_code text not null,
  plan_id bigint references command_plans,
  activation_id bigint references command_activations,
  roll_call_id bigint references roll_calls,
  actor text not null,
  account_id int,
  note text not null,
  detail jsonb not null
);
create index command_events_activation on command_events (activation_id, id) where activation_id is not null;
create index command_events_roll_call on command_events (roll_call_id, id) where roll_call_id is not null;
create trigger command_events_append_only before update or delete on command_events
  for each row execute function refuse_change();

alter table feed
  drop constraint feed_topic_check,
  add constraint feed_topic_check check (topic in ('case', 'alarm', 'command'));
