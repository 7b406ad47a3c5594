import { type SqlBool, sql } from 'kysely'
import { type Db, tables } from '#kernel/tables.ts'
import type { OrganisationsTables, PostName } from '../model.ts'

/** Places of the scope where somebody holds one of these posts on a day. */
export async function listHeld(db: Db, posts: readonly PostName[], day: string): Promise<string[]> {
  const rows = await tables<OrganisationsTables>(db)
    .selectFrom('organisations.post_holding')
    .select('tenant_code')
    .distinct()
    .where(sql<SqlBool>`post = any (${[...posts]}::text[])`)
    .where(sql<SqlBool>`since <= ${day} and (until is null or until > ${day})`)
    .execute()
  return rows.map((row) => row.tenant_code)
}
