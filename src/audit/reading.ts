import { type SqlBool, sql } from 'kysely'
import { type Db, tables } from '#kernel/tables.ts'
import { type AuditTables, type EntryRead, type LookLine, ownAffairs } from './model.ts'
import type { EntryFacts } from './rules.ts'

interface NameRead {
  tenant_code: string
  id: string
  name: string
}
type Tables = AuditTables & {
  'people.person': NameRead
  'organisations.organisation': NameRead
}

const audit = (db: Db) => tables<Tables>(db)

export interface Wanted {
  readonly tenantCode: string
  readonly subject: string
  /** Only acts that also concern one of these subjects; null for all. */
  readonly concerning: readonly string[] | null
  readonly offset: number
  readonly limit: number
}

/** The acts about a subject, the latest first, and how many there are. */
export async function findActs(
  db: Db,
  wanted: Wanted,
): Promise<{ acts: EntryFacts[]; total: number }> {
  let query = audit(db)
    .selectFrom('audit.entry as e')
    .select(['e.sequence', 'e.command', 'e.at', 'e.leaf_hash as leafHash', 'e.entry'])
    .select(sql<number>`count(*) over ()`.as('total'))
    .where('e.tenant_code', '=', wanted.tenantCode)
    .where(sql<SqlBool>`e.subjects @> ${[wanted.subject]}::text[]`)
  if (!wanted.concerning) query = query.where('e.command', 'not in', ownAffairs)
  if (wanted.concerning) {
    query = query.where(sql<SqlBool>`e.subjects && ${[...wanted.concerning]}::text[]`)
  }
  const rows = await query
    .orderBy('e.sequence', 'desc')
    .offset(wanted.offset)
    .limit(wanted.limit)
    .execute()
  const acts = rows.map(({ total: _, entry, ...row }) => ({
    ...row,
    entry: JSON.parse(entry) as EntryRead,
  }))
  return { acts, total: rows[0]?.total ?? 0 }
}

/** One entry of a place's record, with its subjects and how long the record is by now. */
export async function findEntry(
  db: Db,
  key: { tenantCode: string; sequence: number },
): Promise<(EntryFacts & { subjects: readonly string[]; size: number }) | null> {
  const row = await audit(db)
    .selectFrom('audit.entry as e')
    .innerJoin('audit.head as h', 'h.tenant_code', 'e.tenant_code')
    .select(['e.sequence', 'e.command', 'e.at', 'e.leaf_hash as leafHash', 'e.entry'])
    .select(['e.subjects', 'h.size'])
    .where('e.tenant_code', '=', key.tenantCode)
    .where('e.sequence', '=', key.sequence)
    .executeTakeFirst()
  return row ? { ...row, entry: JSON.parse(row.entry) as EntryRead } : null
}

type Named = 'people.person' | 'organisations.organisation'

/** Names by id, of people or of bodies of one place. */
export async function namesIn(
  db: Db,
  table: Named,
  key: { tenantCode: string; ids: readonly (string | null)[] },
): Promise<Map<string, string>> {
  const ids = [...new Set(key.ids)].filter((id) => id !== null)
  if (ids.length === 0) return new Map()
  const rows = await audit(db)
    .selectFrom(`${table} as n`)
    .select(['n.id', 'n.name'])
    .where('n.tenant_code', '=', key.tenantCode)
    .where(sql<SqlBool>`n.id = any (${ids}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}

/** Who looked at a person's record, the latest first. */
export async function findLooks(
  db: Db,
  key: { tenantCode: string; personId: string },
  cut: { offset: number; limit: number },
): Promise<{ looks: LookLine[]; total: number }> {
  const rows = await audit(db)
    .selectFrom('audit.look as l')
    .leftJoin('people.person as p', (join) =>
      join.onRef('p.tenant_code', '=', 'l.tenant_code').onRef('p.id', '=', 'l.by_person_id'),
    )
    .leftJoin('organisations.organisation as o', (join) =>
      join.onRef('o.tenant_code', '=', 'l.tenant_code').onRef('o.id', '=', 'l.by_organisation_id'),
    )
    .select(['l.id', 'l.looked_at as at', 'p.name', 'l.by_post as post'])
    .select(['o.name as organisation', 'l.query', 'l.purpose'])
    .select(sql<number>`count(*) over ()`.as('total'))
    .where('l.tenant_code', '=', key.tenantCode)
    .where('l.person_id', '=', key.personId)
    .orderBy('l.looked_at', 'desc')
    .orderBy('l.id', 'desc')
    .offset(cut.offset)
    .limit(cut.limit)
    .execute()
  const looks = rows.map(({ total: _, ...row }) => row)
  return { looks, total: rows[0]?.total ?? 0 }
}
