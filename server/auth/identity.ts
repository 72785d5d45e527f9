import type { Role } from '../contract/api/accounts.ts'

/** Who is asking: a person, a screen that may only look, or a device that may only send. */
export type Identity =
  | {
      type: 'account'; id: number; login: string; role: Role; displayName: string; scopeCode: string
      /** Of an account of role unit, and of role worker. */
      unitId?: number
      workerId?: number
    }
  | { type: 'wall'; label: string; scopeCode: string }
  | { type: 'device'; label: string; scopeCode: string }

/** What a route lets in: roles of accounts, walls, devices, or everybody. */
export type Admission = Role | 'wall' | 'device' | 'public'

/** Whether a route that admits `allow` lets this identity in. */
export function isAdmitted(identity: Identity, allow: readonly Admission[]): boolean {
  return allow.includes(identity.type === 'account' ? identity.role : identity.type)
}

/** Whether a code lies in the subtree of the identity's scope. */
export function inScope(identity: Identity, areaCode: string): boolean {
  return areaCode.startsWith(identity.scopeCode)
}

/** Whether this is an administrator of the whole city, whose code is `cityCode`. */
export function isWholeCityAdmin(identity: Identity, cityCode: string): boolean {
  return identity.type === 'account' && identity.role === 'admin' && cityCode.startsWith(identity.scopeCode)
}

/** The name that event logs keep. */
export function actorOf(identity: Identity): string {
  switch (identity.type) {
    case 'account':
      return identity.displayName
    case 'wall':
      return `wall:${identity.label}`
    case 'device':
      return `device:${identity.label}`
  }
}
