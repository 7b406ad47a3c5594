import { z } from 'zod'
import { Id, TenantCode, type Worded, Wording } from '../model.ts'

export const goodKinds = ['goods', 'service', 'help'] as const
export type GoodKind = (typeof goodKinds)[number]
export const periods = ['month', 'quarter', 'year'] as const
export type Period = (typeof periods)[number]

const About = z.object({
  zh: z.string().trim().max(400).default(''),
  en: z.string().trim().max(800).default(''),
})
const facts = {
  name: Wording(40),
  about: About.default({ zh: '', en: '' }),
  /** Who is paid for it: a shop, a farm, the village itself. */
  supplier: z.string().trim().min(1).max(60),
  pricePoints: z.int().min(1).max(100_000),
  /** At most so many for one household in one period; both or neither. */
  most: z.int().min(1).max(1000).optional(),
  period: z.enum(periods).optional(),
  /** A photo sent with the form; the last one is shown. */
  attachmentIds: z.array(z.uuid()).max(6).default([]),
}

export const ListGood = z.object({
  tenantCode: TenantCode,
  kind: z.enum(goodKinds),
  /** How many there are to begin with; goods have a stock, services and help have none. */
  stock: z.int().min(0).max(1_000_000).optional(),
  ...facts,
})
export type ListGood = z.output<typeof ListGood>

export const ChangeGood = z.object({ tenantCode: TenantCode, goodId: Id, ...facts })
export type ChangeGood = z.output<typeof ChangeGood>
export const WithdrawGood = z.object({ tenantCode: TenantCode, goodId: Id })
export const OneGood = z.object({ tenantCode: TenantCode, goodId: Id })
export const OpenTill = z.object({ tenantCode: TenantCode, name: z.string().trim().min(2).max(40) })
export const CloseTill = z.object({ tenantCode: TenantCode, tillId: Id })

export interface Photo {
  readonly id: string
  readonly sha256: string
  readonly thumbnailSha256: string | null
  readonly mediaType: string
}

export interface Good {
  readonly id: string
  readonly kind: GoodKind
  readonly name: Worded
  readonly about: Worded
  readonly supplier: string
  readonly pricePoints: number
  readonly stock: number | null
  readonly most: number | null
  readonly period: Period | null
  readonly photo: Photo | null
  readonly withdrawnAt: string | null
}

/** A good as everybody sees it. */
export type PublicGood = Omit<Good, 'supplier' | 'withdrawnAt' | 'photo'> & {
  readonly photo: boolean
}
