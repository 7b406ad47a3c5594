import { checkExamples } from './deed-tables.ts'
import {
  type Act,
  canonical,
  compare,
  isTold,
  type Records,
  type Row,
  restsOnForgotten,
  sha256,
} from './records.ts'

const area = 'rule books'

/** Adopted contents are what was adopted, by the resolution on record. */
export function checkRuleBooks(records: Records): void {
  const adoptions = actsOn(records, 'compact.adopt')
  const discards = actsOn(records, 'compact.discard_draft')
  for (const row of records.table('compact.version')) {
    const where = `compact.version ${row.id}`
    const hash = sha256(Buffer.from(canonical(row.content), 'utf8'))
    compare(
      records,
      { area, where: `${where} content_hash` },
      { expected: hash, found: row.content_hash },
    )
    checkDiscarded(records, row, discards.get(row.id))
    checkReasons(records, row)
    checkExamples(records, row)
    checkCited(records, row, adoptions.get(row.id))
    checkAdoption(records, { row, hash, act: adoptions.get(row.id) })
  }
}

/** A book is in force by the resolution on record, with the content that was adopted. */
function checkAdoption(
  records: Records,
  { row, hash, act }: { row: Row; hash: string; act: Act | undefined },
): void {
  if (!act && restsOnForgotten(records, 'compact.adopt', row.adopted_at)) return
  const where = `compact.version ${row.id}`
  const found = {
    adopted: row.adopted_at,
    by: row.adopted_by,
    from: row.effective_from,
    resolution: row.resolution,
  }
  const expected = act
    ? {
        adopted: act.at,
        by: act.person,
        from: act.input.effectiveFrom,
        resolution: resolutionOf(act.input),
      }
    : { adopted: null, by: null, from: null, resolution: null }
  compare(records, { area, where: `${where} adoption` }, { expected, found })
  if (act?.outcome.contentHash) {
    compare(
      records,
      { area, where: `${where} content on record` },
      { expected: act.outcome.contentHash, found: hash },
    )
  }
}

/** The acts of a kind by the version they are about. */
function actsOn(records: Records, command: string): Map<unknown, Act> {
  const acts = [...records.acts.values()].filter((act) => act.command === command)
  return new Map(acts.map((act) => [act.input.versionId, act]))
}

/** A draft is put away by the act on record, and by none else. */
function checkDiscarded(records: Records, row: Row, act: Act | undefined): void {
  if (!act && restsOnForgotten(records, 'compact.discard_draft', row.discarded_at)) return
  const expected = act ? { at: act.at, by: act.person } : { at: null, by: null }
  const found = { at: row.discarded_at, by: row.discarded_by }
  const where = `compact.version ${row.id} discarded`
  compare(records, { area, where }, { expected, found })
}

function resolutionOf(input: Record<string, unknown>): object {
  const { body, heldOn, reference, entitled, present, agreed } = input
  return { body, heldOn, reference, entitled, present, agreed }
}

/** What was said about warnings rests on acts, and was said before the adoption. */
function checkReasons(records: Records, row: Row): void {
  const own = records.table('compact.version_reason').filter((one) => one.version_id === row.id)
  const acts = [...records.acts.values()].filter(
    (act) =>
      act.command === 'compact.explain_finding' &&
      act.subjects.includes(`rule_version:${row.id}`) &&
      isTold(records, act),
  )
  const told = own
    .filter((one) => !restsOnForgotten(records, 'compact.explain_finding', one.given_at))
    .map(({ part, code, excerpt, reason, given_at: at, given_by: by }) => ({
      ...{
        part,
        code,
        excerpt,
        reason,
        at,
        by,
        late: row.adopted_at !== null && at > row.adopted_at,
      },
    }))
  const expected = acts.map(({ input, outcome, at, person: by }) => ({
    ...{ part: input.part ?? '', code: input.code, excerpt: outcome.excerpt },
    ...{ reason: input.reason, at, by, late: false },
  }))
  const where = `compact.version ${row.id} reasons`
  compare(records, { area, where }, { expected: sorted(expected), found: sorted(told) })
}

const sorted = (values: readonly object[]): string[] => values.map(canonical).sort()

/**
 * Every item rests on a clause of the village rules in force on the first day, in their words. Versions
 * adopted before items cited clauses say nothing of village rules on record, and are left as they are.
 */
function checkCited(records: Records, row: Row, act: Act | undefined): void {
  if (!act || !('villageRulesHash' in act.outcome)) return
  const text = textInForce(records, row)
  const where = `compact.version ${row.id} village rules`
  const found = act.outcome.villageRulesHash
  compare(records, { area, where }, { expected: text?.content_hash ?? null, found })
  if (!text) return
  const clauses = text.content.clauses.map((clause: Row) => clause.number)
  const stray = row.content.items.filter(
    ({ cites }: Row) =>
      cites?.rulesId !== text.rules_id ||
      cites.contentHash !== text.content_hash ||
      !clauses.includes(cites.clause),
  )
  const keys = stray.map((item: Row) => item.key)
  compare(records, { area, where: `${where} of items` }, { expected: [], found: keys })
}

/** The village rules that hold on a version's first day, as far as was known at its adoption. */
function textInForce(records: Records, row: Row): Row | undefined {
  const steps = records.table('compact.village_rules_step')
  const numbers = new Map(
    records.table('compact.village_rules').map((one) => [one.id, one.number as number]),
  )
  const filed = steps.filter(
    ({ kind, taken_at: at, details }) =>
      kind === 'filed' && at <= row.adopted_at && details.effectiveFrom <= row.effective_from,
  )
  filed.sort(
    (a, b) =>
      String(b.details.effectiveFrom).localeCompare(a.details.effectiveFrom) ||
      numbers.get(b.rules_id)! - numbers.get(a.rules_id)!,
  )
  const adopted = steps.find(
    (step) => step.kind === 'adopted' && step.rules_id === filed[0]?.rules_id,
  )
  return records.table('compact.village_rules_text').find((text) => text.id === adopted?.text_id)
}
