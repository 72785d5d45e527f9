import type { Severity } from '../../contract/api/alarms.ts'
import type { TrackerSignal } from '../position.ts'
import type { Header } from './frame.ts'

/** 'lasting': set as long as the condition lasts. 'event': set until the platform has taken note of it; the alarm then
 * stays until a person has. */
type Kind = 'lasting' | 'event'

interface AlarmBit {
  bit: number
  type: string
  kind: Kind
  severity: Severity
  message: string
  since2019?: true
}

/** Bit 0, the button for help, is the worker's SOS and none of these. */
export const SOS_BIT = 0

const ALARM_BITS: readonly AlarmBit[] = [
  { bit: 1, type: 'overspeed', kind: 'lasting', severity: 'major', message: '超速报警' },
  { bit: 2, type: 'fatigue', kind: 'lasting', severity: 'major', message: '疲劳驾驶报警' },
  { bit: 3, type: 'danger', kind: 'event', severity: 'major', message: '危险预警' },
  { bit: 4, type: 'gnss-fault', kind: 'lasting', severity: 'minor', message: '卫星定位模块故障' },
  { bit: 5, type: 'antenna-cut', kind: 'lasting', severity: 'minor', message: '定位天线未接或被剪断' },
  { bit: 6, type: 'antenna-short', kind: 'lasting', severity: 'minor', message: '定位天线短路' },
  { bit: 7, type: 'low-power', kind: 'lasting', severity: 'minor', message: '终端主电源欠压' },
  { bit: 8, type: 'power-cut', kind: 'lasting', severity: 'major', message: '终端主电源掉电' },
  { bit: 9, type: 'display-fault', kind: 'lasting', severity: 'warning', message: '终端显示屏故障' },
  { bit: 10, type: 'speech-fault', kind: 'lasting', severity: 'warning', message: '语音模块故障' },
  { bit: 11, type: 'camera-fault', kind: 'lasting', severity: 'warning', message: '摄像头故障' },
  { bit: 12, type: 'card-fault', kind: 'lasting', severity: 'warning', message: '从业资格证读卡模块故障' },
  { bit: 13, type: 'overspeed-near', kind: 'lasting', severity: 'warning', message: '超速预警' },
  { bit: 14, type: 'fatigue-near', kind: 'lasting', severity: 'warning', message: '疲劳驾驶预警' },
  { bit: 15, type: 'violation', kind: 'lasting', severity: 'minor', message: '违规行驶报警', since2019: true },
  { bit: 16, type: 'tyre-pressure', kind: 'lasting', severity: 'minor', message: '胎压预警', since2019: true },
  { bit: 17, type: 'blind-spot', kind: 'lasting', severity: 'warning', message: '右转盲区异常', since2019: true },
  { bit: 18, type: 'driving-time', kind: 'lasting', severity: 'minor', message: '当天累计驾驶超时' },
  { bit: 19, type: 'parking-time', kind: 'lasting', severity: 'warning', message: '超时停车' },
  { bit: 20, type: 'area-crossed', kind: 'event', severity: 'minor', message: '进出区域报警' },
  { bit: 21, type: 'route-crossed', kind: 'event', severity: 'minor', message: '进出路线报警' },
  { bit: 22, type: 'section-time', kind: 'event', severity: 'warning', message: '路段行驶时间不足或过长' },
  { bit: 23, type: 'off-route', kind: 'lasting', severity: 'minor', message: '路线偏离报警' },
  { bit: 24, type: 'speed-sensor-fault', kind: 'lasting', severity: 'warning', message: '车速传感器故障' },
  { bit: 25, type: 'fuel', kind: 'lasting', severity: 'minor', message: '车辆油量异常' },
  { bit: 26, type: 'stolen', kind: 'lasting', severity: 'critical', message: '车辆被盗' },
  { bit: 27, type: 'illegal-ignition', kind: 'event', severity: 'major', message: '车辆非法点火' },
  { bit: 28, type: 'illegal-move', kind: 'event', severity: 'major', message: '车辆非法位移' },
  { bit: 29, type: 'collision', kind: 'lasting', severity: 'critical', message: '碰撞预警' },
  { bit: 30, type: 'rollover', kind: 'lasting', severity: 'critical', message: '侧翻预警' },
  { bit: 31, type: 'illegal-door', kind: 'event', severity: 'minor', message: '非法开门报警' },
]

/** Of those the terminal can be told that somebody has taken note (0x8203). */
const CONFIRMABLE = new Set([0, 3, 20, 21, 22, 27, 28])

const BIT_OF_TYPE = new Map(ALARM_BITS.map(({ type, bit }) => [type, bit]))

/** Types of the alarms that bits raise. */
export const ALARM_BIT_TYPES: readonly string[] = ALARM_BITS.map(({ type }) => type)
/** Types of those that are over once a person has acknowledged them. */
export const EVENT_TYPES: ReadonlySet<string> = new Set(
  ALARM_BITS.filter(({ kind }) => kind === 'event').map(({ type }) => type),
)

/** The word in which only the bit of this type is set; 0 where no bit has it. */
export function wordOfType(type: string): number {
  const bit = BIT_OF_TYPE.get(type)
  return bit === undefined ? 0 : (1 << bit) >>> 0
}

/** Of a word of alarms, what 0x8203 can confirm. */
export function confirmable(word: number): number {
  let confirmed = 0
  for (const bit of CONFIRMABLE) confirmed |= word & (1 << bit)
  return confirmed >>> 0
}

/** What bits say that have changed to what they are in `word`. That an event's bit went out says nothing: the terminal
 * takes it back as soon as it is answered. */
export function signalsOf(word: number, changed: number, version: Header['version']): TrackerSignal[] {
  if (changed === 0) return []
  const signals: TrackerSignal[] = []
  for (const { bit, type, kind, severity, message, since2019 } of ALARM_BITS) {
    const mask = 1 << bit
    if ((changed & mask) === 0 || (since2019 && version !== 2019)) continue
    const raised = (word & mask) !== 0
    // 2019 lets the warning of danger last as long as the danger
    const lasts = kind === 'lasting' || (type === 'danger' && version === 2019)
    if (raised || lasts) signals.push({ type, message, severity, raised })
  }
  return signals
}
