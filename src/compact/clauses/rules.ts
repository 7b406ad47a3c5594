import type { RuleBookContent, RuleItem } from '../model.ts'

/** Clause 2.10 comes after clause 2.9. */
export function compareClauses(a: string, b: string): number {
  const [left, right] = [a, b].map((clause) => clause.split('.').map(Number)) as [
    number[],
    number[],
  ]
  for (let i = 0; i < Math.max(left.length, right.length); i += 1) {
    const gap = (left[i] ?? 0) - (right[i] ?? 0)
    if (gap !== 0) return gap
  }
  return 0
}

/** The clauses of an aspect in the order in which people cite them. */
export function clausesOf(content: RuleBookContent, aspectKey: string): RuleItem[] {
  return content.items
    .filter((item) => item.aspectKey === aspectKey)
    .sort((a, b) => compareClauses(a.clause, b.clause))
}

/** The next free number in an aspect: after 2.3 comes 2.4; a new aspect takes the next first number. */
export function nextClause(content: RuleBookContent, aspectKey: string | null): string {
  const numbers = (items: readonly RuleItem[], place: number) =>
    items.map((item) => Number(item.clause.split('.')[place] ?? 0))
  const own = content.items.filter((item) => item.aspectKey === aspectKey)
  if (own.length === 0) return `${Math.max(0, ...numbers(content.items, 0)) + 1}.1`
  const chapter = Math.max(...numbers(own, 0))
  const inChapter = content.items.filter((item) => Number(item.clause.split('.')[0]) === chapter)
  return `${chapter}.${Math.max(...numbers(inChapter, 1)) + 1}`
}
