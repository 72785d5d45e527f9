export const ADMIN_TABS = ['versions', 'import', 'edit'] as const
export type AdminTab = (typeof ADMIN_TABS)[number]

export interface AdminAddress {
  tab: AdminTab
  /** The version whose report is open, or the draft that is edited. */
  version: number | null
}

/** Reads where an administrator is from an address; what makes no sense counts as not said. */
export function readAdminAddress(search: string): AdminAddress {
  const query = new URLSearchParams(search)
  const tab = ADMIN_TABS.find((name) => name === query.get('tab')) ?? 'versions'
  const version = query.get('version') ?? ''
  return { tab, version: /^[1-9]\d{0,9}$/.test(version) ? Number(version) : null }
}

/** The same address elsewhere; what else it says stays. */
export function writeAdminAddress(search: string, { tab, version }: AdminAddress): string {
  const query = new URLSearchParams(search)
  query.set('tab', tab)
  if (version === null) query.delete('version')
  else query.set('version', String(version))
  return `?${query}`
}
