import type { Db } from '#kernel/tables.ts'
import type { RuleBookContent, Wording } from '../model.ts'
import { isAdopted, lastOf, loadRules, type RulesFile, textAt } from '../village-rules/file.ts'
import { inForceOn } from '../village-rules/rules.ts'
import type { FiledRules } from './model.ts'

/** A clause of the village rules that an item rests on, in the words it had when it was cited. */
export interface CitedClause {
  readonly itemKey: string
  readonly rulesId: string
  /** Number of the village rules' version. */
  readonly number: number
  readonly clause: number
  readonly text: Wording
  /** These village rules are in force today. */
  readonly inForce: boolean
}

function filedRules(file: RulesFile): FiledRules[] {
  const effectiveFrom = lastOf(file.steps, 'filed')?.details.effectiveFrom
  if (!effectiveFrom) return []
  const { content, content_hash: contentHash } = textAt(file, lastOf(file.steps, 'adopted')!)
  return [{ id: file.row.id, number: file.row.number, content, contentHash, effectiveFrom }]
}

async function allFiled(db: Db, at: { tenantCode: string; today: string }): Promise<FiledRules[]> {
  return (await loadRules(db, at)).filter(isAdopted).flatMap(filedRules)
}

/** The village rules that hold on a day, as far as is known today; null where none do. */
export async function rulesHoldingOn(
  db: Db,
  of: { tenantCode: string; today: string; day: string },
): Promise<FiledRules | null> {
  return inForceOn(await allFiled(db, of), of.day)
}

/** Village rules that a draft may cite: those in force, and filed ones that are still to come. */
export async function citableRules(
  db: Db,
  at: { tenantCode: string; today: string },
): Promise<FiledRules[]> {
  const filed = await allFiled(db, at)
  const inForce = inForceOn(filed, at.today)
  return filed.filter((rules) => rules.id === inForce?.id || rules.effectiveFrom > at.today)
}

/** What the items of a rule book rest on, by item, for those that cite a clause. */
export async function citedClauses(
  db: Db,
  at: { tenantCode: string; today: string },
  content: RuleBookContent,
): Promise<CitedClause[]> {
  if (!content.items.some((item) => item.cites)) return []
  const filed = await allFiled(db, at)
  const inForceId = inForceOn([...filed], at.today)?.id
  return content.items.flatMap(({ key, cites }) => {
    const rules = filed.find((one) => one.id === cites?.rulesId)
    const clause = rules?.content.clauses.find((one) => one.number === cites?.clause)
    if (!rules || !clause || rules.contentHash !== cites?.contentHash) return []
    const { id: rulesId, number } = rules
    const { number: cited, text } = clause
    return [{ itemKey: key, rulesId, number, clause: cited, text, inForce: rulesId === inForceId }]
  })
}
