import type { CaseFollower } from '../cases/case-draft.ts'
import { STANDARD_TEMPLATE } from '../cases/report-case.ts'
import type { FlowTemplate } from '../contract/api/case-steps.ts'
import type { ChannelRecord } from '../contract/api/city.ts'

/** Gives new cases for which nobody has named a template the one of their channel, where it has one. */
export function templateFollower(
  channels: () => readonly ChannelRecord[], templates: () => ReadonlyMap<string, FlowTemplate>,
): CaseFollower {
  return {
    refine(drafts) {
      for (const draft of drafts) {
        const { newCase, state } = draft
        if (newCase === null || state.template.code !== STANDARD_TEMPLATE) continue
        const wanted = channels().find(({ code }) => code === newCase.channel)?.template ?? null
        const template = wanted === null ? undefined : templates().get(wanted)
        if (template !== undefined) draft.state = { ...state, template }
      }
    },
  }
}
