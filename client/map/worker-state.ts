import {
  MOTION_IDLE, MOTION_OUTSIDE, MOTION_SILENT, MOTION_SOS, headingOfMotion,
} from '../../server/contract/position-frame.ts'

/** How a worker on the map is, from all is well to the gravest. */
export const WORKER_STATES = ['moving', 'standing', 'idle', 'outside', 'silent', 'sos'] as const
export type WorkerState = (typeof WORKER_STATES)[number]

/** What a motion byte says of a worker who is not gone. */
export function workerStateOf(motion: number): WorkerState {
  if (headingOfMotion(motion) !== undefined) return 'moving'
  switch (motion) {
    case MOTION_SOS:
      return 'sos'
    case MOTION_SILENT:
      return 'silent'
    case MOTION_OUTSIDE:
      return 'outside'
    case MOTION_IDLE:
      return 'idle'
    default:
      return 'standing'
  }
}
