import { reasonInWords } from './boundary-words.ts'
import {
  areaInWords, expectedInWords, fieldInWords, layerInWords, lengthInWords, listOf, nameOf, numberOf, textOf, type Told,
  valueInWords, type Words,
} from './terms.ts'

const LIKELY: Record<string, [text: string, textEn: string]> = {
  'gauss-kruger': ['看起来是 CGCS2000 高斯-克吕格投影的米', 'they look like metres of a CGCS2000 Gauss-Krüger zone'],
  'gauss-kruger-without-zone': [
    '看起来是不带带号的高斯-克吕格投影米，请说明是哪一带（EPSG:4502–4512 或 4534–4554）',
    'they look like Gauss-Krüger metres without the number of the zone: say which (EPSG:4502–4512 or 4534–4554)',
  ],
  'web-mercator': ['看起来是 Web 墨卡托的米', 'they look like metres of Web Mercator'],
  swapped: ['看起来经纬度写反了（纬度在前）', 'latitude and longitude look swapped'],
  zero: ['0, 0 通常表示没有定位', '0, 0 usually means that nobody knew the place'],
  'not-a-number': ['其中有不是数的值', 'one of them is no number'],
  degrees: ['看起来是经纬度，而所选坐标系以米为单位', 'they look like degrees, but the datum has metres'],
  'micro-degrees': ['看起来是百万分之一度', 'they look like millionths of a degree'],
  'outside-zone': ['不在所选投影带内', 'they lie outside the zone of the datum'],
}

export function badCoordinates({ detail }: Told): Words {
  const [x, y, datum] = [valueInWords(detail.x), valueInWords(detail.y), textOf(detail.datum)]
  const suggested = listOf(detail.suggested)
  const [likely, likelyEn] = LIKELY[textOf(detail.likely) ?? ''] ?? ['原因不明', 'the cause is unknown']
  return {
    text:
      `坐标 ${x.text}, ${y.text} 不是${datum === null ? '' : `坐标系 ${datum} 中`}可能的位置：${likely}。` +
      (suggested.length === 0 ? '' : `可试坐标系 ${suggested.join(' 或 ')}。`),
    textEn:
      `The coordinates ${x.textEn}, ${y.textEn} are no place${datum === null ? '' : ` in ${datum}`}: ${likelyEn}.` +
      (suggested.length === 0 ? '' : ` Try the datum ${suggested.join(' or ')}.`),
  }
}

export function badGeometry({ layer, detail }: Told): Words {
  const [what, where, points] = [layerInWords(layer), ringOf(detail), numberOf(detail.points)]
  switch (detail.reason) {
    case 'missing':
      return { text: `该${what.text}没有图形。`, textEn: `The ${what.textEn} has no shape.` }
    case 'empty':
      return { text: `该${what.text}的图形是空的。`, textEn: `The shape of the ${what.textEn} is empty.` }
    case 'too-few-points':
      return {
        text: `图形${where.text}${points === null ? '' : `只有 ${points} 个点，`}围不成面、连不成线。`,
        textEn: `The points of the shape${where.textEn} make no ring${points === null ? '' : `: there are ${points}`}.`,
      }
    case 'zero-area':
      return {
        text: `图形${where.text}没有面积：所有的点在一条线上，或修复后什么也没剩下。`,
        textEn: `The shape${where.textEn} has no area: its points lie on one line, or repair left nothing of it.`,
      }
    default: {
      const text = valueInWords(detail.text ?? detail.message ?? detail.reason)
      return {
        text: `该${what.text}的图形无法读取：${text.text}。文件可能被截断，或该列不是几何。`,
        textEn:
          `The shape of the ${what.textEn} cannot be read: ${text.textEn}. The file may be cut short, or the column ` +
          'holds no shape.',
      }
    }
  }
}

const SHAPES: Record<string, [text: string, textEn: string]> = {
  polygon: ['面', 'polygons'],
  line: ['线', 'lines'],
  point: ['点', 'points'],
  'line-or-polygon': ['线或面', 'lines or polygons'],
}

