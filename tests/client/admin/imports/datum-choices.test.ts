import { describe, expect, it } from 'vitest'
import { DATUM_CHOICES, datumChoiceOf } from '../../../../client/admin/imports/datum-choices.ts'
import { GAUSS_KRUGER } from '../../../../geodata/datum/gauss-kruger.ts'
import { projectionOf } from '../../../../geodata/datum/projection.ts'

describe('the datums that may be stated', () => {
  it('are all known to the reader of files, each once', () => {
    const codes = DATUM_CHOICES.map(({ code }) => code)
    expect(new Set(codes).size).toBe(codes.length)
    for (const code of codes) expect(projectionOf(code), code).toBeDefined()
  })

  it('hold every Gauss-Krüger zone of 3 degrees, told as the reader understands it', () => {
    const zones = DATUM_CHOICES.filter((choice) => choice.type === 'gauss-kruger')
    const known = [...GAUSS_KRUGER.values()].filter(({ zoneWidthDeg }) => zoneWidthDeg === 3)
    expect(zones).toHaveLength(known.length)
    for (const { code, group, zone, meridianDeg } of zones) {
      expect(GAUSS_KRUGER.get(Number(code.slice(5)))).toMatchObject({
        zone, centralMeridianDeg: meridianDeg, zoneInEasting: group === 'zone',
      })
    }
  })

  it('find the zones of Chinese surveys by their codes', () => {
    expect(datumChoiceOf('EPSG:4547')).toMatchObject({ group: 'meridian', meridianDeg: 114, zone: 38 })
    expect(datumChoiceOf('EPSG:4526')).toMatchObject({ group: 'zone', meridianDeg: 114, zone: 38 })
    expect(datumChoiceOf('EPSG:4326')?.code).toBe('wgs84')
    expect(datumChoiceOf('Xian_1980')).toBeUndefined()
  })
})
