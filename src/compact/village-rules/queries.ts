import { z } from 'zod'
import type { Actor } from '#kernel/actor.ts'
import { anyone, holds, oversees, personIdsOf, resides } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok } from '#kernel/result.ts'
import { placesNamed } from '#places/queries.ts'
import { settingNumber } from '#settings/queries.ts'
import { voteNumbers } from '../adoption/queries.ts'
import { adopters, drafters } from '../commands.ts'
import { readsDrafts } from '../queries.ts'
import { townshipReviewers } from './commands.ts'
import { clauseChanges } from './difference.ts'
import { commentsOn, isAdopted, lastOf, loadRules, type RulesFile, textAt } from './file.ts'
import { inForceOn, isOpenTo, lintRules, type RulesAct } from './rules.ts'
import { listAwaiting } from './store.ts'
import { unanswered } from './talking.ts'

const AtVillage = z.object({ tenantCode: z.string().regex(/^\d{12}$/) })

/** Village rules as they were adopted, with how they came about. */
function adoptedRules(file: RulesFile, before: RulesFile | undefined) {
  const adopted = lastOf(file.steps, 'adopted')!
  const text = textAt(file, adopted)
  const warnings = lintRules(text.content)
  const reasons = lastOf(file.steps, 'review_asked')?.details.reasons ?? []
  return {
    ...{ id: file.row.id, number: file.row.number, content: text.content },
    ...{ contentHash: text.content_hash, steps: file.steps },
    ...{ resolution: adopted.details.resolution!, adoptedAt: adopted.at },
    resolvedFor: adopted.details.effectiveFrom!,
    effectiveFrom: lastOf(file.steps, 'filed')?.details.effectiveFrom ?? null,
    explained: reasons.flatMap(({ clause, code, reason }) => {
      const finding = warnings.find((one) => one.clause === clause && one.code === code)
      return finding ? [{ reason, finding }] : []
    }),
    changes: before ? clauseChanges(before.latest.content.clauses, text.content.clauses) : null,
  }
}

/** The village rules in force and all that were adopted, newest first; anybody may read them. */
export const villageRules = defineQuery({
  name: 'compact.village_rules',
  input: AtVillage,
  access: 'public',
  may: ({ actor, input }) => anyone(actor, input.tenantCode),
  async run({ db, input, today }) {
    const files = (await loadRules(db, { ...input, today })).filter(isAdopted)
    const rules = files.map((file, at) => adoptedRules(file, files[at + 1]))
    return ok({ rules, inForceId: inForceOn(rules, today)?.id ?? null })
  },
})

/** What is being consulted on, with every comment and its answer, for all villagers of the village. */
export const consultation = defineQuery({
  name: 'compact.rules_consultation',
  input: AtVillage,
  access: 'scoped',
  may: ({ actor, input }) =>
    resides(actor, input.tenantCode) ?? readsDrafts(actor, input.tenantCode),
  async run({ db, input, today, actor }) {
    const files = await loadRules(db, { ...input, today })
    const file = files.find((one) => lastOf(one.steps, 'consultation'))
    if (!file) return ok(null)
    const step = lastOf(file.steps, 'consultation')!
    const before = files.find((one) => isAdopted(one) && one.row.number < file.row.number)
    const { content, content_hash: contentHash } = textAt(file, step)
    return ok({
      ...{ id: file.row.id, number: file.row.number, content, contentHash, stage: file.stage },
      endsOn: step.details.endsOn!,
      changes: before ? clauseChanges(before.latest.content.clauses, content.clauses) : null,
      changedSince: clauseChanges(content.clauses, file.latest.content.clauses),
      comments: await commentsOn(db, file, personIdsOf(actor, input.tenantCode)),
      mayComment: isOpenTo(file.stage, 'comment') && resides(actor, input.tenantCode) !== null,
    })
  },
})

const acts: readonly RulesAct[] = ['write', 'consult', 'ask', 'review', 'adopt', 'file']

