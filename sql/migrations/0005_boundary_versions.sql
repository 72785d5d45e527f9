-- Boundaries have versions: one is in force, drafts wait, past ones stay for the cases that were routed by them.
-- A version can be in force more than once (it was rolled back to), so its times are periods of their own.

alter table grid_versions
  add column state text not null default 'in-force' check (state in ('draft', 'in-force', 'past')),
  add column based_on int references grid_versions,
  -- Counts the changes of a draft, so that two who edit it notice each other.
  add column revision int not null default 1,
  add column created_at timestamptz not null default now(),
  add column created_by text not null default 'start';
create unique index grid_versions_one_in_force on grid_versions (state) where state = 'in-force';

create table version_periods (
  id int generated always as identity primary key,
  version_id int not null references grid_versions,
  valid_from timestamptz not null,
  valid_to timestamptz check (valid_to >= valid_from),
  switched_by text not null
);
create unique index version_periods_one_open on version_periods ((valid_to is null)) where valid_to is null;
insert into version_periods (version_id, valid_from, valid_to, switched_by)
  select id, valid_from, valid_to, 'start' from grid_versions;
alter table grid_versions drop column valid_from, drop column valid_to;

-- The areas of each version. Table areas is what the version in force has, with those that only older versions
-- had as retired, for the cases and accounts that still name them.
create table version_areas (
  version_id int not null references grid_versions on delete cascade,
  code text not null,
  level text not null check (level in ('city', 'district', 'street', 'community')),
  name text not null,
  name_en text not null,
  parent_code text,
  boundary geometry(MultiPolygon, 4326) not null,
  primary key (version_id, code)
);
insert into version_areas (version_id, code, level, name, name_en, parent_code, boundary)
  select v.id, a.code, a.level, a.name, a.name_en, a.parent_code, a.boundary from areas a, grid_versions v;
create index version_areas_boundary on version_areas using gist (boundary);
-- Only now: what is deferred and pending would keep a table with rows from being changed any more.
alter table version_areas
  add foreign key (version_id, parent_code) references version_areas deferrable initially deferred;
alter table areas add column retired boolean not null default false;

alter table grids drop constraint grids_area_code_fkey;
alter table grids add foreign key (version_id, area_code) references version_areas deferrable initially deferred;
-- A draft that is thrown away takes its grids along.
alter table grids drop constraint grids_version_id_fkey;
alter table grids add foreign key (version_id) references grid_versions on delete cascade;

-- Else each grid of a draft that is thrown away would search all cases.
create index cases_community_grid on cases (community_grid_id);
create index cases_street_grid on cases (street_grid_id);

-- An import reads files into staged_records; nothing else changes until it is applied, in one transaction.
create table imports (
  id int generated always as identity primary key,
  created_at timestamptz not null default now(),
  created_by text not null,
  state text not null check (state in ('reading', 'checking', 'ready', 'failed', 'applied', 'discarded')),
  sources jsonb not null,
  progress jsonb not null default '{}',
  summary jsonb not null default '[]',
  failure text,
  -- The draft that it made, where it brought areas or grids.
  version_id int references grid_versions on delete set null,
  applied_at timestamptz
);

create table staged_records (
  import_id int not null references imports on delete cascade,
  layer text not null,
  -- Index into imports.sources.
  source int not null,
  -- As people count: the line of a table, the number of a feature, from 1.
  row_number int not null,
  fields jsonb not null,
  shape geometry(Geometry, 4326),
  refused boolean not null,
  primary key (import_id, source, row_number)
);
create index staged_records_layer on staged_records (import_id, layer);
create index staged_records_shape on staged_records using gist (shape);

-- What is wrong or strange in an import or a draft. 'error' keeps it from being switched to.
create table findings (
  id bigint generated always as identity primary key,
  import_id int references imports on delete cascade,
  version_id int references grid_versions on delete cascade,
  kind text not null,
  severity text not null check (severity in ('error', 'warning', 'note')),
  layer text,
  source int,
  row_number int,
  codes text[] not null default '{}',
  area_m2 double precision,
  detail jsonb not null default '{}',
  shape geometry(Geometry, 4326),
  check (import_id is not null or version_id is not null)
);
create index findings_import on findings (import_id, id) where import_id is not null;
create index findings_version on findings (version_id, id) where version_id is not null;
create index findings_shape on findings using gist (shape);

-- 部件: what the city has standing about, each with the unit that cares for it.
create table components (
  id int generated always as identity primary key,
  code text not null unique,
  category_code text not null references categories,
  name text not null,
  name_en text not null,
  area_code text not null references areas,
  unit_id int references units,
  point geometry(Point, 4326) not null
);
create index components_point on components using gist (point);

-- The ground of an imported city: what its basemap is drawn from.
create table base_features (
  id bigint generated always as identity primary key,
  layer text not null check (layer in ('roads', 'buildings', 'water', 'parks', 'railways', 'places')),
  class text not null,
  name text not null,
  name_en text not null,
  height_m real,
  bridge boolean not null default false,
  shape geometry(Geometry, 4326) not null
);

-- By what a camera is found again when it is imported a second time.
alter table cameras add column code text unique;
