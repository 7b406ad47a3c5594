import type { z } from 'zod'
import type { Actor } from '#kernel/actor.ts'
import { defineCommand } from '#kernel/command.ts'
import { holds } from '#kernel/permission.ts'
import { ok } from '#kernel/result.ts'
import { DraftAt, drafters, redraft } from '../commands.ts'
import { AspectChosen, AspectEdit, BookEdit, ItemChosen, ItemEdit, StarsEdit } from './model.ts'
import { putAspect, putBook, putItem, putStars, removeAspect, removeItem } from './rules.ts'

const mayDraft = ({ actor, input }: { actor: Actor; input: z.infer<typeof DraftAt> }) =>
  holds(actor, input.tenantCode, drafters)

/** Keys of what is new follow from the act, so that sending it twice adds nothing twice. */
const keyOf = (kind: 'item' | 'aspect', id: string) =>
  `${kind}_${id.replaceAll('-', '').slice(-12)}`

/** Rewrites a clause of a draft, or adds one, in an aspect there is or in a new one. */
export const editItem = defineCommand({
  name: 'compact.edit_item',
  input: DraftAt.extend(ItemEdit.shape),
  may: mayDraft,
  async run({ db, input, newId, concern }) {
    concern(`rule_version:${input.versionId}`)
    const fresh = { itemKey: keyOf('item', newId()), aspectKey: keyOf('aspect', newId()) }
    const kept = await redraft(db, input, (content) => putItem(content, input, fresh))
    if (!kept.ok) return kept
    return ok({ ...kept.value, itemKey: input.itemKey ?? fresh.itemKey })
  },
})

/** Takes a clause out of a draft. */
export const dropItem = defineCommand({
  name: 'compact.remove_item',
  input: DraftAt.extend(ItemChosen.shape),
  may: mayDraft,
  async run({ db, input, concern }) {
    concern(`rule_version:${input.versionId}`)
    return redraft(db, input, (content) => removeItem(content, input.itemKey))
  },
})

/** Renames an aspect of a draft or changes the most it can bring. */
export const editAspect = defineCommand({
  name: 'compact.edit_aspect',
  input: DraftAt.extend(AspectEdit.shape),
  may: mayDraft,
  async run({ db, input, concern }) {
    concern(`rule_version:${input.versionId}`)
    return redraft(db, input, (content) => putAspect(content, input))
  },
})

/** Takes an aspect with all its clauses out of a draft. */
export const dropAspect = defineCommand({
  name: 'compact.remove_aspect',
  input: DraftAt.extend(AspectChosen.shape),
  may: mayDraft,
  async run({ db, input, concern }) {
    concern(`rule_version:${input.versionId}`)
    return redraft(db, input, (content) => removeAspect(content, input.aspectKey))
  },
})

/** Sets the minimum and the star boundaries of a draft. */
export const editStars = defineCommand({
  name: 'compact.edit_stars',
  input: DraftAt.extend(StarsEdit.shape),
  may: mayDraft,
  async run({ db, input, concern }) {
    concern(`rule_version:${input.versionId}`)
    return redraft(db, input, (content) => putStars(content, input))
  },
})

/** Sets the name, introduction, cycle and reckoning of a draft. */
export const editBook = defineCommand({
  name: 'compact.edit_book',
  input: DraftAt.extend(BookEdit.shape),
  may: mayDraft,
  async run({ db, input, concern }) {
    concern(`rule_version:${input.versionId}`)
    return redraft(db, input, (content) => putBook(content, input))
  },
})
