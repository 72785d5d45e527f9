import { expect, test } from 'vitest'
import { isUnavailable } from '../../server/db/is-unavailable.ts'
import { DatabaseTimeout } from '../../server/db/lend-connection.ts'
import { badInput } from '../../server/errors.ts'

const error = (message: string, more: object = {}) => Object.assign(new Error(message), more)

test.each([
  error('connect ECONNREFUSED 127.0.0.1:5432', { code: 'ECONNREFUSED', syscall: 'connect' }),
  error('Connection terminated unexpectedly'),
  error('Connection terminated due to connection timeout'),
  error('timeout exceeded when trying to connect'),
  error('Client has encountered a connection error and is not queryable'),
  error('terminating connection due to administrator command', { code: '57P01' }),
  error('the database system is starting up', { code: '57P03' }),
  error('could not extend file', { code: '53100' }),
  error('sorry, too many clients already', { code: '53300' }),
  new DatabaseTimeout(5),
])('%s: the database may do it later', (reason) => expect(isUnavailable(reason)).toBe(true))

test.each([
  error('duplicate key value', { code: '23505' }),
  error('canceling statement due to statement timeout', { code: '57014' }),
  error('no such file', { code: 'ENOENT', syscall: 'open' }),
  error('x is not a function'),
  badInput('a', 1, '2'),
  undefined,
])('%s: it is not the database that is away', (reason) => expect(isUnavailable(reason)).toBe(false))
