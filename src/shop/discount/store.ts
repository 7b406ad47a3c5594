import { sql } from 'kysely'
import type { Resolution } from '#compact/model.ts'
import { jsonb } from '#kernel/database.ts'
import type { Db } from '#kernel/tables.ts'
import type { Discount } from './model.ts'

/** What was resolved about discounts, by the day it holds from; newest first. */
export async function listDiscounts(db: Db, tenantCode: string): Promise<Discount[]> {
  const { rows } = await sql<Discount>`
    select percents, applies, effective_from as "effectiveFrom", resolution
    from shop.public_discount where tenant_code = ${tenantCode}
    order by effective_from desc`.execute(db)
  return rows
}

export async function insertDiscount(
  db: Db,
  discount: Discount & {
    readonly tenantCode: string
    readonly id: string
    readonly resolution: Resolution
    readonly at: string
    readonly personId: string | null
    readonly envelopeId: string
  },
): Promise<void> {
  const { percents } = discount
  await sql`insert into shop.discount (tenant_code, id, percents, applies, effective_from,
      resolution, resolved_at, resolved_by, resolved_in)
    values (${discount.tenantCode}, ${discount.id}, ${[...percents]}::integer[],
      ${discount.applies}, ${discount.effectiveFrom}, ${jsonb(discount.resolution)},
      ${discount.at}, ${discount.personId}, ${discount.envelopeId})`.execute(db)
}
