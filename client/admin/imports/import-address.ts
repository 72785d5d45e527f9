/** The import that an address has open, or null. */
export function importOfSearch(search: string): number | null {
  const id = new URLSearchParams(search).get('import') ?? ''
  return /^[1-9]\d{0,9}$/.test(id) && Number(id) < 2 ** 31 ? Number(id) : null
}

/** The same address with another import open, or none; what else it says stays. */
export function searchWithImport(search: string, id: number | null): string {
  const query = new URLSearchParams(search)
  if (id === null) query.delete('import')
  else query.set('import', String(id))
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}
