-- Who is on duty when, and what became of whom on duty.

create table shift_patterns (
  code text primary key,
  name text not null,
  name_en text not null,
  -- [{"days": [1, …, 7], "from": "08:00", "to": "16:00"}] on the city's clock, Monday is 1; to <= from ends the next day.
  spans jsonb not null
);

-- Without a pattern: always on duty.
alter table workers add column shift_pattern text references shift_patterns;

-- One worker's exceptions from the pattern: on duty, or off duty, from ≤ t < to.
create table duty_exceptions (
  id int generated always as identity primary key,
  worker_id int not null references workers on delete cascade,
  from_at timestamptz not null,
  to_at timestamptz not null check (to_at > from_at),
  on_duty boolean not null,
  note text not null default '',
  made_by text not null,
  made_at timestamptz not null default now()
);
create index duty_exceptions_worker on duty_exceptions (worker_id, to_at);

-- Where the policy keeps positions outside shifts in sums: how many fixes of anybody fell into a grid in an hour (UTC).
create table off_duty_counts (
  hour timestamptz not null,
  grid_code text not null,
  fixes int not null,
  primary key (hour, grid_code)
);

-- Idle, silent, out of area, help: when each state of a worker began and ended.
create table duty_events (
  id bigint generated always as identity primary key,
  worker_id int not null references workers on delete cascade,
  state text not null check (state in ('idle', 'silent', 'out-of-area', 'sos')),
  from_at timestamptz not null,
  to_at timestamptz,
  detail jsonb not null default '{}'
);
create index duty_events_worker on duty_events (worker_id, from_at desc);
create unique index duty_events_one_open on duty_events (worker_id, state) where to_at is null;
