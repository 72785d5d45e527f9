type Column = Float64Array | Int32Array | Uint16Array | Uint8Array

/** A copy with room for `wanted` and at least twice of what there was, so that adding costs the same however many. */
export function grown<C extends Column>(column: C, wanted: number): C {
  const larger = new (column.constructor as new (length: number) => C)(Math.max(wanted, column.length * 2))
  larger.set(column)
  return larger
}
