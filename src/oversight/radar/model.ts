import { z } from 'zod'
import { TenantCode } from '../model.ts'

/** Who decides about deeds, by what they do: on the spot, in the elected group, last of all. */
export type Role = 'verify' | 'review' | 'approve'

/** What the radar asks about. A flag is a question that records raise, never a verdict. */
export const flagKinds = [
  'variance',
  'same_surname',
  'kin',
  'group',
  'burst',
  'reused_picture',
  'overturned_person',
  'overturned_item',
] as const
export type FlagKind = (typeof flagKinds)[number]

export interface RadarDeed {
  readonly id: string
  readonly householdId: string
  readonly itemKey: string
  /** Plain date. */
  readonly happenedOn: string
  /** Deeds of one event entered together may lawfully share their pictures. */
  readonly roundId: string | null
  /** An upheld objection struck it out, or granted what had been refused. */
  readonly overturned: 'struck_out' | 'granted' | null
}

/** One decision as the steps of a deed keep it, in the order in which they were taken. */
export interface RadarDecision {
  readonly deedId: string
  readonly personId: string
  readonly role: Role
  readonly agrees: boolean
  /** Plain date in China. */
  readonly on: string
}

/** A picture that lies beside a deed, by its perceptual hash: 32 hexadecimal digits. */
export interface RadarPicture {
  readonly deedId: string
  readonly attachmentId: string
  readonly hash: string
}

export interface RadarPerson {
  readonly surname: string
  /** Households of their kin's kin, which recusal does not reach, and of kin recorded since. */
  readonly kinHouseholds: ReadonlySet<string>
}

export interface RadarHousehold {
  /** The surnames of its heads. */
  readonly surnames: ReadonlySet<string>
  readonly groupId: string | null
}

/** A day on which somebody was known to come and look, or on which the period ended. */
export interface Inspection {
  readonly on: string
  readonly kind: 'cycle_end' | 'announced'
}

/** From where on the radar asks; each is a setting of the place. */
export interface Thresholds {
  /** Fewer decisions than this say nothing about anybody. */
  readonly minDecisions: number
  /** Percentage points by which somebody must differ. */
  readonly differencePercent: number
  /** The same for being stricter or milder than colleagues altogether: people differ in that. */
  readonly variancePercent: number
  /** How many times the ordinary scatter (standard errors) the difference must be. */
  readonly scatterTimes: number
  readonly burstDays: number
  readonly burstTimes: number
  /** Of 128 bits so many may differ in pictures that count as the same. */
  readonly pictureBits: number
  readonly overturnedMin: number
  readonly overturnedPercent: number
}

/** A cycle's records, as they are kept anyway; nothing is gathered for the radar. */
export interface RadarRecords {
  readonly cycle: { readonly startsOn: string; readonly endsOn: string }
  /** Until which day the records reach. */
  readonly today: string
  readonly deeds: readonly RadarDeed[]
  readonly decisions: readonly RadarDecision[]
  readonly pictures: readonly RadarPicture[]
  readonly people: ReadonlyMap<string, RadarPerson>
  readonly households: ReadonlyMap<string, RadarHousehold>
  readonly inspections: readonly Inspection[]
}

/** What a rule found: whom to ask, by which figures, and the deeds that lead there. */
export interface FoundFlag {
  readonly kind: FlagKind
  /** The same question is not raised twice in a cycle. */
  readonly key: string
  readonly personId: string | null
  readonly itemKey: string | null
  readonly deedIds: readonly string[]
  /** Whole numbers (shares in per cent) and plain dates, for the sentence on the page. */
  readonly measures: Readonly<Record<string, number | string>>
}

/** How many deeds a flag leads to at most: the most telling ones. */
export const deedsAFlag = 60

/** What is looked through in one go; each is a slice of its own. */
export const parts = ['verify', 'review', 'approve', 'pictures', 'course'] as const
export type Part = (typeof parts)[number]

const Words = z.string().trim().min(4).max(2000)
const Id = z.uuid()

export const Look = z.object({ tenantCode: TenantCode, cycleId: Id, part: z.enum(parts) })
export const NoteInspection = z.object({
  tenantCode: TenantCode,
  cameOn: z.iso.date(),
  byWhom: z.string().trim().min(2).max(100),
})
export const WordsOnFlag = z.object({ tenantCode: TenantCode, flagId: Id, words: Words })
export const OneFlag = z.object({ tenantCode: TenantCode, flagId: Id })

export type StepKind = 'asked' | 'answered' | 'closed'

/** What was said about a flag, by whom. */
export interface FlagStep {
  readonly kind: StepKind
  readonly at: string
  readonly byPersonId: string | null
  readonly byPost: string
  readonly words: string
}

export interface Flag extends FoundFlag {
  readonly id: string
  readonly cycleId: string
  readonly raisedAt: string
  /** In their order; each at most once. */
  readonly steps: readonly FlagStep[]
}
