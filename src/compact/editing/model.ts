import { z } from 'zod'
import { Cycle, EvidenceKind, Verifier } from '../model.ts'

/** Points as people write them, `1.5`; rule books keep them as integers in hundredths. */
const Points = z.number().min(0).max(10_000).multipleOf(0.01)

/** Words as somebody typed them: the Chinese binds, the English may be left out. */
const words = (zh: number, en: number) =>
  z.object({
    zh: z.string().trim().min(1).max(zh),
    en: z.string().trim().max(en).default(''),
  })
const Title = words(60, 120)
const Text = words(600, 1200)
const Key = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/)
const Tick = z.boolean().default(false)

export const AspectFacts = z.object({
  title: Title,
  part: z.enum(['base', 'contribution']),
  maxPoints: Points.min(0.01),
})

/** One clause as a form tells it. */
export const ItemFacts = z.object({
  clause: z.string().regex(/^\d{1,2}(\.\d{1,2}){0,2}$/),
  title: Title,
  description: Text,
  minPoints: Points,
  maxPoints: Points,
  /** Left out: any value within the range. */
  stepPoints: Points.min(0.01).optional(),
  /** Left out: no most per cycle, which the linter asks about. */
  capPoints: Points.min(0.01).optional(),
  evidence: EvidenceKind,
  verifier: Verifier,
  /** One tick for each; at least one must be given. */
  declaredBy: z.object({
    villager: Tick,
    neighbour: Tick,
    grid_worker: Tick,
    grid_leader: Tick,
    group_leader: Tick,
    scorekeeper: Tick,
  }),
  negative: Tick,
  publishable: Tick,
  donation: Tick,
  redeemable: Tick,
  byAbility: Text.optional(),
  basis: Text.optional(),
})
export type ItemFacts = z.infer<typeof ItemFacts>

/** A clause to change (`itemKey`), or a new one; in an aspect there is, or in a new one. */
export const ItemEdit = ItemFacts.extend({
  itemKey: Key.optional(),
  aspectKey: Key.optional(),
  newAspect: AspectFacts.optional(),
})
export type ItemEdit = z.infer<typeof ItemEdit>

export const AspectEdit = AspectFacts.extend({ aspectKey: Key })
export type AspectEdit = z.infer<typeof AspectEdit>

/** From how many points there is a star, and where each number of stars begins. */
export const StarsEdit = z.object({
  minimumPoints: Points,
  from: z
    .object({
      one: Points.optional(),
      two: Points.optional(),
      three: Points.optional(),
      four: Points.optional(),
      five: Points.optional(),
    })
    .default({}),
  bandsVerified: Tick,
})
export type StarsEdit = z.infer<typeof StarsEdit>

export const BookEdit = z.object({
  title: Title,
  about: Text,
  cycle: Cycle,
  reckoning: z.enum(['household_total', 'per_participant']),
})
export type BookEdit = z.infer<typeof BookEdit>

export const ItemChosen = z.object({ itemKey: Key })
export const AspectChosen = z.object({ aspectKey: Key })
