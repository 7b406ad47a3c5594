import { createHash, randomBytes } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { newEnvelopeId } from '#kernel/id.ts'
import type { LookAct } from '#kernel/kernel.ts'
import { addLeaf, leafHash } from '#kernel/merkle.ts'
import type { Secrets } from '#kernel/secrets.ts'
import type { Db } from '#kernel/tables.ts'
import type { AuditAct, AuditHead } from './model.ts'
import { contentBytes, entryBytes } from './rules.ts'

interface HeadRow {
  tenant_code: string
  size: number
  frontier: string
  last_at: string | null
}

/** Locks the heads of these tenants in code order; a missing one is left out. */
export async function lockHeads(db: Db, tenantCodes: readonly string[]): Promise<AuditHead[]> {
  const codes = [...new Set(tenantCodes)].sort()
  const { rows } = await sql<HeadRow>`
    select tenant_code, size, frontier, last_at from audit.head
    where tenant_code = any (${codes}) order by tenant_code for update`.execute(db)
  return rows.map((row) => ({
    tenantCode: row.tenant_code,
    size: row.size,
    frontier: row.frontier === '' ? [] : row.frontier.split(','),
    lastAt: row.last_at,
  }))
}

/** One act as rows: entry, sealed content, new head and the envelope's outcome, in one statement. */
export function appendAct(
  head: AuditHead,
  act: AuditAct,
  envelope: { name: string; inputDigest: string; outcome: string; secrets: Secrets },
): RawBuilder<unknown> {
  const content = contentBytes(act)
  const salt = randomBytes(32).toString('hex')
  const commitment = createHash('sha256').update(Buffer.from(salt, 'hex')).update(content)
  const place = { tenantCode: head.tenantCode, sequence: head.size }
  const entry = entryBytes(place, act, commitment.digest('hex'))
  const leaf = leafHash(entry)
  const frontier = addLeaf(head.frontier, head.size, leaf).join(',')
  return sql`
    with entry as (
      insert into audit.entry (tenant_code, sequence, entry, leaf_hash, command, at, subjects)
      values (${head.tenantCode}, ${head.size}, ${entry}, ${leaf}, ${act.command}, ${act.at},
        ${[...act.subjects]})
      returning tenant_code, sequence
    ), content as (
      insert into audit.content (tenant_code, sequence, salt, sealed)
      select tenant_code, sequence, ${salt}, ${envelope.secrets.seal(content)} from entry
    ), head as (
      update audit.head set size = size + 1, frontier = ${frontier}, last_at = ${act.at}
      where tenant_code = ${head.tenantCode} and size = ${head.size}
    )
    insert into kernel.envelope (tenant_code, id, name, input_digest, outcome, sequence)
    values (${head.tenantCode}, ${act.envelopeId}, ${envelope.name}, ${envelope.inputDigest},
      ${envelope.outcome}, ${head.size})`
}

/** Notes for each person concerned that their record was looked at, by whom in which office, and why. */
export async function recordLook(db: Db, look: LookAct): Promise<void> {
  const persons = [...new Set(look.personIds)]
  const { personId, post, organisationId } = look.capacity
  await sql`
    insert into audit.look (tenant_code, id, person_id, looked_at, by_person_id, by_post,
      by_organisation_id, query, purpose)
    select ${look.tenantCode}, l.id, l.person, ${look.at}::timestamptz, ${personId}::uuid, ${post},
      ${organisationId}::uuid, ${look.query}, ${look.purpose}
    from unnest(${persons.map(() => newEnvelopeId())}::uuid[], ${persons}::uuid[])
      as l (id, person)`.execute(db)
}

/** New places begin with an empty sequence. */
export async function insertHeads(db: Db, tenantCodes: readonly string[]): Promise<void> {
  await sql`insert into audit.head (tenant_code)
    select code from unnest(${[...tenantCodes]}::text[]) as code`.execute(db)
}

/** Salt and content of the acts about a forgotten person go, by a function of the owner; how many. */
export async function destroyContents(
  db: Db,
  who: { tenantCode: string; personId: string },
): Promise<number> {
  const { rows } = await sql<{ destroyed: number }>`
    select audit.forget_contents(${who.tenantCode}, ${who.personId}) as destroyed`.execute(db)
  return rows[0]!.destroyed
}
