import { type Act, compare, type Records, type Row } from './records.ts'

const area = 'deeds'

/** The version of the rule book under which a deed counts. */
function versionOf(records: Records, deed: Row): Row | undefined {
  const cycle = records.table('points.cycle').find((one) => one.id === deed.cycle_id)
  return records.table('compact.version').find((one) => one.id === cycle?.rule_version_id)
}

function fits(condition: Row, answer: unknown): boolean {
  if ('is' in condition && condition.is !== answer) return false
  if ('atLeast' in condition && !(Number(answer) >= condition.atLeast)) return false
  return !('atMost' in condition && !(Number(answer) <= condition.atMost))
}

/** What answers come to, in hundredths: the first row all of whose conditions hold. */
function reckon(table: Row, answers: Row): number | null {
  for (const row of table.rows as Row[]) {
    const conditions = Object.entries(row.when as Row)
    if (!conditions.every(([key, condition]) => fits(condition, answers[key]))) continue
    return row.hundredths * (row.per === undefined ? 1 : Number(answers[row.per]))
  }
  return null
}

/** Answers in full: who said nothing about “as far as able” said no. */
function inFull(table: Row, answers: Row | undefined): Row | undefined {
  if (answers === undefined) return undefined
  const silent = table.inputs.filter((one: Row) => one.kind === 'ability' && !(one.key in answers))
  return { ...answers, ...Object.fromEntries(silent.map((one: Row) => [one.key, 'no'])) }
}

/** The answers an act gave about a deed; undefined where it gave none. */
function givenBy(act: Act, deed: Row): Row | undefined {
  if (act.command !== 'points.declare_round') return act.input.inputs
  const own = (act.input.households ?? []).filter(
    (one: Row) => one.householdId === deed.household_id,
  )
  return own.at(-1)?.inputs
}

/** The answers that a step should keep; null where it is not one that speaks of them. */
function expectedOf(
  records: Records,
  of: { table: Row; deed: Row; step: Row; before: Row | null },
): Row | null {
  const { table, deed, step, before } = of
  const act = records.acts.get(step.envelope_id)
  if (!['declared', 'amended', 'verified'].includes(step.kind) || !act) return null
  if (act.forgotten) return step.inputs
  return inFull(table, givenBy(act, deed)) ?? before
}

/**
 * A deed whose clause has a table is worth what its answers come to, from step to step, until an
 * appeal says otherwise; and the answers are those that were given.
 */
export function checkDeedTable(records: Records, deed: Row, steps: readonly Row[]): void {
  const where = `points.deed ${deed.id}`
  const version = versionOf(records, deed)
  const table = version?.content.items.find((one: Row) => one.key === deed.item_key)?.table
  if (!table) {
    const found = [deed, ...steps].filter((row) => row.inputs !== null).length
    compare(records, { area, where: `${where} answers without a table` }, { expected: 0, found })
    return
  }
  let answers: Row | null = null
  let appealed = false
  for (const step of steps) {
    const place = { area, where: `${where} answers of step ${step.kind}` }
    const expected = expectedOf(records, { table, deed, step, before: answers })
    compare(records, place, { expected, found: step.inputs })
    answers = expected ?? answers
    appealed ||= records.acts.get(step.envelope_id)?.command === 'appeals.decide'
    if (appealed) continue
    const worth = { expected: reckon(table, answers ?? {}), found: step.value_hundredths }
    compare(records, { area, where: `${where} table value of step ${step.kind}` }, worth)
  }
  compare(records, { area, where: `${where} answers` }, { expected: answers, found: deed.inputs })
}

/** No table is in force whose example cases do not come out as they were written down. */
export function checkExamples(records: Records, version: Row): void {
  if (version.adopted_at === null) return
  const tabled = (version.content.items as Row[]).filter((item) => item.table !== undefined)
  for (const { key, table } of tabled) {
    const expected = table.examples.map((one: Row) => one.hundredths)
    const found = table.examples.map((one: Row) => reckon(table, inFull(table, one.inputs) ?? {}))
    const where = `compact.version ${version.id} examples of ${key}`
    compare(records, { area: 'rule books', where }, { expected, found })
  }
}
