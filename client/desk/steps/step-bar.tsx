import { Button, Popover } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseStep, OpenStep } from '../../../server/contract/api/case-steps.ts'
import type { CaseRecord } from '../../../server/contract/api/cases.ts'
import { useDesk } from '../desk-context.ts'
import { groupSteps, isForOthers, withoutSecondApproval, type StepChoice } from './step-groups.ts'
import { useStepName } from './use-step-name.ts'
import { WaitingLines } from './waiting-lines.tsx'

interface StepBarProps {
  record: CaseRecord
  onStep(step: CaseStep): void
}

/** What can be done with a case: what is due stands out, what was asked is at hand, the rest is in a menu; what others
 * are waited for is said. */
export function StepBar({ record, onStep }: StepBarProps) {
  const { t } = useTranslation(['caseWork', 'desk'])
  const { isLeader, flyTo } = useDesk()
  const stepName = useStepName(record)
  const choice = groupSteps(withoutSecondApproval(record.openSteps, record.events, isLeader))
  const { primary, answers } = choice
  return (
    <div className="step-bar" data-testid="step-bar">
      <WaitingLines record={record} waiting={choice.waiting} />
      {answers.length > 0 && (
        <div className="step-row">
          {answers.map(({ step }) => (
            <Button key={step} block data-testid={`${step}-button`} onClick={() => onStep(step)}>{stepName(step)}</Button>
          ))}
        </div>
      )}
      <div className="step-row">
        <Button onClick={() => flyTo([record.lng, record.lat], 16)}>{t('desk:case.fly')}</Button>
        {choice.menu.length > 0 && <StepMenu menu={choice.menu} nameOf={stepName} onStep={onStep} />}
        {primary !== undefined && (
          <Button type="primary" block data-testid={`${primary.step}-button`} onClick={() => onStep(primary.step)}>
            {primaryName(primary, stepName(primary.step))}
            {primary.step === 'dispatch' && <kbd>D</kbd>}
          </Button>
        )}
      </div>
    </div>
  )

  function primaryName(one: OpenStep, name: string): string {
    return isForOthers(one) ? t('instead', { step: name }) : name
  }
}

interface StepMenuProps {
  menu: StepChoice['menu']
  nameOf(step: CaseStep): string
  onStep(step: CaseStep): void
}

function StepMenu({ menu, nameOf, onStep }: StepMenuProps) {
  const { t } = useTranslation('caseWork')
  const [open, setOpen] = useState(false)
  const choose = (step: CaseStep) => {
    setOpen(false)
    onStep(step)
  }
  return (
    <Popover
      trigger="click" placement="topLeft" open={open} onOpenChange={setOpen}
      content={(
        <div className="step-menu" data-testid="step-menu">
          {menu.map(({ group, steps }) => (
            <section key={group}>
              <h4>{t(`group.${group}`)}</h4>
              {steps.map(({ step }) => (
                <button key={step} type="button" data-testid={`${step}-button`} onClick={() => choose(step)}>
                  {nameOf(step)}
                </button>
              ))}
            </section>
          ))}
        </div>
      )}
    >
      <Button data-testid="step-more" aria-expanded={open}>{t('more')} ▾</Button>
    </Popover>
  )
}
