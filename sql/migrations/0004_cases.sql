-- A case, whatever channel it came by. case_events is the append-only truth; the row in cases is its projection.

create table cases (
  id bigint generated always as identity primary key,
  number text not null unique,
  channel text not null,
  external_number text,
  category_code text not null references categories,
  description text not null,
  address text not null default '',
  point geometry(Point, 4326) not null,
  cell_r10 bigint not null,
  status text not null check (status in ('reported', 'dispatched', 'handled', 'closed', 'rejected')),
  urgent boolean not null,
  reported_at timestamptz not null,
  due_at timestamptz not null,
  updated_at timestamptz not null,
  closed_at timestamptz,
  reporter_worker_id int references workers,
  community_grid_id int references grids,
  street_grid_id int references grids,
  exclusive_grid_ids int[] not null default '{}',
  owner_grid_id int references grids,
  area_code text not null references areas,
  unit_id int references units,
  watcher_worker_id int references workers,
  routing_trail jsonb not null,
  unique (channel, external_number)
);

create table case_events (
  id bigint generated always as identity primary key,
  case_id bigint not null references cases,
  at timestamptz not null,
  kind text not null,
  actor text not null,
  to_status text not null,
  note text not null default '',
  detail jsonb not null default '{}'
);

-- 双派单: a dispatch makes two orders, one for the unit that handles and one for the worker who watches.
create table orders (
  id bigint generated always as identity primary key,
  case_id bigint not null references cases,
  role text not null check (role in ('handle', 'watch')),
  unit_id int references units,
  worker_id int references workers,
  sent_at timestamptz not null,
  sent_by text not null,
  done_at timestamptz,
  done_note text,
  check ((role = 'handle') = (unit_id is not null)),
  check ((role = 'watch') = (worker_id is not null))
);

create table attachments (
  id uuid primary key default gen_random_uuid(),
  case_id bigint not null references cases,
  media_type text not null,
  bytes bytea not null,
  created_at timestamptz not null default now()
);

create index cases_reported on cases (reported_at desc, id desc);
create index cases_open on cases (area_code text_pattern_ops, id desc) where status not in ('closed', 'rejected');
create index cases_closed on cases (closed_at) where closed_at is not null;
create index cases_owner on cases (owner_grid_id, id desc);
create index cases_cell on cases (cell_r10);
create index cases_reporter on cases (reporter_worker_id, reported_at desc);
create index case_events_case on case_events (case_id, id);
create index orders_case on orders (case_id);
create index orders_worker on orders (worker_id, sent_at desc) where worker_id is not null;
create index attachments_case on attachments (case_id);

-- The sequenced channel. A row is appended in the transaction that makes the change, under one advisory lock that
-- is held to the commit, so seq has neither gap nor disorder as readers see it.
create table feed (
  seq bigint primary key,
  at timestamptz not null,
  topic text not null check (topic in ('case', 'alarm')),
  area_code text not null,
  payload jsonb not null
);
