import {
  areaInWords, fieldInWords, layerInWords, lengthInWords, listOf, nameOf, numberOf, textOf, type Told, type Words,
} from './terms.ts'

/** A line drawn twice by hand is as far off as this; what is wider was meant, or forgotten. */
const DRAWN_TWICE_M = 2

/** The reasons of GEOS in Chinese. */
const REASONS: Record<string, string> = {
  'Self-intersection': '边界与自身相交',
  'Ring Self-intersection': '边界环在一点上碰到自身',
  'Hole lies outside shell': '洞在外环之外',
  'Nested holes': '洞中有洞',
  'Nested shells': '一块地完全落在另一块之内',
  'Duplicate Rings': '有两个完全相同的环',
  'Interior is disconnected': '内部被洞分割成互不相连的几块',
  'Too few points in geometry component': '环的点数太少',
}

export function reasonInWords(reason: unknown): Words {
  const whole = textOf(reason) ?? 'not valid'
  return { text: REASONS[whole] ?? `图形无效（${whole}）`, textEn: whole }
}

export function selfCrossing(told: Told): Words {
  const [who, layer, reason] = [nameOf(told, 0), layerInWords(told.layer), reasonInWords(told.detail.reason)]
  return {
    text: `${layer.text}${who.text}的边界无效：${reason.text}。多半是手绘时顶点次序错乱；请改正该处，或导入时选择「修复」。`,
    textEn:
      `The boundary of the ${layer.textEn} ${who.textEn} is not valid: ${reason.textEn}. Its vertices were probably ` +
      'drawn out of order; put the place right, or import it with “repair”.',
  }
}

export function sliver(told: Told): Words {
  const { detail, areaM2 } = told
  const [who, layer] = [nameOf(told, 0), layerInWords(told.layer)]
  const [area, width] = [areaInWords(areaM2 ?? 0), lengthInWords(numberOf(detail.widthM) ?? 0)]
  const size = { text: `共 ${area.text}，最窄处平均宽 ${width.text}`, textEn: `${area.textEn} in all, ${width.textEn} wide` }
  if (detail.whole === true) {
    return {
      text: `${layer.text}${who.text}整个是一条碎片（${size.text}）。可能是切分时的残余，或坐标单位有误。`,
      textEn:
        `The ${layer.textEn} ${who.textEn} is nothing but a sliver (${size.textEn}). It may be left over from a ` +
        'split, or its units are wrong.',
    }
  }
  const [parts, holes] = [numberOf(detail.parts) ?? 0, numberOf(detail.holes) ?? 0]
  const what = [parts > 0 && `${parts} 块碎片`, holes > 0 && `${holes} 个碎洞`].filter(Boolean).join('和')
  const whatEn = [parts > 0 && `${parts} sliver part(s)`, holes > 0 && `${holes} sliver hole(s)`].filter(Boolean)
  return {
    text: `${layer.text}${who.text}带有${what || '碎片'}（${size.text}）。多半是两条边界画了两遍、没有捕捉到一起。`,
    textEn:
      `The ${layer.textEn} ${who.textEn} has ${whatEn.join(' and ') || 'slivers'} (${size.textEn}). ` +
      'A line was probably drawn twice and the two not snapped together.',
  }
}

export function overlap(told: Told): Words {
  const { detail, areaM2 } = told
  const [a, b, layer, area] = [nameOf(told, 0), nameOf(told, 1), layerInWords(told.layer), areaInWords(areaM2 ?? 0)]
  const share = numberOf(detail.share) ?? 0
  const width = numberOf(detail.widthM)
  const cause =
    share > 0.95 ? { text: '较小的一个几乎全在另一个之内，可能重复录入', textEn: 'the smaller one lies in the other: it may be there twice' }
    : width !== null && width < DRAWN_TWICE_M
      ? {
          text: `重叠处平均宽 ${lengthInWords(width).text}，多半是共同的边界画了两遍`,
          textEn: `it is ${lengthInWords(width).textEn} wide: their common edge was probably drawn twice`,
        }
    : { text: '可能是一方调整后另一方没有跟着改', textEn: 'one of them may have been moved and the other not' }
  return {
    text: `${layer.text}${a.text}与${b.text}重叠 ${area.text}：${cause.text}。重叠处归编号较小者。`,
    textEn:
      `The ${layer.textEn}s ${a.textEn} and ${b.textEn} overlap by ${area.textEn}: ${cause.textEn}. ` +
      'What both cover belongs to the one with the smaller id.',
  }
}

export function gap(told: Told): Words {
  const { detail, areaM2, layer } = told
  const [who, area] = [nameOf(told, 0), areaInWords(areaM2 ?? 0)]
  const by = layer === 'areas' ? { text: '下级区域', textEn: 'area below it' } : layerInWords(layer)
  const width = numberOf(detail.widthM)
  const neighbours = numberOf(detail.neighbours) ?? told.codes.length - 1
  const cause =
    width !== null && width < DRAWN_TWICE_M
      ? {
          text: `缝宽平均 ${lengthInWords(width).text}，多半是相邻边界没有捕捉到一起`,
          textEn: `it is ${lengthInWords(width).textEn} wide: edges that should be one were probably drawn apart`,
        }
      : { text: '可能漏划了网格或边界没有跟着调整', textEn: 'nothing was drawn there, or an edge was moved without it' }
  const near = told.codes.slice(1).map((_, k) => nameOf(told, k + 1))
  const nearby = near.map(({ text }) => text).join('、')
  const nearbyEn = near.map(({ textEn }) => textEn).join(', ')
  const others = neighbours - near.length
  return {
    text:
      `${who.text}内有 ${area.text}不属于任何${by.text}：${cause.text}。` +
      (near.length === 0 ? '' : `它与${nearby}${others > 0 ? `等 ${neighbours} 个` : ''}相邻。`),
    textEn:
      `Of ${who.textEn}, ${area.textEn} belong to no ${by.textEn}: ${cause.textEn}.` +
      (near.length === 0 ? '' : ` It borders on ${nearbyEn}${others > 0 ? ` and ${others} more` : ''}.`),
  }
}

