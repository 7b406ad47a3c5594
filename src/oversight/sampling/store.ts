import { sql } from 'kysely'
import { type Db, tables } from '#kernel/tables.ts'
import type { Finding, PublicSampling, Sampled, Sampling } from './model.ts'

interface SamplingTable {
  tenant_code: string
  id: string
  cycle_id: string
  wanted: number
  commitment: string
  seed_sealed: string
  committed_at: string
  committed_by: string | null
  envelope_id: string
  drawn_at: string | null
  list_hash: string | null
  list_count: number | null
  seed: string | null
  published_at: string | null
}

interface FindingTable {
  tenant_code: string
  sampling_id: string
  deed_id: string
  finding: Finding
  reason: string
  found_at: string
  found_by: string | null
  found_post: string
}

interface SampledTable {
  tenant_code: string
  sampling_id: string
  deed_id: string
  position: number
}

const rowsOf = tables<{
  'oversight.sampling': SamplingTable
  'oversight.sampled': SampledTable
  'oversight.finding': FindingTable
}>

/** The draws of a village, newest first; one by its id, or all of them. */
export function findSamplings(db: Db, tenantCode: string, id?: string): Promise<Sampling[]> {
  return rowsOf(db)
    .selectFrom('oversight.sampling')
    .select(['id', 'cycle_id as cycleId', 'wanted', 'commitment', 'seed_sealed as seedSealed'])
    .select(['committed_at as committedAt', 'drawn_at as drawnAt', 'list_hash as listHash'])
    .select(['list_count as listCount', 'seed', 'published_at as publishedAt'])
    .where('tenant_code', '=', tenantCode)
    .$if(id !== undefined, (query) => query.where('id', '=', id!))
    .orderBy('committed_at', 'desc')
    .execute()
}

type NewSampling = Omit<
  SamplingTable,
  'drawn_at' | 'list_hash' | 'list_count' | 'seed' | 'published_at'
>

export async function insertSampling(db: Db, row: NewSampling): Promise<void> {
  const open = { drawn_at: null, list_hash: null, list_count: null, seed: null, published_at: null }
  await rowsOf(db)
    .insertInto('oversight.sampling')
    .values({ ...row, ...open })
    .execute()
}

interface Key {
  readonly tenantCode: string
  readonly samplingId: string
}

/** Keeps what was in the drum and what came out of it. */
export async function markDrawn(
  db: Db,
  of: Key,
  drawn: { at: string; listHash: string; listCount: number; deedIds: readonly string[] },
): Promise<void> {
  await rowsOf(db)
    .updateTable('oversight.sampling')
    .set({ drawn_at: drawn.at, list_hash: drawn.listHash, list_count: drawn.listCount })
    .where('tenant_code', '=', of.tenantCode)
    .where('id', '=', of.samplingId)
    .execute()
  const key = { tenant_code: of.tenantCode, sampling_id: of.samplingId }
  await rowsOf(db)
    .insertInto('oversight.sampled')
    .values(drawn.deedIds.map((deed_id, n) => ({ ...key, deed_id, position: n + 1 })))
    .execute()
}

export async function markPublished(
  db: Db,
  of: Key,
  published: { at: string; seed: string },
): Promise<void> {
  await rowsOf(db)
    .updateTable('oversight.sampling')
    .set({ published_at: published.at, seed: published.seed })
    .where('tenant_code', '=', of.tenantCode)
    .where('id', '=', of.samplingId)
    .execute()
}

/** The drawn deeds in the order of the lot, with what was found. */
export async function listSampled(db: Db, of: Key): Promise<Sampled[]> {
  const { rows } = await sql<Sampled>`
    select s.deed_id as "deedId", s.position, f.finding, f.reason, f.found_at as "foundAt",
      f.found_by as "foundBy", f.found_post as "foundPost"
    from oversight.sampled s
    left join oversight.finding f on f.tenant_code = s.tenant_code
      and f.sampling_id = s.sampling_id and f.deed_id = s.deed_id
    where s.tenant_code = ${of.tenantCode} and s.sampling_id = ${of.samplingId}::uuid
    order by s.position`.execute(db)
  return rows
}

export async function insertFinding(db: Db, row: FindingTable): Promise<void> {
  await rowsOf(db).insertInto('oversight.finding').values(row).execute()
}

/** What everybody may read of a village's draws, newest first. */
export async function listPublic(db: Db, tenantCode: string): Promise<PublicSampling[]> {
  const { rows } = await sql<PublicSampling>`
    select id, cycle, wanted, commitment, committed_at as "committedAt", entry::int,
      drawn_at as "drawnAt", list_hash as "listHash", list_count as "listCount", seed,
      published_at as "publishedAt", holds, unconfirmed, wrong
    from oversight.public_samplings(${tenantCode})`.execute(db)
  return rows
}
