import type { Feature, Polygon } from 'geojson'
import sqlite, { type Database } from 'node-sqlite3-wasm'

/** The tables that every GeoPackage has, as far as they are read. */
export const GEOPACKAGE_TABLES = `
  create table gpkg_contents (table_name text, data_type text);
  create table gpkg_geometry_columns (table_name text, column_name text, geometry_type_name text, srs_id int);
  create table gpkg_spatial_ref_sys (
    srs_name text, srs_id int, organization text, organization_coordsys_id int, definition text
  );`

/** Writes a new GeoPackage with one table of polygons of one ring each; their column is `code`, by CODE. */
export function writeGeoPackage(path: string, features: Iterable<Feature<Polygon>>): void {
  const database: Database = new sqlite.Database(path)
  database.exec(`${GEOPACKAGE_TABLES}
    insert into gpkg_contents values ('t', 'features');
    insert into gpkg_geometry_columns values ('t', 'geom', 'POLYGON', 0);
    create table t (fid integer primary key, code text, geom blob);
    begin`)
  for (const { properties, geometry } of features) {
    const points = geometry.coordinates[0]!
    const blob = Buffer.alloc(21 + points.length * 16)
    blob.write('GP\0\u0001', 'latin1')
    // Little-endian, a polygon, one ring.
    blob.set([1, 3, 0, 0, 0, 1, 0, 0, 0], 8)
    blob.writeUInt32LE(points.length, 17)
    for (const [index, [x, y]] of points.entries()) {
      blob.writeDoubleLE(x!, 21 + index * 16)
      blob.writeDoubleLE(y!, 29 + index * 16)
    }
    database.run('insert into t (code, geom) values (?, ?)', [String(properties!.CODE), blob])
  }
  database.exec('commit')
  database.close()
}

/** A polygon of one ring as WKT. */
export function wktOf({ coordinates }: Polygon): string {
  return `POLYGON((${coordinates[0]!.map((point) => point.join(' ')).join(',')}))`
}
