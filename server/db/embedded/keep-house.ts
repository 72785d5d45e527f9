import type pg from 'pg'

const intervalMs = 60_000
/** A checkpoint is due when a restart would have to replay this much. */
const logBytes = 64 * 1024 * 1024
/** A table is due when this many of its rows, and this share, have changed or died: much as autovacuum has it. */
const changedRows = 1000
const changedShare = 0.2

/**
 * The embedded PostgreSQL has no background processes: unless asked, it makes no checkpoint (its log would grow
 * without end and a restart would replay all of it) and vacuums nothing. This asks, once a minute, for what is due.
 * Returns the function that stops it and waits for what is under way.
 */
export function keepHouse(pool: pg.Pool): () => Promise<void> {
  let working = Promise.resolve()
  const timer = setInterval(() => {
    // A failure here (the pool is closing) is no harm: the next minute tries again.
    working = tidy(pool).catch(() => {})
  }, intervalMs)
  timer.unref()
  return () => {
    clearInterval(timer)
    return working
  }
}

/** Makes a checkpoint and vacuums tables where due. */
export async function tidy(pool: pg.Pool): Promise<void> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, relname) as name from pg_stat_user_tables
     where greatest(n_dead_tup, n_mod_since_analyze) > greatest($1::int, $2::float8 * n_live_tup)`,
    [changedRows, changedShare],
  )
  for (const { name } of tables) await pool.query(`vacuum (analyze) ${name}`)

  const { rows } = await pool.query<{ due: boolean }>(
    'select pg_current_wal_lsn() - redo_lsn > $1 as due from pg_control_checkpoint()',
    [logBytes],
  )
  if (rows[0]!.due) await pool.query('checkpoint')
}
