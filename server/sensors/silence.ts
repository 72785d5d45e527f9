/** What the watch knows of a device. Unix milliseconds by the server's clock. */
export interface WatchedDevice {
  id: number
  kind: string
  registeredAtMs: number
  /** Null: never. */
  heardAtMs: number | null
  /** It is taken for silent already. */
  silent: boolean
}

/**
 * The devices that have now been silent for longer than their kind allows, those silent longest first. `afterMsOfKind`
 * has the kinds whose silence means something. What nobody could have heard does not count: time before
 * `watchingSinceMs`, when the server was away. A device that was never heard counts from its registration, but only once
 * any device of its kind has been heard: a kind that nobody has connected yet is not silent.
 */
export function newlySilent(
  devices: Iterable<WatchedDevice>, afterMsOfKind: ReadonlyMap<string, number>, watchingSinceMs: number, nowMs: number,
): WatchedDevice[] {
  const watched = Array.from(devices)
  const connected = new Set(watched.filter(({ heardAtMs }) => heardAtMs !== null).map(({ kind }) => kind))
  const since = ({ heardAtMs, registeredAtMs }: WatchedDevice) => Math.max(heardAtMs ?? registeredAtMs, watchingSinceMs)
  return watched
    .filter((device) => {
      const afterMs = afterMsOfKind.get(device.kind)
      if (afterMs === undefined || device.silent || !connected.has(device.kind)) return false
      return nowMs - since(device) > afterMs
    })
    .sort((one, other) => since(one) - since(other) || one.id - other.id)
}
