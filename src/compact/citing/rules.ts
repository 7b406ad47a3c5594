import { ok, type Result, refuse } from '#kernel/result.ts'
import type { CompactRefusal, RuleBookContent, RuleItem } from '../model.ts'
import type { CiteClauses, ClauseCitation, FiledRules } from './model.ts'

/** Whether an item rests on a clause that these village rules hold, in the words they have. */
export function restsOn(item: Pick<RuleItem, 'cites'>, rules: FiledRules): boolean {
  const { cites } = item
  return (
    cites !== undefined &&
    cites.rulesId === rules.id &&
    cites.contentHash === rules.contentHash &&
    rules.content.clauses.some((clause) => clause.number === cites.clause)
  )
}

/**
 * What is scored follows from what the village agreed on: where village rules are in force, every
 * item of a new rule book cites the clause it rests on, in the text that holds on its first day.
 * Source: docs/governance.md 2.1 and requirement 4; our own way of binding the two together.
 */
export function decideCited(
  content: RuleBookContent,
  inForce: FiledRules | null,
): Result<null, CompactRefusal> {
  if (!inForce) return ok(null)
  const without = content.items.filter((item) => !item.cites)
  const first = without[0]
  if (first)
    return refuse('compact.item_without_clause', { clause: first.clause, count: without.length })
  const stray = content.items.find((item) => !restsOn(item, inForce))
  if (!stray) return ok(null)
  const { number } = inForce
  return refuse('compact.clause_not_in_force', {
    ...{ clause: stray.clause, cited: stray.cites!.clause, number },
  })
}

/**
 * Items of a draft are bound to clauses of village rules, or let go again; the rest stays word for
 * word. Source: house rule 2 (drafts are changed as a whole, versions never).
 */
export function putCitations(
  content: RuleBookContent,
  edit: CiteClauses,
  rules: FiledRules,
): Result<RuleBookContent, CompactRefusal> {
  const wished = new Map(edit.citations.map(({ itemKey, clause }) => [itemKey, clause]))
  const unknown = [...wished.keys()].find((key) => !content.items.some((one) => one.key === key))
  if (unknown) return refuse('compact.unknown_item', { key: unknown })
  const known = new Set(rules.content.clauses.map((clause) => clause.number))
  const beyond = [...wished.values()].find((clause) => clause !== undefined && !known.has(clause))
  if (beyond) return refuse('compact.unknown_rules_clause', { clause: beyond })
  const items = content.items.map((item) =>
    wished.has(item.key) ? withCitation(item, citationOf(rules, wished.get(item.key))) : item,
  )
  return ok({ ...content, items })
}

function citationOf(rules: FiledRules, clause: number | undefined): ClauseCitation | null {
  if (clause === undefined) return null
  return { rulesId: rules.id, contentHash: rules.contentHash, clause }
}

function withCitation({ cites: _, ...item }: RuleItem, cites: ClauseCitation | null): RuleItem {
  return cites ? { ...item, cites } : item
}

/**
 * The clause to offer for an item: the one it cites, or, where it cites an earlier text, the clause
 * that still reads the same.
 */
export function offeredClause(
  item: Pick<RuleItem, 'cites'>,
  rules: FiledRules,
  citedText: string | null,
): number | null {
  if (restsOn(item, rules)) return item.cites!.clause
  const same = rules.content.clauses.find((clause) => clause.text.zh === citedText)
  return same?.number ?? null
}
