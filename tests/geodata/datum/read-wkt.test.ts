import { describe, expect, it } from 'vitest'
import { projectionOfWkt } from '../../../geodata/datum/read-wkt.ts'
import { esriGaussKruger, WGS84_PRJ } from '../import/prj.ts'

const UTM_50 =
  `PROJCS["WGS_1984_UTM_Zone_50N",${WGS84_PRJ},PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],` +
  'PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",117.0],PARAMETER["Scale_Factor",0.9996],' +
  'PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
const MERCATOR =
  `PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",${WGS84_PRJ},PROJECTION["Mercator_Auxiliary_Sphere"],` +
  'PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",0.0],' +
  'PARAMETER["Standard_Parallel_1",0.0],PARAMETER["Auxiliary_Sphere_Type",0.0],UNIT["Meter",1.0]]'
const WKT2 = [
  'PROJCRS["CGCS2000 / 3-degree Gauss-Kruger CM 114E"',
  'BASEGEOGCRS["China Geodetic Coordinate System 2000"',
  'DATUM["China 2000",ELLIPSOID["CGCS2000",6378137,298.257222101,LENGTHUNIT["metre",1]]]',
  'PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433]]]',
  'CONVERSION["3-degree Gauss-Kruger CM 114E",METHOD["Transverse Mercator",ID["EPSG",9807]]',
  'PARAMETER["Latitude of natural origin",0,ANGLEUNIT["degree",0.0174532925199433]]',
  'PARAMETER["Longitude of natural origin",114,ANGLEUNIT["degree",0.0174532925199433]]',
  'PARAMETER["Scale factor at natural origin",1,SCALEUNIT["unity",1]]',
  'PARAMETER["False easting",500000,LENGTHUNIT["metre",1]]',
  'PARAMETER["False northing",0,LENGTHUNIT["metre",1]]]',
  'CS[Cartesian,2],AXIS["northing (X)",north],AXIS["easting (Y)",east],LENGTHUNIT["metre",1]]',
].join(',')

describe('the text of a .prj', () => {
  it.each([
    ['a central meridian of ESRI', esriGaussKruger('CGCS2000_3_Degree_GK_CM_114E', 114, 500_000), 'EPSG:4547'],
    ['a zone of ESRI', esriGaussKruger('CGCS2000_3_Degree_GK_Zone_38', 114, 38_500_000), 'EPSG:4526'],
    ['a zone of 6°', esriGaussKruger('CGCS2000_GK_Zone_19', 111, 19_500_000), 'EPSG:4497'],
    ['a meridian of both widths, 6° by its name', esriGaussKruger('CGCS2000_GK_CM_111E', 111, 500_000), 'EPSG:4508'],
    [
      'a meridian of both widths, 3° by its name',
      esriGaussKruger('CGCS2000_3_Degree_GK_CM_111E', 111, 500_000),
      'EPSG:4546',
    ],
    ['WKT 2 as QGIS writes it', WKT2, 'EPSG:4547'],
    ['an authority', `${WKT2.slice(0, -1)},ID["EPSG",4547]]`, 'EPSG:4547'],
    ['WGS-84', WGS84_PRJ, 'EPSG:4326'],
    ['Web Mercator', MERCATOR, 'EPSG:3857'],
    ['UTM, which has no code here but is exact', UTM_50, 'WGS_1984_UTM_Zone_50N'],
  ])('with %s is understood', (_, wkt, code) => {
    expect(projectionOfWkt(wkt).code).toBe(code)
  })

  it('of a city’s own central meridian is projected by its own parameters', () => {
    const own = projectionOfWkt(esriGaussKruger('City_2000', 113.5, 800_000))
    const [lng, lat] = own.toWgs84(800_000, 3_384_567)
    expect(lng).toBeCloseTo(113.5, 10)
    expect(lat).toBeCloseTo(30.58, 2)
  })

  it.each([
    [
      'Xian 1980',
      esriGaussKruger('Xian_1980_3_Degree_GK_CM_114E', 114, 500_000).replace('D_China_2000', 'D_Xian_1980'),
      'xian_1980',
    ],
    [
      'Beijing 1954',
      esriGaussKruger('Beijing', 114, 500_000).replace('D_China_2000', 'D_Beijing_1954'),
      'beijing_1954',
    ],
    ['nothing that can be read', 'hello', 'no coordinate system'],
    ['a text cut off', WGS84_PRJ.slice(0, 30), 'no coordinate system'],
  ])('with %s is refused', (_, wkt, message) => {
    expect(() => projectionOfWkt(wkt)).toThrow(RangeError)
    expect(() => projectionOfWkt(wkt)).toThrow(message)
  })
})
