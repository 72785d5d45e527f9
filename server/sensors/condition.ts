import type { Condition } from '../contract/api/sensors.ts'

/** Whether a value compares as the condition says, whatever its duration. */
export function holds({ comparison, value: threshold }: Condition, value: number): boolean {
  switch (comparison) {
    case '>': return value > threshold
    case '>=': return value >= threshold
    case '<': return value < threshold
    case '<=': return value <= threshold
    case '=': return value === threshold
    case '!=': return value !== threshold
  }
}
