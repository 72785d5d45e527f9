/** What a topic carries, with the device that it speaks for. */
export type FieldTopic =
  | { type: 'owntracks'; deviceKey: string }
  | { type: 'sensor'; deviceKey: string }
  | { type: 'positions' }

/** What to ask another broker for: where devices are, what was measured, and not the orders that we give ourselves. */
export const FIELD_FILTERS: readonly string[] = [
  'owntracks/+/+', 'owntracks/+/+/event', 'gridwall/sensors/+', 'gridwall/positions',
]

/** What is published to `topic`; undefined where nothing of ours is, and where a device would give orders to another.
 */
export function readTopic(topic: string): FieldTopic | undefined {
  const [root, ...levels] = topic.split('/')
  if (root === 'owntracks') {
    const [user, device, kind] = levels
    if (!user || !device || levels.length > 3 || kind === '' || kind === 'cmd') return undefined
    return { type: 'owntracks', deviceKey: `${user}/${device}` }
  }
  if (root !== 'gridwall') return undefined
  const [kind, deviceKey] = levels
  if (kind === 'positions' && levels.length === 1) return { type: 'positions' }
  return kind === 'sensors' && deviceKey && levels.length === 2 ? { type: 'sensor', deviceKey } : undefined
}

/** The tracker that listens for orders under this filter; undefined for wildcards and everything else. */
export function trackerListening(filter: string): string | undefined {
  return /^owntracks\/([^/+#]+\/[^/+#]+)\/cmd$/.exec(filter)?.[1]
}
