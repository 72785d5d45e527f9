/** What counts as a fault of a boundary and what as noise. Metres are measured on the ellipsoid. */

/**
 * An overlap, a gap or a piece outside is noise below either: nothing stands on a square decimetre, and boundaries that
 * went through a datum and back, or were rounded to the digits of a double, differ by less than a millimetre.
 */
export const NOISE_AREA_M2 = 0.01
export const NOISE_WIDTH_M = 0.001

/**
 * A part or a hole of a boundary is a sliver below either. Width is 2 × area ÷ perimeter, which is the width of a long
 * strip and half the side of a square. No ground that anybody is to look after is half a metre wide or has a square
 * metre; what is left over when two lines were drawn for one does.
 */
export const SLIVER_WIDTH_M = 0.5
export const SLIVER_AREA_M2 = 1

/**
 * Intersections, differences and unions are computed on a grid of this many degrees (0.1 mm), never with all digits.
 * The embedded PostGIS cannot catch the exceptions by which GEOS falls back where doubles are not precise enough, even
 * for valid boundaries: it hangs for ever (electric-sql/pglite#916). On a grid nothing of the kind is thrown.
 */
export const OVERLAY_GRID_DEGREES = 1e-9

/** Lines that are as near as this in degrees (0.1 mm) touch: a gap cut out of its neighbours is off by rounding. */
export const TOUCH_DEGREES = 1e-9
