/** The fields that we read, as texts; '' where a field is missing or empty, which is all the same to trackers. */
export interface OsmandFields {
  id: string
  lat: string
  lon: string
  location: string
  timestamp: string
  valid: string
  speed: string
  bearing: string
  altitude: string
  accuracy: string
  batt: string
  alarm: string
}

function noFields(): OsmandFields {
  return {
    id: '', lat: '', lon: '', location: '', timestamp: '', valid: '', speed: '', bearing: '', altitude: '',
    accuracy: '', batt: '', alarm: '',
  }
}

/** `deviceid` is another name of `id`, `heading` of `bearing`: what the first name says counts before. */
function put(fields: OsmandFields, name: string, value: string): void {
  switch (name) {
    case 'id':
    case 'lat':
    case 'lon':
    case 'location':
    case 'timestamp':
    case 'valid':
    case 'speed':
    case 'bearing':
    case 'altitude':
    case 'accuracy':
    case 'batt':
    case 'alarm':
      fields[name] = value
  }
}

/**
 * Reads a query or a form; of a key that comes twice the last counts. By hand, since every fix of ten thousand phones a
 * second comes through here: a general parser takes three times as long, for a dozen fields that nobody asks for.
 */
export function readOsmandFields(text: string): OsmandFields {
  const fields = noFields()
  let deviceid = ''
  let heading = ''
  for (let start = 0; start < text.length;) {
    const ampersand = text.indexOf('&', start)
    const end = ampersand === -1 ? text.length : ampersand
    const equals = text.indexOf('=', start)
    if (equals !== -1 && equals < end) {
      const name = text.slice(start, equals)
      const value = unescaped(text.slice(equals + 1, end))
      if (name === 'deviceid') deviceid = value
      else if (name === 'heading') heading = value
      else put(fields, name, value)
    }
    start = end + 1
  }
  if (fields.id === '') fields.id = deviceid
  if (fields.bearing === '') fields.bearing = heading
  return fields
}

/** The same fields of one flat record of JSON. */
export function osmandFieldsOf(record: Readonly<Record<string, unknown>>): OsmandFields {
  const fields = noFields()
  const { deviceid, heading } = record
  put(fields, 'id', scalar(deviceid))
  put(fields, 'bearing', scalar(heading))
  for (const name of Object.keys(record)) {
    const value = scalar(record[name])
    if (value !== '') put(fields, name, value)
  }
  return fields
}

function scalar(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

/** Most values hold nothing that is escaped. What is escaped wrongly stays as it is: it is for the decoder to judge. */
function unescaped(value: string): string {
  if (!value.includes('%') && !value.includes('+')) return value
  const spaced = value.replaceAll('+', ' ')
  try {
    return decodeURIComponent(spaced)
  } catch {
    return spaced
  }
}
