-- Who owns a point, as PostGIS says it: what the index in the server's memory is held to, and what reports may join to.

-- One row for the community grid and the street grid that own the point (where several cover it, the smallest id) and
-- one for each exclusive grid that covers it; decision 'inside' or, on the grid's own boundary, 'edge'. A point outside
-- all community grids has the nearest within 50 m ('nearest'), else no grid but its nearest district ('fallback').
-- distance_m is measured to the boundary of that grid; of a fallback, to the nearest community grid. Degrees are
-- WGS-84; version is the one in force unless given.
create function locate_grid(lng double precision, lat double precision, version int default null)
returns table (
  layer text, grid_id int, code text, name text, area_code text, decision text, distance_m double precision
)
language sql stable
as $$
  with asked as materialized (
    select coalesce($3, (select v.id from grid_versions as v where v.state = 'in-force')) as version_id,
           st_setsrid(st_makepoint($1, $2), 4326) as at
  ), covering as materialized (
    select g.id, g.layer, g.code, g.name, g.area_code, g.boundary, asked.at,
           row_number() over (partition by g.layer order by g.id) as place
      from asked
      join grids as g on st_covers(g.boundary, asked.at) and g.version_id = asked.version_id
  ), near as materialized (
    -- Distances to a vertex that two grids share may differ in their last digits: a millimetre is the same.
    select g.id, g.code, g.name, g.area_code, round(st_distance(g.boundary::geography, asked.at::geography)::numeric, 3)
             as far_m
      from asked
      -- An index finds boxes in degrees: 50 m are less than 0.0005 of them northward, and eastward as the place has it.
      join grids as g
        on g.boundary && st_expand(asked.at, 0.0005 / greatest(0.01, cos(radians(st_y(asked.at)))), 0.0005)
       and g.version_id = asked.version_id and g.layer = 'community'
     where not exists (select from covering as c where c.layer = 'community')
       and st_dwithin(g.boundary::geography, asked.at::geography, 50)
     order by far_m, g.id
     limit 1
  ), outside as materialized (
    select a.code, asked.at, asked.version_id
      from asked
      join version_areas as a on a.version_id = asked.version_id and a.level = 'district'
     where not exists (select from covering as c where c.layer = 'community') and not exists (select from near)
     order by round(st_distance(a.boundary::geography, asked.at::geography)::numeric, 3), a.code
     limit 1
  )
  select c.layer, c.id, c.code, c.name, c.area_code,
         case when st_contains(c.boundary, c.at) then 'inside' else 'edge' end,
         st_distance(st_boundary(c.boundary)::geography, c.at::geography)
    from covering as c
   where c.place = 1 or c.layer = 'exclusive'
  union all
  select 'community', near.id, near.code, near.name, near.area_code, 'nearest', near.far_m::double precision from near
  union all
  select 'community', null, null, null, outside.code, 'fallback',
         (select min(st_distance(g.boundary::geography, outside.at::geography))
            from (select boundary from grids
                   where grids.version_id = outside.version_id and grids.layer = 'community'
                   order by grids.boundary <-> outside.at limit 20) as g)
    from outside
$$;

-- positions.grid_id is whose grid the fix itself lies in; grid_uncertain whether it may as well lie in another, since
-- the circle of its accuracy crosses an edge (null: the device did not say how accurate it was).
alter table positions add column grid_uncertain boolean;

-- worker_last_positions.grid_id is the grid where the worker has settled (null: outside all), which a fix at an edge
-- does not change. It holds for the version of the boundaries it was found by. A grid that the worker seems to have
-- gone to is a candidate until enough fixes say so.
alter table worker_last_positions
  add column grid_uncertain boolean,
  add column grid_version_id int,
  add column candidate_grid_id int,
  add column candidate_since timestamptz,
  add column candidate_fixes int not null default 0;
