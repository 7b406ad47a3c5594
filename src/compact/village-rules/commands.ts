import { canonicalJson } from '#kernel/canonical.ts'
import { plainDateInChina } from '#kernel/clock.ts'
import { type CommandContext, defineCommand } from '#kernel/command.ts'
import { sha256 } from '#kernel/digest.ts'
import { holds, oversees } from '#kernel/permission.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { tell } from '#notices/commands.ts'
import { adultsLivingIn } from '#people/queries.ts'
import { settingNumber } from '#settings/queries.ts'
import { voteNumbers } from '../adoption/queries.ts'
import { adopters, drafters } from '../commands.ts'
import type { CompactRefusal } from '../model.ts'
import { isAdopted, loadRules, openRules, type RulesFile } from './file.ts'
import {
  AdoptRules,
  AskReview,
  FileRules,
  OpenConsultation,
  ReviewRules,
  type StepDetails,
  type StepKind,
  WriteRules,
} from './model.ts'
import {
  contentOf,
  decideExplained,
  decidePeriod,
  decideResolved,
  decideStage,
  decideUnopposed,
  effectiveDay,
} from './rules.ts'
import { insertRules, insertStep, insertText } from './store.ts'
import { unanswered } from './talking.ts'

/** Township officials look whether rules are lawful, and file them. */
export const townshipReviewers = ['township_official', 'township_administrator'] as const

type Context = CommandContext<{ tenantCode: string }>

/** Writes down a step with the text as it stands. */
async function takeStep(
  { db, now, capacity, newId, concern }: Context,
  file: RulesFile,
  step: { kind: StepKind; details: StepDetails },
) {
  const rulesId = file.row.id
  await insertStep(db, {
    ...{ tenant_code: file.row.tenant_code, id: newId(), rules_id: rulesId, ...step },
    ...{ position: file.steps.length + 1, text_id: file.latest.id },
    ...{ taken_at: now, taken_by: capacity.personId },
  })
  concern(`village_rules:${rulesId}`)
  return ok({ rulesId, contentHash: file.latest.content_hash })
}

/** Where a text belongs: to rules that may still be changed, or to new ones while none are open. */
async function placeForText(
  { db, now, today, capacity, newId }: Context,
  input: WriteRules,
): Promise<Result<{ rulesId: string; revision: number }, CompactRefusal>> {
  const { tenantCode, rulesId } = input
  const files = await loadRules(db, { tenantCode, today })
  if (rulesId) {
    const file = files.find((one) => one.row.id === rulesId)
    if (!file) return refuse('compact.unknown_rules')
    const open = decideStage(file.stage, 'write')
    if (!open.ok) return open
    if (input.basedOn && input.basedOn !== file.latest.content_hash)
      return refuse('compact.draft_changed')
    return ok({ rulesId, revision: file.latest.revision + 1 })
  }
  if (files.some((file) => !isAdopted(file))) return refuse('compact.rules_begun')
  const made = { begun_at: now, begun_by: capacity.personId }
  const number = (files[0]?.row.number ?? 0) + 1
  const id = newId()
  await insertRules(db, { tenant_code: tenantCode, id, number, ...made })
  return ok({ rulesId: id, revision: 1 })
}

/** Writes the next text of village rules, or begins new ones; earlier texts are kept as they were. */
export const writeRules = defineCommand({
  name: 'compact.write_village_rules',
  input: WriteRules,
  may: ({ actor, input }) => holds(actor, input.tenantCode, drafters),
  async run(context) {
    const { db, input, now, capacity, newId, concern } = context
    const content = contentOf(input)
    if (!content.ok) return content
    const placed = await placeForText(context, input)
    if (!placed.ok) return placed
    const { rulesId, revision } = placed.value
    const contentHash = sha256(canonicalJson(content.value))
    await insertText(db, {
      ...{ tenant_code: input.tenantCode, id: newId(), rules_id: rulesId, revision },
      ...{ content: content.value, content_hash: contentHash },
      ...{ written_at: now, written_by: capacity.personId },
    })
    concern(`village_rules:${rulesId}`)
    return ok({ rulesId, contentHash })
  },
})

