import type { Me } from '../../server/contract/api/accounts.ts'

/** Whether someone may change what concerns the whole city, as the server decides it. */
export function mayChangeCity(me: Me, cityCode: string): boolean {
  return me.type === 'account' && me.role === 'admin' && cityCode.startsWith(me.scopeCode)
}
