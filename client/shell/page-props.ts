import type { Me } from '../../server/contract/api/accounts.ts'

/** What every page behind the login is given. */
export interface PageProps {
  me: Me
}
