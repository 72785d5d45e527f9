import type { DutyException, DutyExceptionBody } from '../contract/api/duty.ts'
import type { Queryable } from '../db/database.ts'

interface ExceptionRow {
  id: number
  worker_id: number
  from_at: Date
  to_at: Date
  on_duty: boolean
  note: string
  made_by: string
}

const COLUMNS = 'duty_exceptions.id, worker_id, from_at, to_at, on_duty, note, made_by'

function toException(row: ExceptionRow): DutyException {
  return {
    id: row.id, workerId: row.worker_id, from: row.from_at.toISOString(), to: row.to_at.toISOString(),
    onDuty: row.on_duty, note: row.note, madeBy: row.made_by,
  }
}

/** Whether there is such a worker in the scope. */
export async function hasWorker(database: Queryable, workerId: number, scopeCode: string): Promise<boolean> {
  const { rowCount } = await database.query(`select from workers where id = $1 and area_code like $2 || '%'`, [
    workerId, scopeCode,
  ])
  return rowCount === 1
}

/** Makes an exception of a worker who is there. */
export async function insertException(
  transaction: Queryable, workerId: number, { from, to, onDuty, note = '' }: DutyExceptionBody, actor: string,
): Promise<DutyException> {
  const { rows } = await transaction.query<ExceptionRow>(
    `insert into duty_exceptions (worker_id, from_at, to_at, on_duty, note, made_by)
     values ($1, $2, $3, $4, $5, $6) returning ${COLUMNS}`,
    [workerId, new Date(from), new Date(to), onDuty, note, actor],
  )
  return toException(rows[0])
}

/** Deletes an exception of a worker in the scope and answers it, or undefined. */
export async function deleteException(
  transaction: Queryable, id: number, scopeCode: string,
): Promise<DutyException | undefined> {
  const { rows } = await transaction.query<ExceptionRow>(
    `delete from duty_exceptions using workers
      where duty_exceptions.id = $1 and workers.id = worker_id and area_code like $2 || '%' returning ${COLUMNS}`,
    [id, scopeCode],
  )
  return rows.map(toException)[0]
}

/** The exceptions of a worker that have not ended at `nowMs`, in the order in which they were made. */
export async function listExceptions(database: Queryable, workerId: number, nowMs: number): Promise<DutyException[]> {
  const { rows } = await database.query<ExceptionRow>(
    `select ${COLUMNS} from duty_exceptions where worker_id = $1 and to_at > $2 order by id`,
    [workerId, new Date(nowMs)],
  )
  return rows.map(toException)
}
