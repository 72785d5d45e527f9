import type { DeviceKind } from '../city.ts'
import { SENSOR_DEFINITIONS } from './sensor-definitions.ts'

/** The kinds of sensors, what each reports and how bad that is. Cities made by an earlier release have the first 14, and
 * the places of their devices hang on that number: new kinds come last and have places of their own. */
export const DEVICE_KINDS: readonly DeviceKind[] = (
  [
    ['smoke', '烟感', 'Smoke detector', 'smoke', '烟雾报警', 'Smoke', 'critical'],
    ['gas', '可燃气体探测器', 'Gas detector', 'gas_leak', '燃气泄漏', 'Gas leak', 'critical'],
    ['elevator', '电梯监测', 'Elevator monitor', 'trapped', '电梯困人', 'People trapped', 'critical'],
    ['water_level', '水位计', 'Water level gauge', 'high_water', '水位超限', 'High water', 'major'],
    ['crowd_counter', '人流计数器', 'Crowd counter', 'crowding', '人员聚集', 'Crowding', 'major'],
    ['camera_ai', '智能摄像机', 'AI camera', 'blocked_exit', '占用消防通道', 'Fire lane blocked', 'major'],
    ['manhole_tilt', '井盖传感器', 'Manhole sensor', 'tilt', '井盖倾斜', 'Manhole tilted', 'major'],
    ['electricity_meter', '智能电表', 'Electricity meter', 'overload', '用电过载', 'Overload', 'minor'],
    ['water_meter', '智能水表', 'Water meter', 'no_use', '长时间未用水', 'No water used', 'minor'],
    ['access_control', '门禁', 'Access control', 'forced_door', '门禁强开', 'Door forced', 'minor'],
    ['air_quality', '空气质量站', 'Air quality station', 'dust', '扬尘超标', 'Dust', 'minor'],
    ['noise', '噪声监测仪', 'Noise monitor', 'noise', '噪声超标', 'Noise', 'warning'],
    ['parking', '地磁车位', 'Parking sensor', 'overstay', '违停超时', 'Parked too long', 'warning'],
    ['litter_bin', '满溢传感器', 'Bin sensor', 'overflow', '垃圾满溢', 'Bin full', 'warning'],
    ['gas_meter', '智能燃气表', 'Gas meter', 'gas_flow', '燃气流量异常', 'Gas flow', 'major'],
    ['drone', '无人机', 'Drone', 'drone_battery', '无人机电量低', 'Drone battery low', 'major'],
  ] as const
).map(([kind, name, nameEn, alarmType, alarmName, alarmNameEn, severity]) => ({
  kind, name, nameEn, alarmType, alarmName, alarmNameEn, severity, definition: SENSOR_DEFINITIONS[kind],
}))

/** Kinds that stand wherever chance puts them; of the others a city has as many as are named. */
export const COMMON_KINDS = DEVICE_KINDS.slice(0, 14)
export const RARE_KINDS: readonly (readonly [kind: string, count: number])[] = [['gas_meter', 8], ['drone', 1]]
