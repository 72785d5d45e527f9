/**
 * In SQL: `shape` as it may be given to an overlay. What is not valid is stood in for by its hull, for the embedded
 * PostGIS hangs on such a one (see boundaries/quality/thresholds.ts); its import cannot be applied before it is mended.
 */
export const SAFE_SHAPE = 'case when st_isvalid(shape) then shape else st_convexhull(shape) end'
