/** From this many keys on a list is worth remembering; only the export tables of WASM modules are that long. */
const longList = 4000

/**
 * Runs `work` while `Object.keys` of very large objects is remembered.
 * For every C function that PostgreSQL looks up, the WASM loader lists all exports of the library it is in.
 * `create extension postgis` does so 1,600 times with 13,000 exports: 7.4 s, of which 6 s are saved here.
 * The export tables do not change while `work` runs. Only for a thread that does nothing else meanwhile.
 */
export async function withQuickSymbolLookup<Result>(work: () => Promise<Result>): Promise<Result> {
  const listKeys = Object.keys
  const remembered = new WeakMap<object, string[]>()
  Object.keys = (value: object) => {
    const known = remembered.get(value)
    if (known) return known
    const keys = listKeys(value)
    if (keys.length >= longList) remembered.set(value, keys)
    return keys
  }
  try {
    return await work()
  } finally {
    Object.keys = listKeys
  }
}
