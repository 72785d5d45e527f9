-- What the checks of an import find out about its rows, and what they work with.

alter table imports
  -- In which the times of its files are read where they name no zone, and by whose days its cases are numbered.
  add column time_zone text not null default 'Asia/Shanghai';

alter table staged_records
  -- By what a row is the same thing as another: a code, a number, or kind and area of a unit. Null for the base map.
  add column code text,
  -- The area (of a category: the category) that its file puts it under.
  add column parent_code text,
  add column level text,
  -- The area that it was found to belong to.
  add column area_code text;
drop index staged_records_layer;
create index staged_records_code on staged_records (import_id, layer, code);

-- The areas that the rows of an import are placed in: its own, or those of the version in force.
create table staged_areas (
  import_id int not null references imports on delete cascade,
  code text not null,
  -- As the file has it, which its other layers go by.
  file_code text not null,
  level text not null,
  -- Nothing is below it.
  lowest boolean not null,
  primary key (import_id, code)
);
create index staged_areas_file_code on staged_areas (import_id, file_code);

-- Their shapes, cut small, so that what lies in which is found by an index.
create table staged_area_pieces (
  import_id int not null references imports on delete cascade,
  code text not null,
  shape geometry(Polygon, 4326) not null
);
create index staged_area_pieces_code on staged_area_pieces (import_id, code);
create index staged_area_pieces_shape on staged_area_pieces using gist (shape);
