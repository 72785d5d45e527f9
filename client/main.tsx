import { lazy, Suspense, type ComponentType, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import type { Me } from '../server/contract/api/accounts.ts'
import { ApiError } from './api/api-error.ts'
import { addTexts, startLanguage } from './language/language.ts'
import { getMeOrKept } from './session/kept-me.ts'
import { enterWallByAddress, getMe } from './session/session.ts'
import { pageOfPath, pagesOf, type PageName } from './session/pages.ts'
import { PageBoundary } from './shell/page-boundary.tsx'
import { PageNotice } from './shell/page-notice.tsx'
import type { PageProps } from './shell/page-props.ts'
import './theme/theme.css'

const LoginPage = lazy(() => import('./login/login-page.tsx'))
const CitizenPage = lazy(() => import('./citizen/citizen-page.tsx'))
const pages: Record<Exclude<PageName, 'login' | 'citizen'>, ComponentType<PageProps>> = {
  wall: withAllTexts(() => import('./wall/wall-page.tsx')),
  desk: withAllTexts(() => import('./desk/desk-page.tsx')),
  admin: withAllTexts(() => import('./admin/admin-page.tsx')),
  review: withAllTexts(() => import('./review/review-page.tsx')),
  field: lazy<ComponentType<PageProps>>(() => import('./field/field-page.tsx')),
}

/** A page of an office, where all texts are loaded with it; the others bring their own. */
function withAllTexts(load: () => Promise<{ default: ComponentType<PageProps> }>): ComponentType<PageProps> {
  return lazy(async () => {
    const [page, { texts }] = await Promise.all([load(), import('./language/texts.ts')])
    addTexts(texts)
    return page
  })
}

// No StrictMode: mounting the map twice would cost a second WebGL context.
const root = createRoot(document.getElementById('root')!)

async function start(): Promise<void> {
  await startLanguage()
  const page = pageOfPath(location.pathname)
  document.documentElement.dataset.page = page
  if (page === 'none') return show(<PageNotice type="noPage" />)
  if (page === 'login') return show(<LoginPage />)
  if (page === 'citizen') return show(<CitizenPage />)
  if (page === 'wall' && !(await enterWallByAddress())) return show(<PageNotice type="wallToken" />)
  const me = await (page === 'field' ? getMeOrKept() : getMe())
  if (page === 'home' || isClosed(page, me)) return location.replace(`/${pagesOf(me)[0]}`)
  const Page = pages[page]
  show(<Page me={me} />)
}

/** Units and workers have their own page and no other; who else opens one that is not his is told so by what it asks. */
function isClosed(page: PageName, me: Me): boolean {
  return me.type === 'account' && (me.role === 'unit' || me.role === 'worker') && !pagesOf(me).includes(page)
}

function show(page: ReactNode): void {
  root.render(
    <PageBoundary>
      <Suspense fallback={<PageNotice type="loading" />}>{page}</Suspense>
    </PageBoundary>,
  )
}

start().catch((error: unknown) => {
  // A lost session is already on its way to the login page.
  if (error instanceof ApiError && error.status === 401) return
  show(<PageNotice type="failed" error={error} />)
})
