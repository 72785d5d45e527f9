/** Parameters of a query; undefined and empty ones are left out. */
export type QueryParameters = Record<string, string | number | boolean | undefined>

/** `path?name=value&…`, in the order given; the path alone where no parameter is left. */
export function withQuery(path: string, parameters: QueryParameters): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== '') search.set(name, String(value))
  }
  const text = search.toString()
  return text === '' ? path : `${path}?${text}`
}
