import { tell } from '#notices/message/commands.ts'
import { holdersOf } from '#organisations/queries.ts'
import { adultsOfHouseholds } from '#people/queries.ts'
import { confirmersOf, deedLines } from '#points/queries.ts'
import type { OversightContext } from '../model.ts'
import type { Finding } from './model.ts'

type Found = OversightContext<{ deedId: string; finding: Finding; reason: string }>

const leading = ['leading_head', 'leading_member'] as const

/**
 * After the second look, and not before, the household and whoever confirmed the deed learn of it;
 * what is wrong also goes to the leading group. Nothing is deducted by it.
 */
export async function tellFound(context: Found): Promise<void> {
  const { db, input, today } = context
  const { tenantCode, deedId, finding, reason } = input
  const [deed] = await deedLines(db, { tenantCode, ids: [deedId], negatives: true })
  const { householdId } = deed!
  const adults = await adultsOfHouseholds(db, { tenantCode, today, householdIds: [householdId] })
  const confirmed = await confirmersOf(db, { tenantCode, deedId })
  const about = (kind: string, href: string) => (personId: string) => {
    return { personId, kind, facts: { reason, href }, subject: `deed:${deedId}` }
  }
  const own = adults.get(householdId) ?? []
  const heads = finding === 'wrong' ? await holdersOf(db, { tenantCode, today }, leading) : []
  const office = `/office/deeds/${deedId}?at=${tenantCode}`
  await tell(context, [
    ...own.map(about(`sample_${finding}`, `/deeds/${deedId}`)),
    ...confirmed.filter((id) => !own.includes(id)).map(about(`sample_${finding}`, office)),
    ...[...new Set(heads.map((one) => one.personId))].map(about('sample_to_consider', office)),
  ])
}
