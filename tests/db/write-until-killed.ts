import { openDatabase } from '../../server/db/database.ts'

// Run by embedded.test.ts in a process of its own, which is killed: commits batches of rows and says so on stdout,
// one line a batch, after each commit.

const [dataDir, from] = process.argv.slice(2) as [string, string]
const database = await openDatabase({ dataDir })
await database.query('create table if not exists acknowledged (id int primary key, note text not null)')
for (let batch = Number(from); ; batch++) {
  const ids = Array.from({ length: 500 }, (_, index) => batch * 500 + index)
  await database.transaction(async (transaction) => {
    await transaction.query(`insert into acknowledged select id, repeat('x', 100) from unnest($1::int[]) as id`, [ids])
  })
  process.stdout.write(`${batch}\n`)
}
