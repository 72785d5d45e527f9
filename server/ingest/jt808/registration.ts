import { readGbk } from './gbk.ts'
import type { Header } from './frame.ts'
import { Unreadable } from './unreadable.ts'

/** What a terminal says of itself and its vehicle. */
export interface Registration {
  maker: string
  model: string
  terminalId: string
  plate: string
}

/** Lengths in bytes of maker, model and terminal id. */
const LAYOUTS = { 2011: [5, 8, 7], 2013: [5, 20, 7], 2019: [11, 30, 30] } as const
/** Before them stand province and city. */
const FIRST = 4
/** Colours of plates end far below the letters and digits of which plates and vehicle numbers are made. */
const LARGEST_COLOUR = 0x20

/** Reads the body of 0x0100. Frames do not tell 2011 from 2013: there the place of the plate's colour does. */
export function readRegistration(body: Buffer, version: Header['version']): Registration {
  const [maker, model, terminalId] = LAYOUTS[version === 2019 ? 2019 : is2013(body) ? 2013 : 2011]
  const colourAt = FIRST + maker + model + terminalId
  if (body.length <= colourAt) throw new Unreadable('0x0100 length', body.length, `more than ${colourAt} bytes`)
  const modelAt = FIRST + maker
  return {
    maker: readGbk(body.subarray(FIRST, modelAt)),
    model: readGbk(body.subarray(modelAt, modelAt + model)),
    terminalId: readGbk(body.subarray(modelAt + model, colourAt)),
    plate: readGbk(body.subarray(colourAt + 1)),
  }
}

function is2013(body: Buffer): boolean {
  const [maker, model, terminalId] = LAYOUTS[2013]
  const colourAt = FIRST + maker + model + terminalId
  return body.length > colourAt && body[colourAt] <= LARGEST_COLOUR
}

/** The code of 0x0102; 2019 has a length before it, and more after it. */
export function readAuthCode(body: Buffer, version: Header['version']): string {
  if (version === 2013) return readGbk(body)
  const length = body[0]
  if (length === undefined || body.length <= length) {
    throw new Unreadable('0x0102 code length', length ?? null, `at most ${body.length - 1}, what follows it`)
  }
  return readGbk(body.subarray(1, 1 + length))
}
