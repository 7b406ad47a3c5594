import { z } from 'zod'
import { ResolvingBody } from '../model.ts'

const people = z.int().min(0).max(100_000)
/** What the minutes say of a meeting that resolved something, and from when it is to hold. */
export const Resolved = z.object({
  effectiveFrom: z.iso.date(),
  body: ResolvingBody,
  heldOn: z.iso.date(),
  reference: z.string().trim().min(2).max(120),
  entitled: people.min(1),
  present: people,
  agreed: people,
})