/** Puts the text before the villagers for comments, up to and with a day. */
export const openConsultation = defineCommand({
  name: 'compact.consult_on_rules',
  input: OpenConsultation,
  may: ({ actor, input }) => holds(actor, input.tenantCode, drafters),
  async run(context) {
    const { db, input, today } = context
    const { tenantCode, endsOn } = input
    const open = await openRules(db, { ...input, today }, 'consult')
    if (!open.ok) return open
    const lawful = decideUnopposed(open.value.latest.content)
    if (!lawful.ok) return lawful
    const key = 'compact.consultation_days'
    const leastDays = await settingNumber(db, { key, tenantCode, today })
    const period = decidePeriod({ endsOn, today, leastDays })
    if (!period.ok) return period
    await tellVillage(context, open.value, endsOn)
    return takeStep(context, open.value, { kind: 'consultation', details: { endsOn } })
  },
})

/** Every grown-up of the village hears that the rules can be commented on, and until when. */
async function tellVillage(context: Context, { row, latest }: RulesFile, until: string) {
  const { db, input, today } = context
  const { zh, en } = latest.content.title
  const facts = { title: { 'zh-CN': zh, en: en || zh }, until, href: '/village-rules' }
  const adults = await adultsLivingIn(db, { tenantCode: input.tenantCode, today })
  const message = { kind: 'rules_consultation', facts, subject: `village_rules:${row.id}` }
  await tell(
    context,
    adults.map((personId) => ({ personId, ...message })),
  )
}

/** Asks the township whether the rules are lawful; every comment is answered and every warning explained. */
export const askReview = defineCommand({
  name: 'compact.ask_rules_review',
  input: AskReview,
  may: ({ actor, input }) => holds(actor, input.tenantCode, drafters),
  async run(context) {
    const { db, input, today } = context
    const open = await openRules(db, { ...input, today }, 'ask')
    if (!open.ok) return open
    const { content } = open.value.latest
    const lawful = decideUnopposed(content)
    if (!lawful.ok) return lawful
    const explained = decideExplained(content, input.reasons)
    if (!explained.ok) return explained
    const count = await unanswered(db, open.value)
    if (count > 0) return refuse('compact.comments_unanswered', { count })
    const details = { reasons: input.reasons }
    return takeStep(context, open.value, { kind: 'review_asked', details })
  },
})

/** The township passes the rules or returns them, with the clause and the law it rests on. */
export const reviewRules = defineCommand({
  name: 'compact.review_rules',
  input: ReviewRules,
  may: ({ actor, input }) => oversees(actor, input.tenantCode, townshipReviewers),
  async run(context) {
    const { db, input, today } = context
    const { verdict, clause, basis, note } = input
    const open = await openRules(db, { ...input, today }, 'review')
    if (!open.ok) return open
    if (clause > open.value.latest.content.clauses.length)
      return refuse('compact.unknown_rules_clause', { clause })
    return takeStep(context, open.value, { kind: verdict, details: { clause, basis, note } })
  },
})

/** Records the resolution of the villagers' meeting on the text that the township passed. */
export const adoptRules = defineCommand({
  name: 'compact.adopt_village_rules',
  input: AdoptRules,
  may: ({ actor, input }) => holds(actor, input.tenantCode, adopters),
  async run(context) {
    const { db, input, today } = context
    const { tenantCode, rulesId: _, effectiveFrom, ...resolution } = input
    const open = await openRules(db, { ...input, today }, 'adopt')
    if (!open.ok) return open
    const lawful = decideUnopposed(open.value.latest.content)
    if (!lawful.ok) return lawful
    const decided = decideResolved({
      ...{ resolution, effectiveFrom, today },
      passedOn: plainDateInChina(open.value.steps.at(-1)!.at),
      numbers: await voteNumbers(db, { tenantCode, today: resolution.heldOn }),
    })
    if (!decided.ok) return decided
    return takeStep(context, open.value, {
      kind: 'adopted',
      details: { resolution, effectiveFrom },
    })
  },
})

/** Records the filing (备案) with the township; from then on, or from the day resolved, they hold. */
export const fileRules = defineCommand({
  name: 'compact.file_rules',
  input: FileRules,
  may: ({ actor, input }) => oversees(actor, input.tenantCode, townshipReviewers),
  async run(context) {
    const { db, input, today } = context
    const { filingNumber, filedOn } = input
    const open = await openRules(db, { ...input, today }, 'file')
    if (!open.ok) return open
    const adopted = open.value.steps.at(-1)!
    const from = adopted.details.resolution!.heldOn
    if (filedOn < from || filedOn > today) return refuse('compact.filing_day', { from, today })
    const effectiveFrom = effectiveDay(adopted.details.effectiveFrom!, today)
    const details = { filingNumber, filedOn, effectiveFrom }
    return takeStep(context, open.value, { kind: 'filed', details })
  },
})
