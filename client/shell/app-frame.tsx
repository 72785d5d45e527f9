import { App, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import type { ReactNode } from 'react'
import type { Me } from '../../server/contract/api/accounts.ts'
import { useLanguage } from '../language/language.ts'
import { antdTheme } from '../theme/antd-theme.ts'
import { OutdatedBar } from './outdated-bar.tsx'
import { TopBar } from './top-bar.tsx'
import type { PageName } from '../session/pages.ts'
import './frame.css'

interface AppFrameProps {
  me: Me
  page: PageName
  /** The city's name and whether it is simulated, once known. */
  city: { name: string; simulated: boolean } | undefined
  /** The city has other boundaries now than this page was made with. */
  outdated?: boolean
  /** What this page shows in the bar beside the account. */
  tools?: ReactNode
  children: ReactNode
}

/** What desk and review have in common: theme, language of the widgets, the bar at the top. */
export function AppFrame({ me, page, city, outdated = false, tools, children }: AppFrameProps) {
  const language = useLanguage()
  dayjs.locale(language === 'zh' ? 'zh-cn' : 'en')
  return (
    <ConfigProvider theme={antdTheme} locale={language === 'zh' ? zhCN : enUS} button={{ autoInsertSpace: false }}>
      <App className="frame">
        <TopBar me={me} page={page} city={city} tools={tools} />
        {outdated && <OutdatedBar />}
        <main className="frame-main">{children}</main>
      </App>
    </ConfigProvider>
  )
}
