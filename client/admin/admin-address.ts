export const ADMIN_TABS = ['versions', 'import', 'edit', 'field', 'catalogue', 'flows', 'clocks', 'channels'] as const
export type AdminTab = (typeof ADMIN_TABS)[number]

export const FIELD_PARTS = ['status', 'trackers', 'quarantine', 'sensors', 'policy', 'tokens'] as const
export type FieldPart = (typeof FIELD_PARTS)[number]

export interface AdminAddress {
  tab: AdminTab
  /** The version whose report is open, or the draft that is edited. */
  version: number | null
  /** What of the field is shown, in its tab. */
  part?: FieldPart
}

/** Reads where an administrator is from an address; what makes no sense counts as not said. */
export function readAdminAddress(search: string): AdminAddress {
  const query = new URLSearchParams(search)
  const tab = ADMIN_TABS.find((name) => name === query.get('tab')) ?? 'versions'
  const version = query.get('version') ?? ''
  const part = FIELD_PARTS.find((name) => name === query.get('part')) ?? 'status'
  return { tab, version: /^[1-9]\d{0,9}$/.test(version) ? Number(version) : null, ...(tab === 'field' && { part }) }
}

/** The same address elsewhere; what else it says stays. */
export function writeAdminAddress(search: string, { tab, version, part }: AdminAddress): string {
  const query = new URLSearchParams(search)
  query.set('tab', tab)
  if (version === null) query.delete('version')
  else query.set('version', String(version))
  if (part !== undefined) query.set('part', part)
  else query.delete('part')
  return `?${query}`
}
