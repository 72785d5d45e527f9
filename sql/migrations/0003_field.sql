-- What comes in from the field. positions is partitioned by day (UTC); the server makes a day's partition when it
-- first sees a point of that day. One fix of one worker at one instant is one row, however often it is sent.

create table positions (
  worker_id int not null,
  recorded_at timestamptz not null,
  received_at timestamptz not null,
  point geometry(Point, 4326) not null,
  accuracy_m real,
  speed_mps real,
  heading_deg real,
  altitude_m real,
  battery_percent smallint,
  protocol text not null,
  grid_id int,
  primary key (worker_id, recorded_at)
) partition by range (recorded_at);

-- Where each worker was last, so that a restart has its markers back without a search through the days.
create table worker_last_positions (
  worker_id int primary key,
  recorded_at timestamptz not null,
  lng double precision not null,
  lat double precision not null,
  heading_deg real,
  speed_mps real,
  battery_percent smallint,
  grid_id int
);

create table quarantined_records (
  id bigint generated always as identity primary key,
  received_at timestamptz not null default now(),
  protocol text not null,
  device_key text not null,
  reason text not null,
  record text not null
);

create table alarms (
  id bigint generated always as identity primary key,
  device_id int not null references devices,
  type text not null,
  severity text not null check (severity in ('critical', 'major', 'minor', 'warning')),
  message text not null,
  value double precision,
  unit text,
  point geometry(Point, 4326) not null,
  area_code text not null references areas,
  occurrences int not null default 1,
  started_at timestamptz not null,
  last_at timestamptz not null,
  acknowledged boolean not null default false,
  acknowledged_at timestamptz,
  acknowledged_by text,
  cleared boolean not null default false,
  cleared_at timestamptz,
  cleared_by text
);
create unique index alarms_one_uncleared on alarms (device_id, type) where not cleared;
create index alarms_started on alarms (started_at desc, id desc);
