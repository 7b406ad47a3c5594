import { sql } from 'kysely'
import { jsonb } from '#kernel/database.ts'
import { type Db, tables } from '#kernel/tables.ts'
import type { Channel, Delivery, DeliveryState } from './model.ts'
import type { Settling } from './rules.ts'

export interface DeliveryTable {
  tenant_code: string
  id: string
  message_id: string
  person_id: string
  channel: Channel
  fallback: readonly Channel[]
  needs_answer: boolean
  state: DeliveryState
  tries: number
  planned_at: string
  next_at: string
  reason: string | null
  settled_at: string | null
  handed_by: string | null
}

const rowsOf = tables<{ 'telling.delivery': DeliveryTable }>

const columns = [
  ...(['id', 'tenant_code as tenantCode', 'message_id as messageId'] as const),
  ...(['person_id as personId', 'channel', 'fallback', 'needs_answer as needsAnswer'] as const),
  ...(['state', 'tries', 'planned_at as plannedAt', 'next_at as nextAt', 'reason'] as const),
  ...(['settled_at as settledAt', 'handed_by as handedBy'] as const),
]

export interface PlannedDelivery
  extends Pick<
    Delivery,
    'id' | 'messageId' | 'personId' | 'channel' | 'fallback' | 'needsAnswer' | 'nextAt'
  > {}

/** Plans deliveries in one statement; what is planned already stays as it is. Returns how many are new. */
export async function insertDeliveries(
  db: Db,
  at: { tenantCode: string; now: string },
  planned: readonly PlannedDelivery[],
): Promise<number> {
  const result = await sql`
    insert into telling.delivery (tenant_code, id, message_id, person_id, channel, fallback,
      needs_answer, state, tries, planned_at, next_at)
    select ${at.tenantCode}, d.id, d."messageId", d."personId", d.channel,
      array(select jsonb_array_elements_text(d.fallback)), d."needsAnswer", 'planned', 0,
      ${at.now}::timestamptz, d."nextAt"
    from jsonb_to_recordset(${jsonb(planned)}) as d (id uuid, "messageId" uuid, "personId" uuid,
      channel text, fallback jsonb, "needsAnswer" boolean, "nextAt" timestamptz)
    on conflict (tenant_code, message_id, channel) do nothing`.execute(db)
  return Number(result.numAffectedRows ?? 0)
}

/** Places with messages nobody has looked through; for the program itself. */
export async function listTenantsDue(db: Db, before: string): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select code from telling.tenants_due(${before}::timestamptz) as code`.execute(db)
  return rows.map((row) => row.code)
}

export interface ToldPerson {
  readonly messageId: string
  readonly personId: string
  readonly needsAnswer: boolean
  readonly signsIn: boolean
}

/** Takes the next stretch of a place's messages, so that none is looked through twice. */
export async function takeMessages(
  db: Db,
  at: { tenantCode: string; now: string; notBefore: string },
): Promise<readonly ToldPerson[]> {
  const { tenantCode, now, notBefore } = at
  const { rows } = await sql<ToldPerson>`
    select message_id as "messageId", person_id as "personId", needs_answer as "needsAnswer",
      signs_in as "signsIn"
    from telling.told_between(${tenantCode}, greatest(${notBefore}::timestamptz,
      (select planned_before from telling.course where tenant_code = ${tenantCode})),
      ${now}::timestamptz)`.execute(db)
  await sql`insert into telling.course (tenant_code, planned_before)
    values (${tenantCode}, ${now}::timestamptz)
    on conflict (tenant_code) do update set planned_before = excluded.planned_before`.execute(db)
  return rows
}

/** Those of these that are not settled yet, locked by their place's head. */
export function findOpen(
  db: Db,
  tenantCode: string,
  by: { ids: readonly string[]; channels: readonly Channel[] },
): Promise<Delivery[]> {
  return rowsOf(db)
    .selectFrom('telling.delivery')
    .select(columns)
    .where('tenant_code', '=', tenantCode)
    .where('settled_at', 'is', null)
    .where('channel', 'in', by.channels)
    .where(sql<boolean>`id = any (${by.ids}::uuid[])`)
    .execute()
}

export async function settle(
  db: Db,
  of: { tenantCode: string; id: string },
  settling: Settling,
): Promise<void> {
  const { state, tries, nextAt, reason, settledAt } = settling
  await rowsOf(db)
    .updateTable('telling.delivery')
    .set({ state, tries, next_at: nextAt, reason, settled_at: settledAt })
    .where('tenant_code', '=', of.tenantCode)
    .where('id', '=', of.id)
    .where('settled_at', 'is', null)
    .execute()
}

/** What is due by text message or WeCom in all places in scope, oldest first. */
export function listDue(db: Db, by: { now: string; limit: number }): Promise<Delivery[]> {
  return rowsOf(db)
    .selectFrom('telling.delivery')
    .select(columns)
    .where('settled_at', 'is', null)
    .where('channel', 'in', ['wecom', 'sms'])
    .where('next_at', '<=', by.now)
    .orderBy('next_at')
    .orderBy('id')
    .limit(by.limit)
    .execute()
}

/** How these messages left the program. */
export function listOfMessages(
  db: Db,
  tenantCode: string,
  by: { personIds: readonly string[]; messageIds: readonly string[] },
): Promise<Delivery[]> {
  return rowsOf(db)
    .selectFrom('telling.delivery')
    .select(columns)
    .where('tenant_code', '=', tenantCode)
    .where(sql<boolean>`person_id = any (${by.personIds}::uuid[])`)
    .where(sql<boolean>`message_id = any (${by.messageIds}::uuid[])`)
    .orderBy('planned_at')
    .orderBy(sql`cardinality(fallback)`, 'desc')
    .execute()
}

const meant = {
  all: sql<boolean>`true`,
  open: sql<boolean>`settled_at is null`,
  sent: sql<boolean>`state = 'sent'`,
  handed_over: sql<boolean>`state = 'handed_over'`,
  undeliverable: sql<boolean>`state = 'undeliverable'`,
} as const

/** What went out of a place, newest first. */
export async function listTold(
  db: Db,
  tenantCode: string,
  by: { state: keyof typeof meant; limit: number; offset: number },
): Promise<{ rows: Delivery[]; total: number }> {
  const rows = await rowsOf(db)
    .selectFrom('telling.delivery')
    .select(columns)
    .select(sql<number>`(count(*) over ())::int`.as('total'))
    .where('tenant_code', '=', tenantCode)
    .where(meant[by.state])
    .orderBy('planned_at', 'desc')
    .orderBy('id')
    .limit(by.limit)
    .offset(by.offset)
    .execute()
  return { rows: rows.map(({ total, ...row }) => row), total: rows[0]?.total ?? 0 }
}
