import { type FlowTemplate, LINE_STEPS, type LineStep } from '../../../server/contract/api/case-steps.ts'

/** Without these there is no template. */
export const NEEDED_STEPS: readonly LineStep[] = ['report', 'dispatch', 'handle', 'close']

/** A step of the main line as the form holds it, whether the template has it or not. */
export interface StepFields {
  step: LineStep
  chosen: boolean
  name: string
  nameEn: string
}

/** All steps of the main line in their order, those of the template chosen; `usual` names the others. */
export function stepFieldsOf(
  template: FlowTemplate | undefined, usual: (step: LineStep) => { name: string; nameEn: string },
): StepFields[] {
  return LINE_STEPS.map((step): StepFields => {
    const own = template?.steps.find((one) => one.step === step)
    return { step, ...(own ?? usual(step)), chosen: own !== undefined || NEEDED_STEPS.includes(step) }
  })
}

/** The chosen steps as a template holds them. */
export function stepsOf(fields: readonly StepFields[]): FlowTemplate['steps'] {
  return fields
    .filter(({ chosen }) => chosen)
    .map(({ step, name, nameEn }) => ({ step, name: name.trim(), nameEn: nameEn.trim() }))
}
