import type { Actor } from '#kernel/actor.ts'
import { holds, oversees, residenceOf, resides } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok } from '#kernel/result.ts'
import type { Db } from '#kernel/tables.ts'
import { adultsOfHouseholds } from '#people/queries.ts'
import { balancesOf } from './commands.ts'
import { type Balance, ReadStatement, type StatementLine, type Transfer } from './model.ts'
import { findStanding, findTransfers, readStatement } from './store.ts'

export { balancesOf } from './commands.ts'

const pageSize = 50

/** Those whose work needs to see what a household was credited with. */
const officers = [
  'secretary',
  'director',
  'scorekeeper',
  'supervision_chair',
  'supervision_member',
  'review_leader',
  'reviewer',
  'leading_head',
  'leading_member',
]

function ownHousehold(actor: Actor, input: { tenantCode: string; householdId: string }): boolean {
  return residenceOf(actor, input.tenantCode)?.householdId === input.householdId
}

export interface Statement {
  readonly balances: readonly Balance[]
  readonly lines: readonly StatementLine[]
  readonly total: number
  readonly page: number
  readonly pageSize: number
  /** Adults whose record an officer sees here; they are told so. */
  readonly lookedAt: readonly string[]
}

/** A household's points or money, movement by movement, with what stood there after each. */
export const statement = defineQuery({
  name: 'journal.statement',
  input: ReadStatement,
  access: 'scoped',
  may: ({ actor, input }) =>
    (ownHousehold(actor, input) ? resides(actor, input.tenantCode) : null) ??
    holds(actor, input.tenantCode, officers) ??
    oversees(actor, input.tenantCode, ['township_official', 'county_official']),
  looked: ({ tenantCode }, { lookedAt }: Statement) =>
    lookedAt.length > 0 ? { tenantCode, personIds: lookedAt, purpose: 'points_statement' } : null,
  async run({ db, input, today, actor }) {
    const { tenantCode, householdId, commodity, account, page } = input
    const balances = await balancesOf(db, tenantCode, householdId)
    const offset = (page - 1) * pageSize
    const which = { tenantCode, ownerId: householdId, commodity, account }
    const key = { ...which, limit: pageSize, offset }
    const { lines, total } = await readStatement(db, key)
    const of = { tenantCode, householdIds: [householdId], today }
    const seen = ownHousehold(actor, input) ? [] : [...(await adultsOfHouseholds(db, of)).values()]
    const own = balances.filter((one) => one.commodity === commodity && one.kind === account)
    const value: Statement = { balances: own, lines, total, page, pageSize, lookedAt: seen.flat() }
    return ok(value)
  },
})

/** Movements recorded for these subjects (`score:UUID`), each with what followed it. */
export function transfersFor(
  db: Db,
  tenantCode: string,
  subjects: readonly string[],
): Promise<Transfer[]> {
  return findTransfers(db, tenantCode, { subjects })
}

/** What every owner has in accounts of a kind, posted in less posted out; those with nothing are left out. */
export const standingOf = findStanding
