import { z } from 'zod'
import type { Capacity } from '#kernel/actor.ts'
import { type Ordered, part } from '#kernel/listing.ts'
import type { Db } from '#kernel/tables.ts'

/** What notices and messages need of the command that makes them; any command's context will do. */
export interface NoticeContext {
  readonly db: Db
  readonly input: { readonly tenantCode: string }
  readonly now: string
  readonly today: string
  readonly capacity: Capacity
  newId(): string
}

export const Bilingual = z.object({ 'zh-CN': z.string().min(1), en: z.string().min(1) })
/** The same words in both languages. */
export type Bilingual = z.output<typeof Bilingual>

/** How a column's values are shown: as they are, as points (hundredths), or as stars (0–5). */
export type ColumnShape = 'text' | 'points' | 'stars'

export interface NoticeColumn {
  readonly key: string
  readonly label: Bilingual
  readonly shape: ColumnShape
}

/** What a notice says above and around its lines. Frozen and hashed with it. */
export interface NoticeBody {
  readonly paragraphs: { readonly 'zh-CN': readonly string[]; readonly en: readonly string[] }
  /** Columns after the household; their values stand in each line's `values`. */
  readonly columns: readonly NoticeColumn[]
  /** Who signs; the villagers' committee when left out. */
  readonly signer?: Bilingual
}

/** What stands on one line. Names are kept apart, because they can be forgotten. */
export interface LineContent {
  /** The household's number on the board: 012. */
  readonly household: string
  readonly values: Readonly<Record<string, string | number | null | Bilingual>>
}

export interface NoticeDraft {
  /** `star_result`, `correction`, `rule_book` … */
  readonly kind: string
  readonly title: Bilingual
  readonly body: NoticeBody
  /** What it is about: `close:UUID`. */
  readonly subject: string
  /** Days it hangs; the village's setting when left out, never under five. */
  readonly days?: number
  /** The earlier notice this one puts right. */
  readonly corrects?: string
}

export interface NewLine {
  readonly householdId: string | null
  readonly subject: string
  readonly content: LineContent
  /** Only with the consent to publish it; otherwise null. */
  readonly name: string | null
}

export interface NoticeHead {
  readonly id: string
  readonly kind: string
  readonly title: Bilingual
  readonly body: NoticeBody
  readonly subject: string
  readonly corrects: string | null
  readonly preparedAt: string
  readonly days: number
  readonly serial: string | null
  readonly code: string | null
  readonly publishedAt: string | null
  readonly endsAt: string | null
  readonly lineCount: number
  readonly hash: string | null
}

/** A notice that hangs or hung on the board. */
export type PublishedNotice = NoticeHead & {
  readonly serial: string
  readonly code: string
  readonly publishedAt: string
  readonly endsAt: string
  readonly hash: string
}

export interface NoticeLine {
  readonly line: number
  readonly householdId: string | null
  readonly subject: string
  readonly content: LineContent
  readonly name: string | null
  /** The name stood here and was taken away because its owner wished so. */
  readonly nameForgotten: boolean
}

/** The part of a line that the notice's hash covers. */
export interface LineSeal {
  readonly line: number
  readonly commitment: string
  readonly nameCommitment: string | null
}

export interface Published {
  readonly serial: string
  readonly code: string
  readonly endsAt: string
  readonly hash: string
}

/** Facts of a message: plain values and words in both languages; see README for the reserved ones. */
export type MessageFacts = Readonly<Record<string, string | number | boolean | null | Bilingual>>

export interface NewMessage {
  readonly personId: string
  /** Names the sentence: `tell_deed_verified` for `deed_verified`. */
  readonly kind: string
  readonly facts: MessageFacts
  readonly subject: string
}

export interface Message {
  readonly id: string
  readonly kind: string
  readonly facts: MessageFacts
  readonly subject: string
  readonly sentAt: string
  readonly readAt: string | null
}

const tenantCode = z.string().regex(/^\d{12}$/)
const page = z.coerce.number().int().min(1).max(10_000).default(1)

export const noticeSorts = ['published', 'ends', 'serial', 'lines'] as const

/** Notices of a place: those on the board, or with `older` those taken down. */
export const ListNotices = z.object({
  tenantCode,
  older: z.boolean().default(false),
  /** Part of a title in either language, or of a serial. */
  q: z.string().trim().max(60).default(''),
  sort: z.enum(noticeSorts).default('published'),
  descending: z.boolean().default(true),
  ...part(20),
})

/** Which published notices, and which part of them in which order. */
export interface NoticeSearch extends Ordered<(typeof noticeSorts)[number]> {
  readonly cutoff: string
  readonly older: boolean
  readonly q: string
}

/** One notice, by its id or its short code, with a page of its lines or those of one household. */
export const ReadNotice = z
  .object({
    tenantCode,
    noticeId: z.uuid().optional(),
    code: z.string().max(40).optional(),
    q: z.string().trim().max(20).default(''),
    page,
    pageSize: z.coerce.number().int().min(1).max(2000).default(100),
  })
  .refine((input) => input.noticeId !== undefined || input.code !== undefined, {
    path: ['noticeId'],
    message: 'Give the notice or its code.',
  })

export const ReadProof = z.object({
  tenantCode,
  noticeId: z.uuid(),
  part: z.enum(['notice', 'lines']).default('notice'),
})

const codeAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A short code typed by hand: small letters, spaces and mistaken I, L, O are forgiven. */
function plainNoticeCode(typed: string): string {
  const signs = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
  return signs.replace(/[IL]/g, '1').replaceAll('O', '0')
}

/** The place named by the first eight signs of a short code, and the code as it is printed. */
export function placeOfCode(typed: string): { tenantCode: string; code: string } | null {
  const plain = plainNoticeCode(typed)
  const signs = [...plain].map((sign) => codeAlphabet.indexOf(sign))
  if (signs.length !== 12 || signs.some((sign) => sign < 0)) return null
  const place = signs.slice(0, 8).reduce((sum, sign) => sum * 32 + sign, 0)
  return { tenantCode: String(place).padStart(12, '0'), code: grouped(plain) }
}

/** Twelve signs in three groups: the place in eight, then four that follow from the hash. */
export function noticeCode(tenantCode: string, piece: number): string {
  return grouped(base32(Number(tenantCode), 8) + base32(piece, 4))
}

function grouped(signs: string): string {
  return `${signs.slice(0, 4)}-${signs.slice(4, 8)}-${signs.slice(8)}`
}

function base32(value: number, width: number): string {
  let signs = ''
  for (let rest = value; signs.length < width; rest = Math.floor(rest / 32)) {
    signs = codeAlphabet.charAt(rest % 32) + signs
  }
  return signs
}

export const ReadMessages = z.object({ tenantCode, ...part(30) })

/** Which messages have been read: those named, or else all that do not wait for an answer. */
export const MarkRead = z.object({
  tenantCode,
  messageIds: z.array(z.uuid()).max(200).default([]),
})

export const ForgetName = z.object({ tenantCode, householdId: z.uuid() })

export const noticesRefusals = {
  'notices.unknown_notice': 404,
  'notices.frozen': 409,
  'notices.already_published': 409,
  'notices.clock_went_back': 409,
} as const

export type NoticesRefusal = keyof typeof noticesRefusals
