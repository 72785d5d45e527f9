import { Component, type ReactNode } from 'react'
import { PageNotice } from './page-notice.tsx'

type BoundaryState = { type: 'fine' } | { type: 'failed'; error: unknown }

/** Shows what went wrong, with a way to load again, where a page fails to draw. */
export class PageBoundary extends Component<{ children: ReactNode }, BoundaryState> {
  state: BoundaryState = { type: 'fine' }

  static getDerivedStateFromError(error: unknown): BoundaryState {
    return { type: 'failed', error }
  }

  render(): ReactNode {
    return this.state.type === 'failed' ? <PageNotice type="failed" error={this.state.error} /> : this.props.children
  }
}