/** Who may do what: drafters write and ask, the secretary and director record, the township reviews. */
function mayAct(actor: Actor, tenantCode: string, act: RulesAct): boolean {
  if (act === 'review' || act === 'file')
    return oversees(actor, tenantCode, townshipReviewers) !== null
  return holds(actor, tenantCode, act === 'adopt' ? adopters : drafters) !== null
}

/** The latest village rules on the desk: text, findings, way, comments, and what may be done now. */
export const rulesDesk = defineQuery({
  name: 'compact.rules_desk',
  input: AtVillage,
  access: 'scoped',
  may: ({ actor, input }) => readsDrafts(actor, input.tenantCode),
  async run({ db, input, today, actor }) {
    const { tenantCode } = input
    const files = await loadRules(db, { tenantCode, today })
    const mayBegin = mayAct(actor, tenantCode, 'write') && files.every(isAdopted)
    const file = files[0]
    const leastDays = await settingNumber(db, {
      ...{ key: 'compact.consultation_days' as const, tenantCode, today },
    })
    const rules = file && {
      ...{ id: file.row.id, number: file.row.number, stage: file.stage, steps: file.steps },
      ...{ content: file.latest.content, contentHash: file.latest.content_hash },
      findings: lintRules(file.latest.content),
      comments: await commentsOn(db, file, []),
      changes: changesSinceShown(file, files[1]),
      may: acts.filter((act) => isOpenTo(file.stage, act) && mayAct(actor, tenantCode, act)),
      mayAnswer: mayAct(actor, tenantCode, 'write'),
    }
    const numbers = await voteNumbers(db, { tenantCode, today })
    return ok({ rules: rules ?? null, mayBegin, leastDays, voteNumbers: numbers })
  },
})

/** How much of the village rules waits for the one who asks: comments to answer, and the next step. */
export const rulesWaiting = defineQuery({
  name: 'compact.rules_waiting',
  input: AtVillage,
  access: 'scoped',
  may: ({ actor, input }) => readsDrafts(actor, input.tenantCode),
  async run({ db, input, today, actor }) {
    const { tenantCode } = input
    const [file] = await loadRules(db, { tenantCode, today })
    if (!file || isAdopted(file)) return ok({ total: 0 })
    const mine = (act: RulesAct) => isOpenTo(file.stage, act) && mayAct(actor, tenantCode, act)
    const comments = mayAct(actor, tenantCode, 'write') ? await unanswered(db, file) : 0
    const step = acts.some((act) => act !== 'write' && mine(act)) ? 1 : 0
    return ok({ total: comments + step })
  },
})

/** What is new since villagers last saw the text, else against the rules before. */
function changesSinceShown(file: RulesFile, before: RulesFile | undefined) {
  const shown = lastOf(file.steps, 'consultation')
  const earlier = shown ? textAt(file, shown) : before?.latest
  return earlier ? clauseChanges(earlier.content.clauses, file.latest.content.clauses) : null
}

/** Villages below whose rules wait for the township, the longest waiting first. */
export const rulesReviews = defineQuery({
  name: 'compact.rules_reviews',
  input: AtVillage,
  access: 'scoped',
  breadth: 'subtree',
  may: ({ actor, input }) => holds(actor, input.tenantCode, townshipReviewers),
  async run({ db, today }) {
    const waiting = await listAwaiting(db)
    const seated = await placesNamed(
      db,
      waiting.map((step) => step.tenant_code),
      today,
    )
    const names = new Map(seated.map((place) => [place.code, place.name]))
    return ok(
      waiting
        .map((step) => ({
          ...{ tenantCode: step.tenant_code, rulesId: step.rules_id, since: step.taken_at },
          place: names.get(step.tenant_code) ?? step.tenant_code,
          waitsFor: step.kind === 'adopted' ? ('filing' as const) : ('review' as const),
        }))
        .sort((a, b) => a.since.localeCompare(b.since)),
    )
  },
})
