-- Those who handle and watch work from their phones: their orders found quickly, texts that reach phones beside boxes, and
-- whistles (吹哨报到), which call units to a point where each checks in.

create index orders_unit on orders (unit_id, sent_at desc) where unit_id is not null;
create index orders_unit_open on orders (unit_id) where unit_id is not null and done_at is null and revoked_at is null;
create index orders_worker_open on orders (worker_id) where worker_id is not null and done_at is null and revoked_at is null;
-- A unit that has handled may still owe a reply.
create index cases_handled_unit on cases (unit_id) where status = 'handled';

-- A text goes to a worker or to a unit. A box acknowledges it by itself; a person has read it when he says so.
alter table tracker_messages
  alter column worker_id drop not null,
  add column unit_id int references units,
  add column read_at timestamptz,
  add column read_by text,
  add constraint tracker_messages_to check ((worker_id is null) <> (unit_id is null));
create index tracker_messages_unit on tracker_messages (unit_id, id desc) where unit_id is not null;
create index accounts_worker_id on accounts (worker_id) where worker_id is not null;

create table whistles (
  id bigint generated always as identity primary key,
  case_id bigint references cases,
  point geometry(Point, 4326) not null,
  area_code text not null references areas,
  text text not null,
  blown_at timestamptz not null,
  blown_by text not null,
  -- Of a worker; null: a desk.
  worker_id int references workers on delete set null,
  due_at timestamptz not null,
  ended_at timestamptz,
  ended_by text
);
create index whistles_area on whistles (area_code text_pattern_ops, id desc);

-- One unit that was called. It checks in once; what is not answered in time is passed on once, to a desk.
create table whistle_calls (
  whistle_id bigint not null references whistles,
  unit_id int not null references units,
  checked_in_at timestamptz,
  checked_in_by text,
  check_in_point geometry(Point, 4326),
  distance_m real,
  accuracy_m real,
  escalated_at timestamptz,
  escalated_to text,
  primary key (whistle_id, unit_id)
);
create index whistle_calls_unit on whistle_calls (unit_id, whistle_id desc);
create index whistle_calls_open on whistle_calls (whistle_id) where checked_in_at is null and escalated_at is null;
