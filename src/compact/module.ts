import { defineModule } from '#kernel/module.ts'
import { citeClauses } from './citing/commands.ts'
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
import { explainFinding } from './explaining/commands.ts'
import { compactRefusals } from './model.ts'
import { drafts, draftVersion, ruleBooks, templates, version } from './queries.ts'
import { editTable } from './tables/editing/commands.ts'
import {
  adoptRules,
  askReview,
  fileRules,
  openConsultation,
  reviewRules,
  writeRules,
} from './village-rules/commands.ts'
import {
  consultation,
  rulesDesk,
  rulesReviews,
  rulesWaiting,
  villageRules,
} from './village-rules/queries.ts'
import { answerComment, commentOnRules } from './village-rules/talking.ts'

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
    editTable,
    citeClauses,
    explainFinding,
    discardDraft,
    adopt,
    writeRules,
    openConsultation,
    commentOnRules,
    answerComment,
    askReview,
    reviewRules,
    adoptRules,
    fileRules,
  ],
  queries: [
    ruleBooks,
    version,
    drafts,
    draftVersion,
    templates,
    villageRules,
    consultation,
    rulesDesk,
    rulesReviews,
    rulesWaiting,
  ],
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
    'compact.edit_table': drafting,
    'compact.cite_clauses': drafting,
    'compact.explain_finding': drafting,
    'compact.discard_draft': drafting,
    'compact.adopt': ['secretary', 'director'],
    'compact.rule_books': ['anyone'],
    'compact.version': ['anyone'],
    'compact.templates': ['anyone'],
    'compact.drafts': reading,
    'compact.draft_version': reading,
    'compact.write_village_rules': drafting,
    'compact.consult_on_rules': drafting,
    'compact.comment_on_rules': ['villager'],
    'compact.answer_comment': drafting,
    'compact.ask_rules_review': drafting,
    'compact.review_rules': ['township_official@above', 'township_administrator@above'],
    'compact.adopt_village_rules': ['secretary', 'director'],
    'compact.file_rules': ['township_official@above', 'township_administrator@above'],
    'compact.village_rules': ['anyone'],
    'compact.rules_consultation': ['villager', ...reading],
    'compact.rules_desk': reading,
    'compact.rules_waiting': reading,
    'compact.rules_reviews': ['township_official', 'township_administrator'],
  },
})
