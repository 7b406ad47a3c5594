import { said } from '#compact/pages/words.ts'
import type { StatementLine } from '#journal/model.ts'
import { cycleHeading } from '#stars/cycle-name.ts'

const none = { lines: [], standing: 0, total: 0, pageSize: 50 }

/** The movements of one's own household, or of the one helped, in words. */
export async function loadStatement(
  locals: App.Locals,
  { tenantCode, page }: { tenantCode: string; page: number },
) {
  const { household } = await locals.ask('people.my_record', { tenantCode })
  if (!household) return none
  const which = { tenantCode, householdId: household.id, page }
  const { lines, balances, total, pageSize } = await locals.ask('journal.statement', which)
  const { scores } = await locals.ask('stars.household', { tenantCode })
  const periods = new Map(scores.map((score) => [`score:${score.scoreId}`, score.cycle]))
  const items = await itemNames(locals, tenantCode, lines)
  const told = lines.map((line) => {
    const cycle = periods.get(line.subject)
    return {
      ...line,
      item: items.get(line.clause) ?? line.clause,
      period: cycle ? cycleHeading(cycle) : '',
      href: cycle ? `/score/${line.subject.slice('score:'.length)}` : undefined,
    }
  })
  return { lines: told, standing: balances[0]?.posted ?? 0, total, pageSize }
}

/** What the cited items are called: a clause reads VERSION/1.1/KEY. */
async function itemNames(
  locals: App.Locals,
  tenantCode: string,
  lines: readonly StatementLine[],
): Promise<ReadonlyMap<string, string>> {
  const cited = new Set(lines.map((line) => line.clause))
  const names = new Map<string, string>()
  for (const versionId of new Set([...cited].map((clause) => clause.split('/')[0]!))) {
    const version = await locals.try('compact.version', { tenantCode, versionId })
    if (!version.ok) continue
    for (const { clause, key, title } of version.value.content.items) {
      names.set(`${versionId}/${clause}/${key}`, `${clause} ${said(title)}`)
    }
  }
  return names
}
