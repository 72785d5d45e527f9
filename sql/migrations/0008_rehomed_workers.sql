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
