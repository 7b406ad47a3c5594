import { sql } from 'kysely'
import { jsonb } from '#kernel/database.ts'
import { type Db, tables } from '#kernel/tables.ts'
import type { Message, MessageFacts } from '#notices/model.ts'

interface MessageTable {
  tenant_code: string
  id: string
  person_id: string
  kind: string
  facts: MessageFacts
  subject: string
  sent_at: string
  read_at: string | null
}

const rowsOf = tables<{ 'notices.message': MessageTable }>

export interface SentMessage {
  readonly id: string
  readonly personId: string
  readonly kind: string
  readonly facts: MessageFacts
  readonly subject: string
}

export async function insertMessages(
  db: Db,
  tenantCode: string,
  sent: { at: string; messages: readonly SentMessage[] },
): Promise<void> {
  await sql`
    insert into notices.message (tenant_code, id, person_id, kind, facts, subject, sent_at)
    select ${tenantCode}, m.id, m."personId", m.kind, m.facts, m.subject, ${sent.at}::timestamptz
    from jsonb_to_recordset(${jsonb(sent.messages)}) as m (id uuid, "personId" uuid, kind text,
      facts jsonb, subject text)`.execute(db)
}

interface MessagePage {
  readonly personIds: readonly string[]
  readonly limit: number
  readonly offset: number
}

/** Waits for the person's own word, and has not been put aside. */
const waits = sql<boolean>`(read_at is null and coalesce(facts ->> 'needs', '') = 'true')`

function messagesOf(db: Db, tenantCode: string, personIds: readonly string[]) {
  return rowsOf(db)
    .selectFrom('notices.message')
    .select(['id', 'kind', 'facts', 'subject', 'sent_at as sentAt', 'read_at as readAt'])
    .where('tenant_code', '=', tenantCode)
    .where(sql<boolean>`person_id = any (${personIds}::uuid[])`)
    .orderBy('sent_at', 'desc')
    .orderBy('id')
}

/** What these persons were told and still have to answer, newest first. */
export function listWaiting(
  db: Db,
  tenantCode: string,
  by: Pick<MessagePage, 'personIds' | 'limit'>,
): Promise<Message[]> {
  return messagesOf(db, tenantCode, by.personIds).where(waits).limit(by.limit).execute()
}

/** All else these persons were told, newest first, with how much of it is unread. */
export async function listMessages(
  db: Db,
  tenantCode: string,
  by: MessagePage,
): Promise<{ messages: Message[]; total: number; unread: number }> {
  const rows = await messagesOf(db, tenantCode, by.personIds)
    .select(sql<number>`(count(*) over ())::int`.as('total'))
    .select(sql<number>`(count(*) filter (where read_at is null) over ())::int`.as('unread'))
    .where(sql<boolean>`not ${waits}`)
    .limit(by.limit)
    .offset(by.offset)
    .execute()
  const messages = rows.map(({ total, unread, ...message }) => message)
  return { messages, total: rows[0]?.total ?? 0, unread: rows[0]?.unread ?? 0 }
}

/** Marks unread messages of these persons as read: those named, or all that do not wait for an answer. */
export async function markRead(
  db: Db,
  tenantCode: string,
  by: { at: string; personIds: readonly string[]; messageIds: readonly string[] },
): Promise<number> {
  const all = by.messageIds.length === 0
  const result = await rowsOf(db)
    .updateTable('notices.message')
    .set({ read_at: by.at })
    .where('tenant_code', '=', tenantCode)
    .where('read_at', 'is', null)
    .where(sql<boolean>`person_id = any (${by.personIds}::uuid[])`)
    .where(sql<boolean>`((${all} and not ${waits}) or id = any (${by.messageIds}::uuid[]))`)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** When one of these persons was last told about a thing, by its identifier. */
export async function findToldAt(
  db: Db,
  tenantCode: string,
  by: { personIds: readonly string[]; subjectId: string },
): Promise<string | null> {
  const row = await rowsOf(db)
    .selectFrom('notices.message')
    .select('sent_at')
    .where('tenant_code', '=', tenantCode)
    .where('subject', 'like', `%${by.subjectId}`)
    .where(sql<boolean>`person_id = any (${by.personIds}::uuid[])`)
    .orderBy('sent_at', 'desc')
    .executeTakeFirst()
  return row?.sent_at ?? null
}

/** Deletes what a forgotten person was told, by a function that works for nobody else. */
export async function deleteMessages(
  db: Db,
  of: { tenantCode: string; personId: string },
): Promise<void> {
  await sql`select notices.forget_messages(${of.tenantCode}, ${of.personId})`.execute(db)
}