export function wrongGeometry({ layer, detail }: Told): Words {
  const [got, what] = [valueInWords(detail.got), layerInWords(layer)]
  const [expected, expectedEn] = SHAPES[textOf(detail.expected) ?? ''] ?? ['另一种图形', 'other shapes']
  return {
    text: `图形是 ${got.text}，而${what.text}应为${expected}。可能选错了图层或文件。`,
    textEn:
      `The shape is ${got.textEn}; a ${what.textEn} needs ${expectedEn}. The layer or the file may be the wrong one.`,
  }
}

export function unclosedRing({ detail }: Told): Words {
  const [where, gapM] = [ringOf(detail), numberOf(detail.gapM)]
  const far = gapM === null ? null : lengthInWords(gapM)
  return {
    text: `图形${where.text}的环没有闭合${far === null ? '' : `，首尾相距 ${far.text}`}。可选择「修复」自动闭合。`,
    textEn:
      `The ring${where.textEn} is not closed${far === null ? '' : `: its ends are ${far.textEn} apart`}. ` +
      'With “repair” it is closed for you.',
  }
}

export function repaired(told: Told): Words {
  const { detail, areaM2 } = told
  const [where, points, gapM] = [ringOf(detail), numberOf(detail.points), numberOf(detail.gapM)]
  if (detail.what === 'ring-closed') {
    const far = gapM === null ? null : lengthInWords(gapM)
    const apart = far === null ? '' : ` (its ends were ${far.textEn} apart)`
    return {
      text: `已修复：闭合了图形${where.text}的环${far === null ? '' : `（首尾原相距 ${far.text}）`}。`,
      textEn: `Repaired: the ring${where.textEn} was closed${apart}.`,
    }
  }
  if (detail.what === 'ring-dropped') {
    return {
      text: `已修复：去掉了图形${where.text}没有面积的环${points === null ? '' : `（${points} 个点）`}。`,
      textEn:
        `Repaired: the ring${where.textEn} without area was dropped${points === null ? '' : ` (${points} points)`}.`,
    }
  }
  const [who, layer, reason] = [nameOf(told, 0), layerInWords(told.layer), reasonInWords(detail.reason)]
  const [before, after] = [numberOf(detail.beforeM2), numberOf(detail.afterM2)]
  const sizes = before === null || after === null ? null : [areaInWords(Math.abs(before)), areaInWords(after)]
  const change = areaInWords(areaM2 ?? 0)
  return {
    text:
      `已修复${layer.text}${who.text}的边界（${reason.text}）` +
      (sizes === null ? '。' : `：面积由 ${sizes[0].text} 变为 ${sizes[1].text}，相差 ${change.text}。`) + '请在图上核对。',
    textEn:
      `The boundary of the ${layer.textEn} ${who.textEn} was repaired (${reason.textEn})` +
      (sizes === null ? '.' : `: its area went from ${sizes[0].textEn} to ${sizes[1].textEn}, by ${change.textEn}.`) +
      ' Look at it on the map.',
  }
}

export function missingValue({ layer, detail }: Told): Words {
  const [field, what] = [fieldInWords(detail), layerInWords(layer)]
  const isColumnMissing = 'header' in detail && detail.header === null
  return {
    text: isColumnMissing
      ? `文件中没有${field.text}列，而${what.text}必须有。请在字段对应中指明是哪一列。`
      : `${field.text}是空的，而${what.text}必须有。`,
    textEn: isColumnMissing
      ? `The file has no column for ${field.textEn}, which a ${what.textEn} needs. Say in the mapping which one it is.`
      : `${field.textEn} is empty, but a ${what.textEn} needs it.`,
  }
}

export function badValue({ detail }: Told): Words {
  const [field, value, expected] = [fieldInWords(detail), valueInWords(detail.value), expectedInWords(detail.expected)]
  if (detail.field === 'row') {
    return {
      text: `该行无法读取：${value.text}。多半是引号不成对或列数不符。`,
      textEn: `The row cannot be read: ${value.textEn}. A quote is probably open, or the number of columns differs.`,
    }
  }
  return {
    text: `${field.text}的值 ${value.text} 无效，应为${expected.text}。`,
    textEn: `${field.textEn} is ${value.textEn}; expected ${expected.textEn}.`,
  }
}

