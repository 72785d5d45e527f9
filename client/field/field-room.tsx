import { useTranslation } from 'react-i18next'
import { nameOf, useLanguage } from '../language/language.ts'
import { useField, useFieldState } from './field-context.ts'
import { type FieldRoute, tabOf, useFieldRoute } from './field-route.ts'
import { LinkChip } from './parts/link-chip.tsx'
import { RollCallBar } from './parts/roll-call-bar.tsx'
import { TabBar } from './parts/tab-bar.tsx'
import { BlowScreen } from './screens/blow-screen.tsx'
import { CaseScreen } from './screens/case-screen.tsx'
import { MeScreen } from './screens/me-screen.tsx'
import { MessagesScreen } from './screens/messages-screen.tsx'
import { OrdersScreen } from './screens/orders-screen.tsx'
import { ReportScreen } from './screens/report-screen.tsx'
import { WhistlesScreen } from './screens/whistles-screen.tsx'

/** The bar above, the screen that the address names, the tabs below. */
export function FieldRoom() {
  const { t } = useTranslation(['field', 'common'])
  const language = useLanguage()
  const { me } = useField()
  const route = useFieldRoute()
  const facts = useFieldState((state) => state.facts?.value)
  const { unitId } = me
  const marks = {
    orders: useFieldState(({ orders }) => orders?.value.orders.filter(({ state }) => state === 'mine').length),
    messages: useFieldState(({ messages }) => messages?.value.messages.filter(({ readAt }) => readAt === null).length),
    whistles: useFieldState(({ whistles }) => whistles?.value.whistles.filter(({ calls, endedAt }) => endedAt === null
      && calls.some((call) => call.unitId === unitId && call.checkedInAt === null)).length),
  }
  const whose = facts?.unit ?? facts?.worker?.grid
  return (
    <div className="field">
      <header className="field-bar">
        <div>
          <strong>{me.displayName}</strong>
          <span>
            {whose == null || whose.name === me.displayName ? t(`common:role.${me.role}`) : nameOf(whose, language)}
          </span>
        </div>
        <LinkChip />
      </header>
      <main key={route.screen} className="field-main">
        {(me.role === 'unit' || me.role === 'worker') && <RollCallBar />}
        <Screen route={route} />
      </main>
      <TabBar tab={tabOf(route)} marks={marks} />
    </div>
  )
}

function Screen({ route }: { route: FieldRoute }) {
  switch (route.screen) {
    case 'orders':
      return <OrdersScreen />
    case 'case':
      return <CaseScreen key={route.caseId} id={route.caseId} />
    case 'report':
      return <ReportScreen />
    case 'whistles':
      return <WhistlesScreen />
    case 'blow':
      return <BlowScreen caseId={route.caseId} />
    case 'messages':
      return <MessagesScreen />
    case 'me':
      return <MeScreen />
  }
}
