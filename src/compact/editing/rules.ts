import { ok, type Result, refuse } from '#kernel/result.ts'
import type {
  Aspect,
  CompactRefusal,
  Declarer,
  RuleBookContent,
  RuleItem,
  Wording,
} from '../model.ts'
import type { AspectEdit, BookEdit, ItemEdit, ItemFacts, StarsEdit } from './model.ts'

type Edited = Result<RuleBookContent, CompactRefusal>

/** Points as they are written, in the hundredths that are kept. */
const hundredths = (points: number) => Math.round(points * 100)
const most = { aspects: 30, items: 300 } as const
const starsInOrder = ['one', 'two', 'three', 'four', 'five'] as const

/** What one clause says, from what somebody filled in; a fixed value has no steps. */
export function itemOf(facts: ItemFacts, place: { key: string; aspectKey: string }): RuleItem {
  const { title, description, clause, evidence, verifier, negative } = facts
  const [least, greatest] = [hundredths(facts.minPoints), hundredths(facts.maxPoints)]
  const step = facts.stepPoints === undefined ? null : hundredths(facts.stepPoints)
  const cap = facts.capPoints === undefined ? null : hundredths(facts.capPoints)
  const named = Object.entries(facts.declaredBy).filter(([, ticked]) => ticked)
  return {
    ...{ ...place, clause, title, description, evidence, verifier, negative },
    ...{ minHundredths: least, maxHundredths: greatest, capHundredths: cap },
    stepHundredths: least === greatest ? null : step,
    declarers: named.map(([who]) => who as Declarer),
    publishable: facts.publishable,
    byAbility: wording(facts.byAbility),
    basis: wording(facts.basis),
    donation: facts.donation,
    redeemable: facts.redeemable,
  }
}

function wording(text: Wording | undefined): Wording | null {
  return text ?? null
}

/**
 * One clause of a draft is rewritten or added, and everything else stays word for word.
 * Source: house rule 2 (versions are drafted, adopted as a whole, and never edited in force).
 */
export function putItem(
  content: RuleBookContent,
  edit: ItemEdit,
  fresh: { itemKey: string; aspectKey: string },
): Edited {
  const added = edit.aspectKey ? null : edit.newAspect
  const aspectKey = edit.aspectKey ?? fresh.aspectKey
  const aspects = added ? [...content.aspects, aspectOf(added, aspectKey)] : content.aspects
  const key = edit.itemKey ?? fresh.itemKey
  const kept = content.items.find((one) => one.key === key)
  const item = { ...itemOf(edit, { key, aspectKey }), ...keptOf(kept) }
  const known = kept !== undefined
  if (edit.itemKey && !known) return refuse('compact.unknown_item', { key })
  if (item.declarers.length === 0) return refuse('compact.nobody_declares', { clause: item.clause })
  const items = known
    ? content.items.map((one) => (one.key === key ? item : one))
    : [...content.items, item]
  if (items.length > most.items || aspects.length > most.aspects)
    return refuse('compact.rule_book_full', most)
  return ok({ ...content, aspects, items })
}

/** What other forms say about a clause: what it rests on, and how its value follows. */
function keptOf(item: RuleItem | undefined): Pick<RuleItem, 'cites' | 'table'> {
  const { cites, table } = item ?? {}
  return { ...(cites && { cites }), ...(table && { table }) }
}

function aspectOf(facts: Omit<AspectEdit, 'aspectKey'>, key: string): Aspect {
  const { title, part, maxPoints } = facts
  return { key, title, part, maxHundredths: hundredths(maxPoints) }
}

/** A clause is taken out of a draft; what was done under earlier versions keeps counting. */
export function removeItem(content: RuleBookContent, itemKey: string): Edited {
  const items = content.items.filter((item) => item.key !== itemKey)
  if (items.length === content.items.length) return refuse('compact.unknown_item', { key: itemKey })
  return ok({ ...content, items })
}

/** An aspect gets another name or another most; its clauses stay. */
export function putAspect(content: RuleBookContent, edit: AspectEdit): Edited {
  const { aspectKey } = edit
  if (!content.aspects.some((aspect) => aspect.key === aspectKey))
    return refuse('compact.unknown_item', { key: aspectKey })
  const aspects = content.aspects.map((aspect) =>
    aspect.key === aspectKey ? aspectOf(edit, aspectKey) : aspect,
  )
  return ok({ ...content, aspects })
}

/** An aspect goes together with its clauses, but one aspect always remains. */
export function removeAspect(content: RuleBookContent, aspectKey: string): Edited {
  const aspects = content.aspects.filter((aspect) => aspect.key !== aspectKey)
  if (aspects.length === content.aspects.length)
    return refuse('compact.unknown_item', { key: aspectKey })
  if (aspects.length === 0) return refuse('compact.last_aspect')
  const items = content.items.filter((item) => item.aspectKey !== aspectKey)
  return ok({ ...content, aspects, items })
}

/** The village says where each number of stars begins; a star without a boundary is not given. */
export function putStars(content: RuleBookContent, edit: StarsEdit): Edited {
  const bands = starsInOrder.flatMap((name, i) => {
    const from = edit.from[name]
    return from === undefined ? [] : [{ stars: i + 1, fromHundredths: hundredths(from) }]
  })
  const { bandsVerified } = edit
  return ok({ ...content, bands, bandsVerified, minimumHundredths: hundredths(edit.minimumPoints) })
}

/** Name, introduction, length of a cycle and how a household's points are reckoned. */
export function putBook(content: RuleBookContent, edit: BookEdit): Edited {
  const { title, about, cycle, reckoning } = edit
  return ok({ ...content, title, about, cycle, reckoning })
}
