-- What switching between versions needs to remember.

-- A version that is being copied or thrown away, a few grids at a time, and that nobody is shown.
alter table grid_versions
  drop constraint grid_versions_state_check,
  add constraint grid_versions_state_check check (state in ('unfinished', 'draft', 'in-force', 'past'));

-- When all of a version was last looked through for faults; null: never, and then no finding means nothing.
alter table grid_versions add column checked_at timestamptz;

-- Else each area of a draft that is thrown away would search all grids and all areas for what stands on it.
create index grids_version_area on grids (version_id, area_code);
create index version_areas_parent on version_areas (version_id, parent_code);

-- Workers whose grid was gone by its code when a version came into force, with the grid that they had before: where
-- that version comes back, so do they. moved_to is the grid that they have instead now; a worker who was given another
-- grid since is not moved back. Grids of versions that were in force are never deleted, so these are plain ids.
create table rehomed_workers (
  worker_id int not null references workers on delete cascade,
  version_id int not null references grid_versions on delete cascade,
  grid_id int not null,
  moved_to int not null,
  primary key (worker_id, version_id)
);
