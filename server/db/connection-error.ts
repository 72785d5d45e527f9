import { StartError } from '../start/start-error.ts'

/**
 * The error of a first connection to `databaseUrl` in words that say what is wrong and what to do. The password in
 * the address is never shown. An error that is none of the known ones is returned as it is.
 */
export function startErrorOf(error: unknown, databaseUrl: string): unknown {
  if (error instanceof StartError) return error
  const { code, message = '' } = error as { code?: string; message?: string }
  const { host, user, database } = partsOf(databaseUrl)

  if (code === 'ECONNREFUSED' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH' || code === 'ECONNRESET') {
    return new StartError(
      `No database server answers at ${host} (${code})`,
      'Is it running, and does it listen on that address and port? DATABASE_URL says where it is',
      { cause: error },
    )
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new StartError(`There is no host named in ${host} (${code})`, 'Correct the host in DATABASE_URL', {
      cause: error,
    })
  }
  if (code === 'ETIMEDOUT' || message.includes('timeout')) {
    return new StartError(
      `The database server at ${host} does not answer in time`,
      'Is the address in DATABASE_URL right, and does a firewall let it through?',
      { cause: error },
    )
  }
  if (message.includes('Connection terminated')) {
    return new StartError(
      `What answers at ${host} hung up: ${message}`,
      'Is it PostgreSQL that listens there? DATABASE_URL says where it is',
      { cause: error },
    )
  }
  // 28P01 wrong password, 28000 no such user or not let in. A missing password never gets as far as the server.
  if (code === '28P01' || code === '28000' || message.includes('password must be a string')) {
    return new StartError(
      `The database server at ${host} does not let user '${user}' in: ${message}`,
      'Correct user and password in DATABASE_URL (postgres://user:password@host:5432/database)',
      { cause: error },
    )
  }
  if (code === '3D000') {
    return new StartError(
      `The database server at ${host} has no database '${database}'`,
      `Make it there (createdb ${database}), or correct the name in DATABASE_URL`,
      { cause: error },
    )
  }
  return error
}

function partsOf(databaseUrl: string): { host: string; user: string; database: string } {
  const url = new URL(databaseUrl)
  const user = decodeURIComponent(url.username)
  return {
    host: url.host || url.searchParams.get('host') || 'localhost',
    user,
    database: decodeURIComponent(url.pathname.slice(1)) || user,
  }
}
