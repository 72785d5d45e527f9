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
      { name: 'smoke', path: '$.data.smoke', unit: 'dB/m' },
      { name: 'temperature', path: '$.data.temp', unit: '℃' },
      { name: 'battery', path: '$.data.battery', unit: '%' },
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
      { name: 'concentration', path: '$.lel', unit: '%LEL' },
      { name: 'valve', path: '$.valve', words: { open: 1, closed: 0 } },
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
      { name: 'trapped', path: '$.car.trapped', unit: '人' },
      { name: 'floor', path: '$.car.floor' },
      { name: 'door', path: '$.car.door', words: { open: 1, closed: 0 } },
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
      { name: 'level', path: '$.values.level_cm', unit: 'm', scale: 0.01 },
      { name: 'rain', path: '$.values.rain_mm_h', unit: 'mm/h' },
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
      { name: 'inside', path: '$.zone.inside', unit: '人' },
      { name: 'entered', path: '$.zone.in', unit: '人' },
      { name: 'left', path: '$.zone.out', unit: '人' },
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
      { name: 'blocked', path: '$.event.state', words: { start: 1, ongoing: 1, end: 0, idle: 0 } },
      { name: 'confidence', path: '$.event.objects[0].confidence', unit: '%', scale: 100 },
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
      { name: 'tilt', path: '$.d.tilt', unit: '°' },
      { name: 'battery', path: '$.d.bat', unit: '%' },
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
      { name: 'current', path: "$.reads[?@.k == 'I'].v", unit: 'A' },
      { name: 'voltage', path: "$.reads[?@.k == 'U'].v", unit: 'V' },
      { name: 'energy', path: "$.reads[?@.k == 'EP'].v", unit: 'kWh' },
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
      { name: 'volume', path: '$.m3', unit: 'm³' },
      { name: 'idle', path: '$.idleHours', unit: 'h' },
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
      { name: 'forced', path: '$.door.forced' },
      { name: 'open', path: '$.door.state', words: { open: 1, closed: 0 } },
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
      { name: 'pm10', path: '$.pm10', unit: 'µg/m³' },
      { name: 'pm25', path: '$.pm25', unit: 'µg/m³' },
      { name: 'wind', path: '$.wind', unit: 'm/s' },
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
      { name: 'level', path: '$.laeq', unit: 'dB' },
      { name: 'peak', path: '$.lamax', unit: 'dB' },
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
      { name: 'occupied', path: '$.occupied' },
      { name: 'stayed', path: '$.minutes', unit: 'min' },
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
      { name: 'fill', path: '$.fill', unit: '%' },
      { name: 'temperature', path: '$.temp', unit: '℃', scale: 0.1 },
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
      { name: 'flow', path: '$.flow', unit: 'm³/h' },
      { name: 'volume', path: '$.total', unit: 'm³' },
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
      { name: 'battery', path: '$.telemetry.battery', unit: '%' },
      { name: 'altitude', path: '$.telemetry.altitude', unit: 'm' },
      { name: 'link', path: '$.telemetry.rssi', unit: 'dBm' },
      { name: 'flying', path: '$.telemetry.mode', words: { docked: 0, charging: 0, flying: 1, returning: 1 } },
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
