import { sql } from 'kysely'
import type { Resolution } from '#compact/model.ts'
import { jsonb } from '#kernel/database.ts'
import type { Db } from '#kernel/tables.ts'
import type { Credit, DueScore, Fund, Pool, Scheme } from './model.ts'
import { worthOf } from './rules.ts'

interface Entered {
  readonly tenantCode: string
  readonly id: string
  readonly resolution: Resolution
  readonly at: string
  readonly personId: string | null
  readonly envelopeId: string
}

/** What was resolved about crediting, by the day it holds from; newest first. */
export async function listSchemes(db: Db, tenantCode: string): Promise<Scheme[]> {
  const { rows } = await sql<Scheme>`
    select id, redeemable_percent as "redeemablePercent", dividend_percent as "dividendPercent",
      point_fen as "pointFen", effective_from as "effectiveFrom", resolution
    from shop.public_scheme where tenant_code = ${tenantCode} order by effective_from desc`.execute(
    db,
  )
  return rows
}

export async function insertScheme(
  db: Db,
  scheme: Entered & Omit<Scheme, 'id' | 'resolution'>,
): Promise<void> {
  await sql`insert into shop.scheme (tenant_code, id, redeemable_percent, dividend_percent,
      point_fen, effective_from, resolution, resolved_at, resolved_by, resolved_in)
    values (${scheme.tenantCode}, ${scheme.id}, ${scheme.redeemablePercent},
      ${scheme.dividendPercent}, ${scheme.pointFen}, ${scheme.effectiveFrom},
      ${jsonb(scheme.resolution)}, ${scheme.at}, ${scheme.personId}, ${scheme.envelopeId})`.execute(
    db,
  )
}

export async function insertFund(
  db: Db,
  fund: Entered & Pick<Fund, 'source' | 'note' | 'amountFen'>,
): Promise<void> {
  await sql`insert into shop.fund (tenant_code, id, source, note, amount_fen, resolution, funded_at,
      funded_by, funded_in)
    values (${fund.tenantCode}, ${fund.id}, ${fund.source}, ${fund.note}, ${fund.amountFen},
      ${jsonb(fund.resolution)}, ${fund.at}, ${fund.personId}, ${fund.envelopeId})`.execute(db)
}

/** The money behind the points, newest first. */
export async function listFunds(db: Db, tenantCode: string): Promise<Fund[]> {
  const { rows } = await sql<Fund>`
    select source, note, amount_fen as "amountFen", resolution, funded_at as "fundedAt"
    from shop.public_fund where tenant_code = ${tenantCode} order by funded_at desc`.execute(db)
  return rows
}

/** Places where something can be credited; for the program. */
export async function listTenantsToCredit(db: Db): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select code from shop.tenants_to_credit() as t (code)`.execute(db)
  return rows.map((row) => row.code)
}

/** The oldest final scores nothing was credited for yet, and how many there are. */
export async function oldestUncredited(
  db: Db,
  tenantCode: string,
  limit: number,
): Promise<{ scores: DueScore[]; total: number }> {
  const { rows } = await sql<DueScore & { total: number }>`
    select score_id as "scoreId", household_id as "householdId",
      rating_hundredths as "ratingHundredths", awarded_at as "awardedAt",
      scheme_id as "schemeId", redeemable_percent as "redeemablePercent",
      dividend_percent as "dividendPercent", (count(*) over ())::int as total
    from shop.uncredited(${tenantCode}) order by awarded_at, score_id limit ${limit}`.execute(db)
  const scores = rows.map(({ total: _, ...score }) => score)
  return { scores, total: rows[0]?.total ?? 0 }
}

export async function insertCredits(
  db: Db,
  credits: readonly Credit[],
  as: { tenantCode: string; at: string; envelopeId: string },
): Promise<void> {
  if (credits.length === 0) return
  await sql`insert into shop.credit (tenant_code, score_id, household_id, scheme_id,
      rating_hundredths, counted_hundredths, redeemable_hundredths, dividend_hundredths,
      credited_at, credited_in)
    select ${as.tenantCode}, c."scoreId", c."householdId", c."schemeId", c."ratingHundredths",
      c."countedHundredths", c."redeemableHundredths", c."dividendHundredths",
      ${as.at}::timestamptz, ${as.envelopeId}::uuid
    from json_to_recordset(${JSON.stringify(credits)}::json) as c ("scoreId" uuid,
      "householdId" uuid, "schemeId" uuid, "ratingHundredths" bigint, "countedHundredths" bigint,
      "redeemableHundredths" bigint, "dividendHundredths" bigint)`.execute(db)
}

/** The pool as it stands; `pointFen` is what a point is worth, nothing where it was not resolved. */
export async function readPool(db: Db, tenantCode: string): Promise<Pool & { pointFen: number }> {
  const { rows } = await sql<{
    pool: number
    spent: number
    circulating: number
    redeemed: number
    point: number | null
  }>`
    select coalesce(p.pool_fen, 0) as pool, coalesce(p.spent_fen, 0) as spent,
      coalesce(p.circulating_hundredths, 0) as circulating,
      coalesce(p.redeemed_hundredths, 0) as redeemed,
      (select max(point_fen) from shop.public_scheme s where s.tenant_code = ${tenantCode}) as point
    from (select 1) one left join shop.public_pool p on p.tenant_code = ${tenantCode}`.execute(db)
  const { pool, spent, circulating, redeemed, point } = rows[0]!
  const [poolFen, spentFen] = [Number(pool), Number(spent)]
  const circulatingHundredths = Number(circulating)
  const pointFen = point ?? 0
  const liabilityFen = worthOf(circulatingHundredths, pointFen)
  return {
    ...{ poolFen, spentFen, fundedFen: poolFen + spentFen, circulatingHundredths, pointFen },
    ...{ redeemedHundredths: Number(redeemed), liabilityFen, freeFen: poolFen - liabilityFen },
  }
}

export interface Pause {
  readonly since: string
  readonly households: number
}

/** Since when crediting waits for money, and how many households wait; null while it goes on. */
export async function findPause(db: Db, tenantCode: string): Promise<Pause | null> {
  const { rows } =
    await sql<Pause>`select since, households from shop.paused(${tenantCode})`.execute(db)
  return rows[0] ?? null
}

export async function insertPause(
  db: Db,
  pause: { tenantCode: string; id: string; at: string; missingFen: number },
): Promise<void> {
  await sql`insert into shop.pause (tenant_code, id, since, missing_fen)
    values (${pause.tenantCode}, ${pause.id}, ${pause.at}, ${pause.missingFen})`.execute(db)
}

/** Lets crediting go on; answers whether it waited. */
export async function endPause(db: Db, tenantCode: string, at: string): Promise<boolean> {
  const { rows } = await sql`update shop.pause set resumed_at = ${at}
    where tenant_code = ${tenantCode} and resumed_at is null returning 1`.execute(db)
  return rows.length > 0
}
