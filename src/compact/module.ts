import { defineModule } from '#kernel/module.ts'
import { adopt, draft, editDraft } from './commands.ts'
import { discardDraft } from './discarding/commands.ts'
import {
  dropAspect,
  dropItem,
  editAspect,
  editBook,
  editItem,
  editStars,
} from './editing/commands.ts'
import { compactRefusals } from './model.ts'
import { drafts, draftVersion, ruleBooks, templates, version } from './queries.ts'

const drafting = ['secretary', 'director', 'scorekeeper', 'village_administrator'] as const
const reading = [
  ...drafting,
  ...['deputy_secretary', 'deputy_director', 'committee_member', 'representative'],
  ...['supervision_chair', 'supervision_member', 'leading_head', 'leading_member'],
  ...['township_official@above', 'township_administrator@above'],
  ...['county_official@above', 'county_administrator@above'],
] as const

export default defineModule({
  name: 'compact',
  commands: [
    draft,
    editDraft,
    editItem,
    dropItem,
    editAspect,
    dropAspect,
    editStars,
    editBook,
    discardDraft,
    adopt,
  ],
  queries: [ruleBooks, version, drafts, draftVersion, templates],
  refusals: compactRefusals,
  permissions: {
    'compact.draft': drafting,
    'compact.edit_draft': drafting,
    'compact.edit_item': drafting,
    'compact.remove_item': drafting,
    'compact.edit_aspect': drafting,
    'compact.remove_aspect': drafting,
    'compact.edit_stars': drafting,
    'compact.edit_book': drafting,
    'compact.discard_draft': drafting,
    'compact.adopt': ['secretary', 'director'],
    'compact.rule_books': ['anyone'],
    'compact.version': ['anyone'],
    'compact.templates': ['anyone'],
    'compact.drafts': reading,
    'compact.draft_version': reading,
  },
})
