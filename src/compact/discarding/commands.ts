import { defineCommand } from '#kernel/command.ts'
import { holds } from '#kernel/permission.ts'
import { ok, refuse } from '#kernel/result.ts'
import { DraftAt, drafters, openDraft } from '../commands.ts'
import { markDiscarded } from '../store.ts'

/**
 * Puts a draft away that nobody wants any more. What was adopted stays for good, and so does whatever
 * cites it: a cycle is only ever opened under an adopted version. The draft itself is kept, unseen.
 */
export const discardDraft = defineCommand({
  name: 'compact.discard_draft',
  input: DraftAt,
  may: ({ actor, input }) => holds(actor, input.tenantCode, drafters),
  async run({ db, input, now, capacity, concern }) {
    const open = await openDraft(db, input)
    if (!open.ok) return open.code === 'compact.already_adopted' ? adoptedStays : open
    const mark = { discardedAt: now, discardedBy: capacity.personId }
    if (!(await markDiscarded(db, open.value, mark))) return adoptedStays
    concern(`rule_version:${input.versionId}`)
    return ok({ versionId: input.versionId, ruleBookId: open.value.rule_book_id })
  },
})

const adoptedStays = refuse('compact.adopted_stays')
