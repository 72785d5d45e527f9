import type { FlowTemplate, LineStep } from '../../../server/contract/api/case-steps.ts'

const template = (code: string, ...steps: LineStep[]): FlowTemplate => ({
  code, name: code, nameEn: code, express: code === 'express', steps: steps.map((step) => ({ step, name: step, nameEn: step })),
})

/** The templates that a new database holds. */
export const TEMPLATES = [
  template('standard', 'report', 'dispatch', 'handle', 'close'),
  template('five-step', 'report', 'dispatch', 'handle', 'check', 'close'),
  template('six-step', 'report', 'register', 'dispatch', 'handle', 'reply', 'revisit', 'close', 'archive'),
  template('eight-step', 'report', 'register', 'dispatch', 'handle', 'reply', 'check', 'close', 'archive'),
  template('express', 'report', 'dispatch', 'handle', 'close'),
] as const
