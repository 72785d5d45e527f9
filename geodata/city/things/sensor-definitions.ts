import type { SensorDefinition, SensorRule } from '../../../server/contract/api/sensors.ts'

/** A device that reports regularly is missed after three of its reports. */
const REPORTS: SensorDefinition['silence'] = { afterSeconds: 1800, severity: 'warning' }
const REPORTS_OF_SAFETY: SensorDefinition['silence'] = { afterSeconds: 1800, severity: 'minor' }

const seconds = (path: string) => ({ path, format: 'seconds' }) as const
const milliseconds = (path: string) => ({ path, format: 'milliseconds' }) as const
const iso = (path: string) => ({ path, format: 'iso' }) as const

const lowBattery: SensorRule = {
  alarmType: 'low_battery', name: '电量低', nameEn: 'Low battery', severity: 'warning', measure: 'battery',
  raise: { comparison: '<', value: 15 }, clear: { comparison: '>', value: 25 },
}

/** By kind: what devices of the demo city send, in the shapes that makers use, and what is alarming about it. */
export const SENSOR_DEFINITIONS: Readonly<Record<string, SensorDefinition>> = {
  // a detector on NB-IoT, by way of its maker's platform
  smoke: {
    measures: [
      { name: 'smoke', label: '烟雾浓度', labelEn: 'Smoke', path: '$.data.smoke', unit: 'dB/m' },
      { name: 'temperature', label: '温度', labelEn: 'Temperature', path: '$.data.temp', unit: '℃' },
      { name: 'battery', label: '电量', labelEn: 'Battery', path: '$.data.battery', unit: '%' },
    ],
    time: milliseconds('$.ts'),
    sequence: '$.seq',
    rules: [
      {
        alarmType: 'smoke', name: '烟雾报警', nameEn: 'Smoke', severity: 'critical', measure: 'smoke',
        raise: { comparison: '>=', value: 0.1, times: 2 }, clear: { comparison: '<', value: 0.05 },
        case: { category: 'Q07004', needsConfirmation: false, clearsCase: true },
      },
      lowBattery,
    ],
    silence: REPORTS_OF_SAFETY,
  },
  gas: {
    measures: [
      { name: 'concentration', label: '燃气浓度', labelEn: 'Gas', path: '$.lel', unit: '%LEL' },
      { name: 'valve', label: '阀门', labelEn: 'Valve', path: '$.valve', words: { open: 1, closed: 0 } },
    ],
    // on the clock of the city, without a zone
    time: iso('$.time'),
    rules: [{
      alarmType: 'gas_leak', name: '燃气泄漏', nameEn: 'Gas leak', severity: 'critical', measure: 'concentration',
      raise: { comparison: '>=', value: 20 }, clear: { comparison: '<', value: 10, times: 2 },
      case: { category: 'Q01006', needsConfirmation: false },
    }],
    silence: REPORTS_OF_SAFETY,
  },
  elevator: {
    measures: [
      { name: 'trapped', label: '被困人数', labelEn: 'Trapped', path: '$.car.trapped', unit: '人' },
      { name: 'floor', label: '楼层', labelEn: 'Floor', path: '$.car.floor' },
      { name: 'door', label: '轿门', labelEn: 'Door', path: '$.car.door', words: { open: 1, closed: 0 } },
    ],
    time: seconds('$.ts'),
    sequence: '$.n',
    rules: [{
      alarmType: 'trapped', name: '电梯困人', nameEn: 'People trapped', severity: 'critical', measure: 'trapped',
      raise: { comparison: '>', value: 0, times: 2 },
      case: { category: 'Q02004', needsConfirmation: false, clearsCase: true },
    }],
    silence: REPORTS_OF_SAFETY,
  },
  // telemetry as ThingsBoard has it
  water_level: {
    measures: [
      { name: 'level', label: '水位', labelEn: 'Level', path: '$.values.level_cm', unit: 'm', scale: 0.01 },
      { name: 'rain', label: '雨强', labelEn: 'Rain', path: '$.values.rain_mm_h', unit: 'mm/h' },
    ],
    time: milliseconds('$.ts'),
    rules: [{
      alarmType: 'high_water', name: '水位超限', nameEn: 'High water', severity: 'major', measure: 'level',
      raise: { comparison: '>', value: 3 }, clear: { comparison: '<', value: 2.7 },
    }],
    silence: REPORTS_OF_SAFETY,
  },
  crowd_counter: {
    measures: [
      { name: 'inside', label: '在场人数', labelEn: 'Inside', path: '$.zone.inside', unit: '人' },
      { name: 'entered', label: '进入', labelEn: 'Entered', path: '$.zone.in', unit: '人' },
      { name: 'left', label: '离开', labelEn: 'Left', path: '$.zone.out', unit: '人' },
    ],
    time: seconds('$.utc'),
    rules: [{
      alarmType: 'crowding', name: '人员聚集', nameEn: 'Crowding', severity: 'major', measure: 'inside',
      raise: { comparison: '>', value: 300, times: 2 }, clear: { comparison: '<', value: 250 },
    }],
    silence: REPORTS,
  },
  // events; what a picture shows is to be confirmed by a person before anybody is sent
  camera_ai: {
    measures: [
      {
        name: 'blocked', label: '通道占用', labelEn: 'Blocked', path: '$.event.state',
        words: { start: 1, ongoing: 1, end: 0, idle: 0 },
      },
      {
        name: 'confidence', label: '置信度', labelEn: 'Confidence', path: '$.event.objects[0].confidence', unit: '%',
        scale: 100,
      },
    ],
    time: iso('$.event.time'),
    sequence: '$.event.id',
    rules: [{
      alarmType: 'blocked_exit', name: '占用消防通道', nameEn: 'Fire lane blocked', severity: 'major', measure: 'blocked',
      raise: { comparison: '=', value: 1 },
      case: { category: 'S09012', needsConfirmation: true, clearsCase: true },
    }],
  },
  manhole_tilt: {
    measures: [
      { name: 'tilt', label: '倾角', labelEn: 'Tilt', path: '$.d.tilt', unit: '°' },
      { name: 'battery', label: '电量', labelEn: 'Battery', path: '$.d.bat', unit: '%' },
    ],
    time: seconds('$.t'),
    sequence: '$.f',
    rules: [
      {
        alarmType: 'tilt', name: '井盖倾斜', nameEn: 'Manhole tilted', severity: 'major', measure: 'tilt',
        raise: { comparison: '>', value: 15 }, clear: { comparison: '<', value: 5, times: 2 },
      },
      lowBattery,
    ],
    silence: REPORTS,
  },
  electricity_meter: {
    measures: [
      { name: 'current', label: '电流', labelEn: 'Current', path: "$.reads[?@.k == 'I'].v", unit: 'A' },
      { name: 'voltage', label: '电压', labelEn: 'Voltage', path: "$.reads[?@.k == 'U'].v", unit: 'V' },
      { name: 'energy', label: '用电量', labelEn: 'Energy', path: "$.reads[?@.k == 'EP'].v", unit: 'kWh' },
    ],
    time: seconds('$.ts'),
    rules: [{
      alarmType: 'overload', name: '用电过载', nameEn: 'Overload', severity: 'minor', measure: 'current',
      raise: { comparison: '>', value: 60, forSeconds: 60 }, clear: { comparison: '<', value: 50 },
    }],
    silence: REPORTS,
  },
  water_meter: {
    measures: [
      { name: 'volume', label: '累计用量', labelEn: 'Total', path: '$.m3', unit: 'm³' },
      { name: 'idle', label: '未用水', labelEn: 'Not used for', path: '$.idleHours', unit: 'h' },
    ],
    time: seconds('$.ts'),
    rules: [{
      alarmType: 'no_use', name: '长时间未用水', nameEn: 'No water used', severity: 'minor', measure: 'idle',
      raise: { comparison: '>=', value: 24 },
    }],
    silence: REPORTS,
  },
  access_control: {
    measures: [
      { name: 'forced', label: '强开', labelEn: 'Forced', path: '$.door.forced' },
      { name: 'open', label: '门状态', labelEn: 'Door', path: '$.door.state', words: { open: 1, closed: 0 } },
    ],
    time: iso('$.at'),
    sequence: '$.no',
    rules: [{
      alarmType: 'forced_door', name: '门禁强开', nameEn: 'Door forced', severity: 'minor', measure: 'forced',
      raise: { comparison: '=', value: 1 },
    }],
    silence: REPORTS,
  },
  air_quality: {
    measures: [
      { name: 'pm10', label: 'PM10', labelEn: 'PM10', path: '$.pm10', unit: 'µg/m³' },
      { name: 'pm25', label: 'PM2.5', labelEn: 'PM2.5', path: '$.pm25', unit: 'µg/m³' },
      { name: 'wind', label: '风速', labelEn: 'Wind', path: '$.wind', unit: 'm/s' },
    ],
    time: seconds('$.ts'),
    rules: [{
      alarmType: 'dust', name: '扬尘超标', nameEn: 'Dust', severity: 'minor', measure: 'pm10',
      raise: { comparison: '>', value: 150, forSeconds: 60 }, clear: { comparison: '<', value: 120 },
    }],
    silence: REPORTS,
  },
  noise: {
    measures: [
      { name: 'level', label: '声级', labelEn: 'Level', path: '$.laeq', unit: 'dB' },
      { name: 'peak', label: '峰值', labelEn: 'Peak', path: '$.lamax', unit: 'dB' },
    ],
    time: seconds('$.ts'),
    rules: [{
      alarmType: 'noise', name: '噪声超标', nameEn: 'Noise', severity: 'warning', measure: 'level',
      raise: { comparison: '>', value: 70, forSeconds: 30 }, clear: { comparison: '<', value: 65 },
    }],
    silence: REPORTS,
  },
  parking: {
    measures: [
      { name: 'occupied', label: '占用', labelEn: 'Occupied', path: '$.occupied' },
      { name: 'stayed', label: '停留', labelEn: 'Stayed', path: '$.minutes', unit: 'min' },
    ],
    time: seconds('$.ts'),
    rules: [{
      alarmType: 'overstay', name: '违停超时', nameEn: 'Parked too long', severity: 'warning', measure: 'stayed',
      raise: { comparison: '>', value: 30 }, clear: { comparison: '=', value: 0 },
    }],
    silence: REPORTS,
  },
  litter_bin: {
    measures: [
      { name: 'fill', label: '满溢度', labelEn: 'Fill', path: '$.fill', unit: '%' },
      { name: 'temperature', label: '温度', labelEn: 'Temperature', path: '$.temp', unit: '℃', scale: 0.1 },
    ],
    time: seconds('$.ts'),
    rules: [{
      alarmType: 'overflow', name: '垃圾满溢', nameEn: 'Bin full', severity: 'warning', measure: 'fill',
      raise: { comparison: '>=', value: 90, times: 2 }, clear: { comparison: '<', value: 60 },
      case: { category: 'S06042', needsConfirmation: false, clearsCase: true },
    }],
    silence: REPORTS,
  },
  gas_meter: {
    measures: [
      { name: 'flow', label: '流量', labelEn: 'Flow', path: '$.flow', unit: 'm³/h' },
      { name: 'volume', label: '累计用量', labelEn: 'Total', path: '$.total', unit: 'm³' },
    ],
    time: seconds('$.ts'),
    rules: [{
      alarmType: 'gas_flow', name: '燃气流量异常', nameEn: 'Gas flow', severity: 'major', measure: 'flow',
      raise: { comparison: '>', value: 6, times: 3 }, clear: { comparison: '<', value: 4 },
    }],
    silence: REPORTS,
  },
  drone: {
    measures: [
      { name: 'battery', label: '电量', labelEn: 'Battery', path: '$.telemetry.battery', unit: '%' },
      { name: 'altitude', label: '高度', labelEn: 'Altitude', path: '$.telemetry.altitude', unit: 'm' },
      { name: 'link', label: '信号', labelEn: 'Signal', path: '$.telemetry.rssi', unit: 'dBm' },
      {
        name: 'flying', label: '飞行', labelEn: 'Flying', path: '$.telemetry.mode',
        words: { docked: 0, charging: 0, flying: 1, returning: 1 },
      },
    ],
    time: milliseconds('$.ts'),
    sequence: '$.seq',
    rules: [{
      alarmType: 'drone_battery', name: '无人机电量低', nameEn: 'Drone battery low', severity: 'major', measure: 'battery',
      raise: { comparison: '<', value: 25 }, clear: { comparison: '>', value: 40 },
    }],
    silence: REPORTS,
  },
}