export function duplicateCode({ layer, detail, codes }: Told): Words {
  const [field, value, what] = [fieldInWords(detail), valueInWords(detail.value ?? codes[0]), layerInWords(layer)]
  const row = numberOf((detail.first as { row?: unknown } | undefined)?.row)
  const file = textOf(detail.firstFile)
  const first =
    row === null
      ? { text: '另一个', textEn: 'another' }
      : {
          text: [file, `第 ${row} 行`].filter(Boolean).join(' '),
          textEn: [file, `row ${row}`].filter(Boolean).join(', '),
        }
  return {
    text:
      `${what.text}的${field.text} ${value.text} 与${first.text}重复，以先出现者为准。` +
      '可能录入了两次，或编码位数被截断。',
    textEn:
      `The ${what.textEn} has the same ${field.textEn} ${value.textEn} as ${first.textEn}, which stays. ` +
      'It may be there twice, or its digits were cut.',
  }
}

export function missingParent({ layer, detail }: Told): Words {
  const [field, value, expected, what] = [
    fieldInWords(detail), valueInWords(detail.value), expectedInWords(detail.expected), layerInWords(layer),
  ]
  if (detail.made === true) {
    return {
      text: `文件中没有市级区域，已由各区合并生成 ${value.text}。`,
      textEn: `The file has no area of the level city; ${value.textEn} was made of its districts.`,
    }
  }
  return {
    text: `找不到${what.text}的上级：${field.text}为 ${value.text}，应为${expected.text}。可能缺一份上级文件，或编码的位数不同。`,
    textEn:
      `Nothing above the ${what.textEn} was found: ${field.textEn} is ${value.textEn}, expected ${expected.textEn}. ` +
      'A file may be missing, or codes have other lengths.',
  }
}

const UNKNOWN: Record<string, [text: string, textEn: string]> = {
  'unknown-grid': ['网格', 'grid'], 'unknown-unit': ['处置单位', 'unit'], 'unknown-category': ['事项', 'category'],
  'unknown-area': ['区域', 'area'],
}

/** What a row names and what is not there. */
export function unknownThing(kind: string, told: Told): Words {
  const { layer, detail, codes } = told
  const [thing, thingEn] = UNKNOWN[kind] ?? ['对象', 'thing']
  const [field, value, what] = [fieldInWords(detail), valueInWords(detail.value), layerInWords(layer)]
  const rows = numberOf(detail.rows)
  const one = codes.length === 0 ? { text: '', textEn: '' } : nameOf(told, 0)
  const who =
    rows === null
      ? { text: what.text + one.text, textEn: `${`The ${what.textEn} ${one.textEn}`.trim()} names` }
      : { text: `${rows} 个${what.text}`, textEn: `${rows} row(s), each a ${what.textEn}, name` }
  return {
    text: `${who.text}所填的${field.text} ${value.text} 不是已有的${thing}。可能写法不同，或应先导入${thing}。`,
    textEn:
      `${who.textEn} ${value.textEn} in ${field.textEn}, which is no ${thingEn} there is. It may be spelt otherwise, ` +
      'or has to be imported first.',
  }
}

export function outsideCity({ layer, detail }: Told): Words {
  const [what, far] = [layerInWords(layer), numberOf(detail.distanceM)]
  const distance = far === null ? null
    : far < 1000 ? lengthInWords(far)
    : { text: `${(far / 1000).toFixed(1)} 公里`, textEn: `${(far / 1000).toFixed(1)} km` }
  const isFar = detail.leftOut === true
  return {
    text:
      `${what.text}在全市边界之外${distance === null ? '' : ` ${distance.text}`}。` +
      (isFar ? '可能坐标系不对。' : '已归最近的区域。'),
    textEn:
      `The ${what.textEn} lies ${distance === null ? '' : `${distance.textEn} `}outside the city. ` +
      (isFar ? 'Its datum may be another.' : 'It was given to the nearest area.'),
  }
}

function ringOf({ part, ring }: Record<string, unknown>): Words {
  const [p, r] = [numberOf(part), numberOf(ring)]
  if (p === null && r === null) return { text: '', textEn: '' }
  return {
    text: `第 ${p ?? 1} 部分第 ${r ?? 1} 环`,
    textEn: ` (part ${p ?? 1}, ring ${r ?? 1})`,
  }
}
