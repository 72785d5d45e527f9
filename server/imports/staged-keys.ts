import type { ImportLayer } from '../contract/api/imports.ts'
import { prefixCode } from './area-code.ts'

type Fields = Record<string, string | number | boolean | null>

/** By what a staged row is found again, and where its file puts it. */
export interface StagedKeys {
  code: string | null
  parentCode: string | null
  level: string | null
}

/** The keys of a row of a layer; all null for the base map, whose rows are nobody in particular. */
export function stagedKeys(layer: ImportLayer, fields: Fields): StagedKeys {
  const areaCode = textOf(fields.areaCode)
  const area = areaCode === null ? null : prefixCode(areaCode)
  const keys = (code: string | null, parentCode: string | null = null, level: string | null = null): StagedKeys => ({
    code, parentCode, level,
  })
  switch (layer) {
    case 'areas': {
      const [code, parentCode] = [textOf(fields.code), textOf(fields.parentCode)]
      return keys(code && prefixCode(code), parentCode && prefixCode(parentCode), textOf(fields.level))
    }
    case 'community':
    case 'street':
    case 'exclusive':
      return keys(textOf(fields.code), area)
    case 'units':
      return keys(fields.kind === null || area === null ? null : `${fields.kind}@${area}`, area)
    case 'categories':
      return keys(textOf(fields.code), textOf(fields.parentCode))
    case 'workers':
      return keys(textOf(fields.number))
    case 'devices':
      return keys(textOf(fields.key))
    case 'cameras':
    case 'components':
      return keys(textOf(fields.code))
    case 'cases': {
      const number = textOf(fields.externalNumber)
      return keys(number && `${channelOf(textOf(fields.channel))} ${number}`)
    }
    default:
      return keys(null)
  }
}

function textOf(value: Fields[string] | undefined): string | null {
  return value === null || value === undefined ? null : String(value)
}

/** What files write for the channels of cases. Everything that names none came by the hotline. */
const CHANNEL_WORDS: readonly (readonly [word: string, channel: string])[] = [
  ['12345', '12345'], ['热线', '12345'], ['110', '110'], ['巡查', 'patrol'], ['网格员', 'patrol'], ['patrol', 'patrol'],
  ['app', 'app'], ['小程序', 'app'], ['微信', 'app'], ['物联', 'iot'], ['iot', 'iot'], ['视频', 'ai'], ['智能', 'ai'],
  ['ai', 'ai'], ['来访', 'visit'], ['visit', 'visit'],
]

/** The channel that a word of a file means. */
export function channelOf(word: string | null): string {
  const wanted = word?.toLowerCase() ?? ''
  return CHANNEL_WORDS.find(([part]) => wanted.includes(part))?.[1] ?? '12345'
}
