import type { Queryable } from '../db/database.ts'
import { type CitySetting, readCitySetting } from '../org/city-facts.ts'

/** Name, code, extent and size of the city as a version has it. */
type CityOfVersion = Pick<CitySetting, 'name' | 'nameEn' | 'code' | 'bounds' | 'centre' | 'grids' | 'workers'>

/**
 * Makes the settings row 'city' follow the version in force: its name, code and extent, and how many grids and
 * workers it has. A simulated city keeps the numbers that it is made from, and waits under 'demo-city' while a version
 * with another city is in force. Who might see the whole city still may. `changedCodes`: areas that are new or other
 * than before.
 */
export async function followCity(
  transaction: Queryable,
  versionId: number,
  changedCodes: readonly string[],
): Promise<void> {
  const there = await readCitySetting(transaction)
  const city = await readCity(transaction, versionId)
  if (there === undefined) {
    await write(transaction, 'city', { seed: 0, simulated: false, cases: 0, ...city })
    return
  }
  if (there.code !== city.code) await moveCityScopes(transaction, there.code, city.code)
  if (there.simulated && there.code !== city.code) await write(transaction, 'demo-city', there)
  const demo = there.simulated ? there : await readDemo(transaction)
  if (demo !== undefined && demo.code === city.code) {
    const { name, nameEn, bounds, centre } = city
    const extent = changedCodes.includes(city.code) ? { bounds, centre } : {}
    await write(transaction, 'city', { ...demo, name, nameEn, ...extent })
  } else {
    await write(transaction, 'city', { ...there, ...city, simulated: false })
  }
}

/** Accounts and tokens whose area is retired: they stay, and see only what is old. */
export async function readRetiredScopes(transaction: Queryable): Promise<{ name: string; scopeCode: string }[]> {
  const { rows } = await transaction.query<{ name: string; scopeCode: string }>(
    `select distinct holder.name, scope_code as "scopeCode" from (
       select login as name, scope_code from accounts
       union all select kind || ':' || label, scope_code from access_tokens where kind <> 'session'
     ) as holder join areas on areas.code = scope_code where areas.retired order by 1`,
  )
  return rows
}

/** Scopes of the whole city stay scopes of the whole city when its code is another. */
async function moveCityScopes(transaction: Queryable, from: string, to: string): Promise<void> {
  for (const table of ['accounts', 'access_tokens', 'webhooks', 'open311_keys']) {
    await transaction.query(`update ${table} set scope_code = $2 where scope_code = $1`, [from, to])
  }
  await transaction.query('update tracker_messages set sender_scope = $2 where sender_scope = $1', [from, to])
}

async function readCity(transaction: Queryable, versionId: number): Promise<CityOfVersion> {
  const { rows } = await transaction.query<CityOfVersion>(
    `select code, name, name_en as "nameEn",
            array[st_xmin(boundary), st_ymin(boundary), st_xmax(boundary), st_ymax(boundary)] as bounds,
            array[st_x(middle), st_y(middle)] as centre,
            (select count(*)::int from grids where version_id = $1 and layer = 'community') as grids,
            (select count(*)::int from workers) as workers
       from (select *, st_pointonsurface(boundary) as middle from version_areas) as city
      where version_id = $1 and level = 'city' order by length(code), code limit 1`,
    [versionId],
  )
  if (rows.length === 0) throw new Error(`Version ${versionId} has no area of level 'city', expected one`)
  return rows[0]
}

async function readDemo(transaction: Queryable): Promise<CitySetting | undefined> {
  const { rows } = await transaction.query<{ value: CitySetting }>(`select value from settings where key = 'demo-city'`)
  return rows[0]?.value
}

async function write(transaction: Queryable, key: 'city' | 'demo-city', value: CitySetting): Promise<void> {
  await transaction.query(
    `insert into settings (key, value) values ($1, $2::jsonb) on conflict (key) do update set value = excluded.value`,
    [key, JSON.stringify(value)],
  )
}