export function outsideParent(told: Told): Words {
  const { detail, areaM2 } = told
  const [who, above] = [nameOf(told, 0), nameOf(told, 1)]
  const [layer, area] = [layerInWords(told.layer), areaInWords(areaM2 ?? 0)]
  const share = numberOf(detail.share) ?? 0
  const [code, name, nameEn] = listOf(detail.liesIn)
  const elsewhere =
    code === undefined
      ? { text: '在别处', textEn: 'elsewhere' }
      : { text: `在「${name ?? code}」（${code}）`, textEn: `in “${nameEn ?? code}” (${code})` }
  const width = numberOf(detail.widthM)
  const cause =
    share > 0.5
      ? {
          text: `大部分${elsewhere.text}，所属编码可能填错`,
          textEn: `most of it lies ${elsewhere.textEn}: the code of its area may be wrong`,
        }
    : width !== null && width < DRAWN_TWICE_M
      ? {
          text: `超出部分平均宽 ${lengthInWords(width).text}，多半是两份数据的同一条边界略有出入`,
          textEn: `what is outside is ${lengthInWords(width).textEn} wide: two sources probably differ on one line`,
        }
    : { text: '两者的边界可能来自不同时期', textEn: 'the two may be of different times' }
  return {
    text: `${layer.text}${who.text}有 ${area.text}（${percent(share)}）超出所属的${above.text}：${cause.text}。`,
    textEn:
      `Of the ${layer.textEn} ${who.textEn}, ${area.textEn} (${percent(share)}) lie outside ${above.textEn}, ` +
      `to which it belongs: ${cause.textEn}.`,
  }
}

export function noWorker(told: Told): Words {
  if (told.detail.all === true || told.codes.length === 0) {
    return {
      text: '没有任何网格员分到网格。请导入网格员名单，或检查其网格编码。',
      textEn: 'Nobody works in any grid. Import the list of workers, or look at its grid codes.',
    }
  }
  const [who, layer] = [nameOf(told, 0), layerInWords(told.layer)]
  return {
    text: `${layer.text}${who.text}没有网格员：落在其中的案件须由值班席指定跟踪人。`,
    textEn:
      `Nobody works in the ${layer.textEn} ${who.textEn}: whoever dispatches its cases has to name one who watches.`,
  }
}

export function noGrid(told: Told): Words {
  const who = nameOf(told, 0)
  return {
    text: `${who.text}及其下级没有任何社区网格：其中的案件只能归最近的网格或区值班席。可能漏了文件，或网格的所属编码有误。`,
    textEn:
      `No community grid belongs to ${who.textEn} or anything below it: its cases fall to the nearest grid or the ` +
      'desk of the district. A file may be missing, or the grids name another area.',
  }
}

/** Codes of a version that do not begin with that of the area above: told once for each area. */
export function oddCodes(told: Told): Words {
  const { detail } = told
  const [above, layer] = [nameOf(told, 0), layerInWords(told.layer)]
  const [count, expected] = [numberOf(detail.count) ?? 1, textOf(detail.expected) ?? '']
  const value = textOf(detail.value) ?? ''
  const isArea = told.layer === 'areas'
  return {
    text:
      `${above.text}下有 ${count} 个${layer.text}的编码不以 ${expected} 开头，例如 ${value}。` +
      (isArea ? `只管${above.text}的账号看不到它们。` : '归属以所属区域为准，不影响派单。'),
    textEn:
      `The codes of ${count} ${layer.textEn}(s) of ${above.textEn} do not start with ${expected}, such as ${value}. ` +
      (isArea ? `Accounts for ${above.textEn} do not see them.` : 'Whose they are goes by their area, not by this.'),
  }
}

/** Where the geometry engine gave up, or had nothing to work with. */
export function notComparable(told: Told): Words {
  const [layer, message] = [layerInWords(told.layer), textOf(told.detail.message)]
  const who = told.codes.map((_, k) => nameOf(told, k))
  if (told.detail.reason === 'not-finite') {
    return {
      text: `${layer.text}${who[0]?.text ?? ''}的边界含有不是数的坐标，无法使用。请重新导出该图形。`,
      textEn:
        `The boundary of the ${layer.textEn} ${who[0]?.textEn ?? ''} has coordinates that are no numbers. ` +
        'Export it again.',
    }
  }
  return {
    text:
      `${layer.text}${who.map(({ text }) => text).join('与')}无法检查${message === null ? '' : `（${message}）`}，` +
      '其余检查不受影响。请查看其边界。',
    textEn:
      `The ${layer.textEn} ${who.map(({ textEn }) => textEn).join(' and ')} could not be checked` +
      `${message === null ? '' : ` (${message})`}; the rest was. Look at its boundary.`,
  }
}

/** Whether this bad value is one of `oddCodes`. */
export function isOddCodes({ detail }: Told): boolean {
  return numberOf(detail.count) !== null && fieldInWords(detail).textEn === '“code”'
}

function percent(share: number): string {
  if (share < 0.001) return '<0.1%'
  return share.toLocaleString('en', { style: 'percent', maximumFractionDigits: share < 0.1 ? 1 : 0 })
}
