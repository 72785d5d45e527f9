import { Button, Form, Input, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'

const TEXTS = ['gridCode', 'building', 'households', 'name', 'phone', 'task'] as const

/** The table of who answers for what, a row each. */
export function DutyRows() {
  const { t } = useTranslation('command')
  const headOf = (text: (typeof TEXTS)[number]) => t(text === 'name' ? 'plan.person' : `plan.${text}`)
  return (
    <Form.List name="duties">
      {(rows, { add, remove }) => (
        <table className="command-duties">
          <thead>
            <tr>{TEXTS.map((text) => <th key={text}>{headOf(text)}</th>)}<th>{t('plan.workerId')}</th><th /></tr>
          </thead>
          <tbody>
            {rows.map(({ key, name }) => (
              <tr key={key}>
                {TEXTS.map((text) => (
                  <td key={text}>
                    <Form.Item name={[name, text]} noStyle><Input size="small" aria-label={headOf(text)} /></Form.Item>
                  </td>
                ))}
                <td>
                  <Form.Item name={[name, 'workerId']} noStyle>
                    <InputNumber size="small" min={1} aria-label={t('plan.workerId')} />
                  </Form.Item>
                </td>
                <td>
                  <Button size="small" type="text" aria-label={t('plan.remove')} onClick={() => remove(name)}>×</Button>
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td colSpan={8}>
                <Button size="small" type="dashed" data-testid="duty-add" onClick={() => add({})}>{t('plan.addDuty')}</Button>
              </td>
            </tr>
          </tfoot>
        </table>
      )}
    </Form.List>
  )
}
