import { sql } from 'kysely'
import type { Db } from '#kernel/tables.ts'
import type { House } from './population.ts'

interface Entered {
  personId: string
  householdId: string
  code: string
  name: string
}

/**
 * Looks up under which identifiers an imported roster was entered. It only reads, as the owner, so
 * that nobody's list of "who looked at my record" begins with a thousand lines.
 */
export async function findEntered(
  db: Db,
  tenantCode: string,
  houses: readonly House[],
): Promise<void> {
  const { rows } = await sql<Entered>`
    select p.id as "personId", h.id as "householdId", h.code, p.name
    from people.membership m
    join people.person p on p.tenant_code = m.tenant_code and p.id = m.person_id
    join people.household h on h.tenant_code = m.tenant_code and h.id = m.household_id
    where m.tenant_code = ${tenantCode} and m.until is null`.execute(db)
  const entered = new Map(rows.map((row) => [`${row.code}/${row.name}`, row]))
  for (const house of houses) {
    for (const member of house.members) {
      const row = entered.get(`${house.code}/${member.name}`)
      if (!row) throw new Error(`${member.name} was not entered.`)
      member.id = row.personId
      house.id = row.householdId
    }
  }
}
