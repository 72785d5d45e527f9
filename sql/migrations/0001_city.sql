-- The city as it is organised: areas by level, its units, its three layers of grids, its people and its things.
-- A code is a prefix code (city 4, district 6, street 9, community 12, unit grid 15 digits), so that a subtree
-- is a prefix: whoever has the scope '990102' may see every code that starts with '990102'.

create extension if not exists postgis;

create table settings (
  key text primary key,
  value jsonb not null
);

create table areas (
  code text primary key,
  level text not null check (level in ('city', 'district', 'street', 'community')),
  name text not null,
  name_en text not null,
  parent_code text references areas,
  boundary geometry(MultiPolygon, 4326) not null
);
create index areas_parent on areas (parent_code);
create index areas_boundary on areas using gist (boundary);

-- 处置单位: whoever an order can be sent to. A unit serves the area of its code and all below it.
create table units (
  id int primary key,
  kind text not null,
  name text not null,
  name_en text not null,
  area_code text not null references areas,
  unique (kind, area_code)
);

create table grid_versions (
  id int primary key,
  valid_from timestamptz not null,
  valid_to timestamptz,
  note text not null
);

create table grids (
  id int primary key,
  version_id int not null references grid_versions,
  layer text not null check (layer in ('community', 'street', 'exclusive')),
  code text not null,
  name text not null,
  name_en text not null,
  area_code text not null references areas,
  unit_id int references units,
  boundary geometry(MultiPolygon, 4326) not null,
  unique (version_id, layer, code)
);
create index grids_boundary on grids using gist (boundary);
create index grids_area on grids (area_code text_pattern_ops);

create table workers (
  id int primary key,
  number text not null unique,
  name text not null,
  name_en text not null,
  employment text not null check (employment in ('full', 'part')),
  phone text not null,
  device_key text not null unique,
  grid_id int not null references grids,
  area_code text not null references areas
);
create index workers_grid on workers (grid_id);

create table cameras (
  id int primary key,
  name text not null,
  name_en text not null,
  source text not null,
  area_code text not null references areas,
  point geometry(Point, 4326) not null
);

create table device_kinds (
  kind text primary key,
  name text not null,
  name_en text not null,
  alarm_type text not null,
  alarm_name text not null,
  alarm_name_en text not null,
  severity text not null check (severity in ('critical', 'major', 'minor', 'warning'))
);

create table devices (
  id int primary key,
  key text not null unique,
  kind text not null references device_kinds,
  name text not null,
  name_en text not null,
  area_code text not null references areas,
  point geometry(Point, 4326) not null
);

-- The catalogue: level 1 kind, level 2 class, level 3 item. unit_kind says who handles it, layer whose grid leads.
create table categories (
  code text primary key,
  parent_code text references categories,
  level smallint not null,
  name text not null,
  name_en text not null,
  unit_kind text not null,
  layer text not null check (layer in ('community', 'street', 'exclusive')),
  urgent boolean not null default false,
  limit_hours int not null
);
