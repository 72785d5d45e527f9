import { describe, expect, it } from 'vitest'
import { GAUSS_KRUGER, gaussKrugerOfZone, projStringOf, twinOf } from '../../../geodata/datum/gauss-kruger.ts'
import { metres, projectionOf } from '../../../geodata/datum/projection.ts'

describe('the CGCS2000 Gauss-Krüger family', () => {
  it('has its parameters by the numbers that EPSG gave out', () => {
    expect(GAUSS_KRUGER.size).toBe(64)
    expect(GAUSS_KRUGER.get(4547)).toMatchObject({
      zoneWidthDeg: 3,
      zone: 38,
      centralMeridianDeg: 114,
      falseEastingM: 500_000,
    })
    expect(GAUSS_KRUGER.get(4526)).toMatchObject({
      zoneWidthDeg: 3,
      zone: 38,
      centralMeridianDeg: 114,
      falseEastingM: 38_500_000,
    })
    expect(GAUSS_KRUGER.get(4491)).toMatchObject({
      zoneWidthDeg: 6,
      zone: 13,
      centralMeridianDeg: 75,
      falseEastingM: 13_500_000,
    })
    expect(GAUSS_KRUGER.get(4512)).toMatchObject({
      zoneWidthDeg: 6,
      zone: 23,
      centralMeridianDeg: 135,
      falseEastingM: 500_000,
    })
    expect(GAUSS_KRUGER.get(4554)).toMatchObject({
      zoneWidthDeg: 3,
      zone: 45,
      centralMeridianDeg: 135,
      falseEastingM: 500_000,
    })
    expect(gaussKrugerOfZone(38)!.epsg).toBe(4526)
    expect(gaussKrugerOfZone(19)!.epsg).toBe(4497)
    expect(gaussKrugerOfZone(24)).toBeUndefined()
    expect(twinOf(GAUSS_KRUGER.get(4547)!).epsg).toBe(4526)
  })

  // What PostGIS 3.3 with PROJ answers to st_transform(st_setsrid(st_makepoint(x, y), code), 4326).
  it.each([
    [4491, 13_370_000, 4_384_567.89, 73.486792111482, 39.585202901116],
    [4501, 23_630_000, 5_184_567.89, 136.702412340896, 46.783331049458],
    [4502, 370_000.25, 4_384_567.89, 73.486795020544, 39.585202939007],
    [4508, 612_345.678, 3_384_567.89, 112.171154273588, 30.576149350674],
    [4513, 25_430_000, 4_384_567.89, 74.185101002934, 39.59219929174],
    [4526, 38_512_345.678, 3_384_567.89, 114.128709441795, 30.581354607389],
    [4547, 512_345.678, 3_384_567.89, 114.128709441795, 30.581354607389],
    [4554, 400_000, 5_300_000, 133.664433048299, 47.826498082279],
    [3857, 12_745_594.49, 3_580_872.34, 114.495623355566, 30.599710657926],
  ])('agrees with PostGIS on EPSG:%i to a hundredth of a millimetre', (epsg, x, y, lng, lat) => {
    const [ourLng, ourLat] = projectionOf(`EPSG:${epsg}`)!.toWgs84(x, y)
    expect(Math.abs(ourLng - lng)).toBeLessThan(1e-10)
    expect(Math.abs(ourLat - lat)).toBeLessThan(1e-10)
  })

  it('has its centre on the central meridian in each of the 64', () => {
    for (const one of GAUSS_KRUGER.values()) {
      const [lng, lat] = metres('', projStringOf(one)).toWgs84(one.falseEastingM, 3_000_000)
      expect(lng).toBeCloseTo(one.centralMeridianDeg, 12)
      expect(lat).toBeCloseTo(27.111, 2)
    }
  })

  it('has company in two codes of degrees, and in nothing that it was not asked for', () => {
    expect(projectionOf('EPSG:4490')!.toWgs84(113.5, 30.5)).toEqual([113.5, 30.5])
    expect(projectionOf('EPSG:4326')!.toWgs84(113.5, 30.5)).toEqual([113.5, 30.5])
    for (const code of ['EPSG:2362', 'EPSG:4490x', 'epsg:4547', 'GCJ-02', '']) {
      expect(projectionOf(code)).toBeUndefined()
    }
  })
})
