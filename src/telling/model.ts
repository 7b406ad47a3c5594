import { z } from 'zod'
import { part } from '#kernel/listing.ts'
import type { MessageFacts } from '#notices/model.ts'

export const electronic = ['wecom', 'sms'] as const
export const onPaper = ['slip', 'visit'] as const
export const channels = [...electronic, ...onPaper] as const
/** A way out of the program. Inside it everybody is told always, so that is no choice. */
export type Channel = (typeof channels)[number]
export type Electronic = (typeof electronic)[number]

export const isElectronic = (channel: Channel): channel is Electronic =>
  electronic.some((one) => one === channel)

/** Posts of the village that go from door to door with what people cannot read in the program. */
export const handers = ['scorekeeper', 'village_administrator', 'grid_worker', 'grid_leader']

export type DeliveryState = 'planned' | 'failed' | 'sent' | 'undeliverable' | 'handed_over'

/** Hours of the day in China, 0–23: from the first one on until the second nothing is sent. */
export interface QuietHours {
  readonly from: number
  readonly until: number
}

/** What became of one try. A reason is a code in words of the program, never what a provider said. */
export interface Outcome {
  readonly kind: 'sent' | 'failed' | 'undeliverable'
  readonly reason: string | null
}

export interface Delivery {
  readonly id: string
  readonly tenantCode: string
  readonly messageId: string
  readonly personId: string
  readonly channel: Channel
  readonly fallback: readonly Channel[]
  readonly needsAnswer: boolean
  readonly state: DeliveryState
  readonly tries: number
  readonly plannedAt: string
  /** Not tried before this instant. */
  readonly nextAt: string
  readonly reason: string | null
  readonly settledAt: string | null
  readonly handedBy: string | null
}

/** How a message left the program, as its person sees it. */
export type Told = Pick<
  Delivery,
  'messageId' | 'channel' | 'state' | 'plannedAt' | 'nextAt' | 'settledAt' | 'reason'
>

/** A message's sentence for a slip; kind `private` where only the person may know what it says. */
export interface SlipLine {
  readonly deliveryId: string
  readonly personId: string
  readonly kind: string
  readonly facts: MessageFacts
  readonly sentAt: string
}

const tenantCode = z.string().regex(/^\d{12}$/)
const reason = z
  .string()
  .regex(/^[a-z0-9_]{1,40}$/)
  .nullable()

export const OnePlace = z.object({ tenantCode })

/** Ways in order of preference; naming one twice is naming it once. */
export const ChooseChannels = z.object({
  tenantCode,
  channels: z
    .array(z.enum(channels))
    .max(channels.length)
    .default([])
    .transform((list) => [...new Set(list)]),
  /** The account name in WeCom, as its administrator gave it. */
  wecomUserId: z
    .string()
    .trim()
    .regex(/^[\w.@-]{1,64}$/)
    .optional(),
})

export const RecordOutcomes = z.object({
  tenantCode,
  outcomes: z
    .array(
      z.object({
        deliveryId: z.uuid(),
        kind: z.enum(['sent', 'failed', 'undeliverable']),
        reason,
      }),
    )
    .min(1)
    .max(1000),
})

export const HandOver = z.object({
  tenantCode,
  deliveryIds: z.array(z.uuid()).min(1).max(200),
})

export const ToldMe = z.object({ tenantCode, messageIds: z.array(z.uuid()).max(300) })

export const Waiting = z.object({ tenantCode, ...part(50) })

/** Somebody for whom something waits on paper or for a visit. */
export interface WaitingRow {
  readonly personId: string
  readonly visit: boolean
  readonly count: number
  /** When the oldest of them was planned. */
  readonly since: string
  /** One of them waits for the person's own word. */
  readonly needsAnswer: boolean
  readonly deliveryIds: readonly string[]
}

export const ListTold = z.object({
  tenantCode,
  state: z.enum(['all', 'open', 'sent', 'handed_over', 'undeliverable']).default('all'),
  ...part(50),
})

/** The slips of the persons named, or of all for whom something waits, longest first. */
export const ReadSlips = z.object({ tenantCode, personId: z.uuid().optional() })

export const tellingRefusals = {
  'telling.no_phone': 409,
  'telling.no_wecom_id': 409,
  'telling.not_waiting': 409,
} as const

export type TellingRefusal = keyof typeof tellingRefusals
