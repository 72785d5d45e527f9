import type { DeviceKind } from '../city.ts'

/** The kinds of sensors, what each reports and how bad that is. */
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
  ] as const
).map(([kind, name, nameEn, alarmType, alarmName, alarmNameEn, severity]) => ({
  kind, name, nameEn, alarmType, alarmName, alarmNameEn, severity,
}))
