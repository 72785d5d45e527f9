import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Role } from '../contract/api/accounts.ts'
import type { Database, Queryable } from '../db/database.ts'
import { putAccount } from '../auth/accounts.ts'
import { findIdentity, issueToken } from '../auth/tokens.ts'
import { putFieldAccounts, UNIT_LOGIN, WORKER_LOGIN } from './demo-field-accounts.ts'
import { randomPassword } from './random-password.ts'

/** How to get into the demo city. Kept beside its data, readable by its owner only; the database has hashes. */
export interface DemoAccess {
  logins: { role: Role; login: string }[]
  password: string
  wallToken: string
  deviceToken: string
  /** The sessions of the simulated duty officer and leader. */
  officerToken: string
  leaderToken: string
}

const LOGINS: { role: Role; login: string; displayName: string }[] = [
  { role: 'duty', login: 'duty', displayName: '值班员 林晓' },
  { role: 'leader', login: 'leader', displayName: '领导 周明' },
  { role: 'admin', login: 'admin', displayName: '管理员' },
]

/** The desk of the level above the city, whose cases go down to a community. */
const PROVINCE = { role: 'duty', login: 'province', displayName: '省级平台 何川' } as const
/** Digits of a province's code. */
const PROVINCE_DIGITS = 2

const ALL_LOGINS: DemoAccess['logins'] = [
  ...LOGINS.map(({ role, login }) => ({ role, login })),
  { role: PROVINCE.role, login: PROVINCE.login },
  { role: 'unit', login: UNIT_LOGIN },
  { role: 'worker', login: WORKER_LOGIN },
]

/** They take the steps that nobody else does, for as long as a demo runs. Nobody knows their passwords. */
const OFFICER = { role: 'duty', login: 'simulated-duty', displayName: '模拟值班员' } as const
const LEADER = { role: 'leader', login: 'simulated-leader', displayName: '模拟领导' } as const
const SIMULATED_SESSION_HOURS = 24 * 365

async function readAccess(file: string): Promise<DemoAccess | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as DemoAccess
  } catch {
    return undefined
  }
}

/** Whether the file belongs to this database: its tokens still open it, and the password is the one asked for. */
async function stillOpens(database: Queryable, access: DemoAccess, password: string | undefined): Promise<boolean> {
  if (password !== undefined && password !== access.password) return false
  if (access.logins.length !== ALL_LOGINS.length) return false
  const wall = await findIdentity(database, access.wallToken)
  const device = await findIdentity(database, access.deviceToken)
  // a file of an earlier release knows no leader
  const sessions = [access.officerToken, access.leaderToken] as (string | undefined)[]
  for (const token of sessions) {
    if (token === undefined || (await findIdentity(database, token))?.type !== 'account') return false
  }
  return wall?.type === 'wall' && device?.type === 'device'
}

/**
 * Gives the demo city its accounts, a wall token and a device token, once; afterwards reads them back so that each start
 * can print them. The password is `password` where given, else a random one.
 */
export async function ensureDemoAccess(
  database: Database,
  dataDir: string,
  cityCode: string,
  password: string | undefined,
): Promise<DemoAccess> {
  const file = join(dataDir, 'demo-access.json')
  const known = await readAccess(file)
  if (known !== undefined && (await stillOpens(database, known, password))) return known

  const access: DemoAccess = {
    logins: ALL_LOGINS,
    password: password ?? randomPassword(),
    wallToken: await issueToken(database, { kind: 'wall', label: 'demo wall', scopeCode: cityCode }),
    deviceToken: await issueToken(database, { kind: 'device', label: 'demo field', scopeCode: cityCode }),
    officerToken: await simulatedSession(database, OFFICER, cityCode),
    leaderToken: await simulatedSession(database, LEADER, cityCode),
  }
  for (const account of LOGINS) await putAccount(database, { ...account, password: access.password, scopeCode: cityCode })
  await putAccount(database, { ...PROVINCE, password: access.password, scopeCode: cityCode.slice(0, PROVINCE_DIGITS) })
  await putFieldAccounts(database, access.password)
  await writeFile(file, `${JSON.stringify(access, null, 2)}\n`, { mode: 0o600 })
  // the mode above counts only for a new file
  await chmod(file, 0o600)
  return access
}

async function simulatedSession(
  database: Database, person: typeof OFFICER | typeof LEADER, scopeCode: string,
): Promise<string> {
  const accountId = await putAccount(database, { ...person, password: randomPassword(), scopeCode })
  return issueToken(database, {
    kind: 'session', label: person.login, accountId, scopeCode, lifetimeHours: SIMULATED_SESSION_HOURS,
  })
}
