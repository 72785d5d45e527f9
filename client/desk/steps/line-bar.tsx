import { useTranslation } from 'react-i18next'
import type { CaseRecord } from '../../../server/contract/api/cases.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { useDesk } from '../desk-context.ts'
import { lineOf } from './case-line.ts'
import './steps.css'

/** The main line of a case's template: what is done, what is due, what is to come, and in which round. */
export function LineBar({ record }: { record: CaseRecord }) {
  const { t } = useTranslation('caseWork')
  const language = useLanguage()
  const { templates, time } = useDesk()
  const template = templates.get(record.template)
  if (template === undefined) return null
  return (
    <section className="line-bar" aria-label={t('line')} data-testid="line-bar">
      <ol>
        {lineOf(template, record.status, record.events).map((part) => (
          <li
            key={part.step} className={`line-${part.state}`} aria-current={part.state === 'due' ? 'step' : undefined}
            data-testid={`line-${part.step}`} data-state={part.state}
            title={part.doneAt === undefined
              ? t(part.state === 'due' ? 'lineDue' : 'lineComing')
              : t('lineDone', { time: time.dateTime(part.doneAt) })}
          >
            <i />
            <span>{nameOf(part, language)}</span>
          </li>
        ))}
      </ol>
      <p>
        <span>{nameOf(template, language)}</span>
        {record.round > 1 && <b data-testid="case-round">{t('round', { round: record.round })}</b>}
      </p>
    </section>
  )
}
