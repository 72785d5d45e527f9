import { useTranslation } from 'react-i18next'
import type { OutlineSide } from '../../../server/contract/api/flow-outline.ts'

/** Steps beside the line, each with whose it is as a hint. */
export function SideList({ sides }: { sides: readonly OutlineSide[] }) {
  const { t } = useTranslation(['flows', 'caseWork'])
  return (
    <ul className="flow-side-list">
      {sides.map(({ step, by, needsReason }) => {
        const who = t('who', { who: by.map((one) => t(`caseWork:by.${one}`)).join(t('separator')) })
        return (
          <li key={step} title={needsReason ? `${who} · ${t('reason')}` : who}>
            {t(`caseWork:step.${step}`)}
          </li>
        )
      })}
    </ul>
  )
}
