import type { MultiPolygon } from 'geojson'
import { inChunks } from './in-chunks.ts'
import type { NewFinding } from './new-finding.ts'
import { repairInMemory } from './repair-in-memory.ts'
import { type Check, type Key, layerOf, SHAPES, type ShapeSet } from './shape-set.ts'

/** Broken boundaries are repaired for the comparison as long as there are few and they have so many points at most. */
const MOST_REPAIRED = 300
const MOST_POINTS = 5000

interface Broken {
  key: Key
  layer: string
  code: string
  name: string
  nameEn: string
  /** As GEOS has it, or one of ours. */
  reason: string
  place: string | null
  /** Null: too large to be repaired for the comparison, or without sense. */
  boundary: MultiPolygon | null
}

/**
 * Looks for boundaries that are not valid, remembers in `check` what they are compared as, or that they are not, and
 * returns what there is to tell of each.
 */
export async function findBroken(
  check: Check,
  set: ShapeSet,
  keys: readonly Key[],
  onDone: (count: number) => void,
): Promise<Map<Key, NewFinding>> {
  const found = new Map<Key, NewFinding>()
  const read = async (chunk: Key[]): Promise<void> => {
    for (const broken of await readBroken(check, set, chunk)) {
      const repaired = await repair(check, broken)
      if (repaired === null) check.hopeless[set].push(broken.key)
      else check.repaired[set][broken.key] = repaired
      found.set(broken.key, toFinding(broken))
    }
    onDone(chunk.length)
  }
  await inChunks(keys, read, async (key, error) => {
    check.hopeless[set].push(key)
    const detail = { reason: 'not-comparable', message: error.message }
    const layer = set === 'areas' ? 'areas' : 'community'
    found.set(key, { kind: 'bad-geometry', severity: 'error', layer, codes: [String(key)], detail, shape: null })
    onDone(1)
  })
  return found
}

/** Rings that are none must not even be shown to GEOS, whose exceptions the embedded PostGIS does not survive. */
async function readBroken({ database, versionId }: Check, set: ShapeSet, chunk: readonly Key[]): Promise<Broken[]> {
  const { keyType, from } = SHAPES[set]
  const { rows } = await database.query<Broken>(
    `select key, ${layerOf(set, 's')} as layer, code, name, name_en as "nameEn", reason,
            case when reason not in ('empty', 'ring') then (st_isvaliddetail(boundary)).location::text end as place,
            case when reason not in ('empty', 'ring', 'Invalid Coordinate') and st_npoints(boundary) <= ${MOST_POINTS}
                 then st_asgeojson(boundary, 17)::json end as boundary
       from (
         select s.*,
                case when st_isempty(boundary) then 'empty'
                     when exists (select from st_dump(boundary) as part, st_dumprings(part.geom) as ring
                                   where st_npoints(ring.geom) < 4 or not st_isclosed(st_exteriorring(ring.geom)))
                     then 'ring'
                     when not st_isvalid(boundary) then (st_isvaliddetail(boundary)).reason end as reason
           from ${from} as s where version_id = $1 and key = any($2::${keyType}[]) offset 0
       ) as s
      where reason is not null order by key`,
    [versionId, chunk],
  )
  return rows
}

/** What a broken boundary is compared as: valid, or null. */
async function repair({ database, repaired }: Check, { boundary }: Broken): Promise<MultiPolygon | null> {
  if (boundary === null || Object.keys(repaired.grids).length >= MOST_REPAIRED) return null
  const whole = await repairInMemory(boundary)
  if (whole === null) return null
  const { rows } = await database.query<{ valid: boolean }>(`select st_isvalid(st_geomfromgeojson($1)) as valid`, [
    JSON.stringify(whole),
  ])
  return rows[0].valid ? whole : null
}

/** What is no ring or no number cannot be put right by repair; what crosses itself can. */
const MALFORMED: Record<string, string> = {
  empty: 'empty',
  ring: 'too-few-points',
  'Invalid Coordinate': 'not-finite',
}

function toFinding({ layer, code, name, nameEn, reason, place }: Broken): NewFinding {
  const malformed = MALFORMED[reason]
  return {
    kind: malformed === undefined ? 'self-crossing' : 'bad-geometry',
    severity: 'error',
    layer,
    codes: [code],
    detail: { reason: malformed ?? reason, names: [name], namesEn: [nameEn] },
    shape: malformed === undefined ? place : null,
  }
}
