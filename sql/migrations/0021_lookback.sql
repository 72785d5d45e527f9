-- 回头看: what citizens were not content with is taken up again each month until they are, and what is complained about
-- again and again is gathered.

-- The months whose list was made, so that each is made once.
create table lookback_months (
  month text primary key check (month ~ '^\d{4}-\d{2}$'),
  made_at timestamptz not null
);

-- A case on the list of a month, as it was called back about in the month before.
create table lookback_entries (
  id bigint generated always as identity primary key,
  month text not null references lookback_months,
  case_id bigint not null references cases,
  visited_at timestamptz not null,
  solved boolean,
  satisfied boolean,
  note text not null default '',
  redispatches int not null default 0,
  redispatched_at timestamptz,
  redispatched_by text,
  -- Solved, and the citizen satisfied.
  struck_at timestamptz,
  unique (month, case_id)
);
create index lookback_entries_open on lookback_entries (case_id) where struck_at is null;
create index case_events_visits on case_events (at) where kind = 'revisit';

-- Complaints about the same place and class, or by the same person.
create table repeat_groups (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('place', 'person')),
  -- Of a place its cell and class, of a person his hash.
  key text not null,
  state text not null default 'open' check (state in ('open', 'under-way', 'done')),
  note text not null default '',
  made_at timestamptz not null,
  last_at timestamptz not null,
  changed_at timestamptz,
  changed_by text
);
create unique index repeat_groups_current on repeat_groups (kind, key) where state <> 'done';
create table repeat_cases (
  group_id bigint not null references repeat_groups on delete cascade,
  case_id bigint not null references cases,
  primary key (group_id, case_id)
);
create index repeat_cases_case on repeat_cases (case_id);
-- Of a busy cell only its latest cases are asked for.
drop index cases_cell;
create index cases_cell on cases (cell_r10, reported_at desc);
