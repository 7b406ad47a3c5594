import { sql } from 'kysely'
import { jsonb } from '#kernel/database.ts'
import { type Db, tables } from '#kernel/tables.ts'
import type { Lender, Product } from '#letters/model.ts'

interface LenderTable {
  tenant_code: string
  lender_id: string
  version: number
  act: Lender['act']
  name: string
  contact: string
  description: string
  products: readonly Product[]
  kept_at: string
  kept_by: string | null
}

const rowsOf = tables<{ 'letters.lender': LenderTable }>

export async function insertLender(
  db: Db,
  lender: Lender & { readonly keptBy: string | null },
): Promise<void> {
  await sql`insert into letters.lender (tenant_code, lender_id, version, act, name, contact,
      description, products, kept_at, kept_by)
    values (${lender.tenantCode}, ${lender.lenderId}, ${lender.version}, ${lender.act},
      ${lender.name}, ${lender.contact}, ${lender.description}, ${jsonb(lender.products)},
      ${lender.keptAt}, ${lender.keptBy})`.execute(db)
}

function lastVersions(db: Db) {
  return rowsOf(db)
    .selectFrom('letters.lender')
    .distinctOn(['tenant_code', 'lender_id'])
    .select(['tenant_code as tenantCode', 'lender_id as lenderId', 'version', 'act', 'name'])
    .select(['contact', 'description', 'products', 'kept_at as keptAt'])
    .orderBy('tenant_code')
    .orderBy('lender_id')
    .orderBy('version', 'desc')
}

/** Each lender as it stands, of the place itself and of those it lies in, by name. */
export async function listLenders(db: Db): Promise<Lender[]> {
  const found = await lastVersions(db).execute()
  return found.sort((one, other) => one.name.localeCompare(other.name, 'zh-CN'))
}

export async function findLender(db: Db, lenderId: string): Promise<Lender | null> {
  return (await lastVersions(db).where('lender_id', '=', lenderId).executeTakeFirst()) ?? null
}
