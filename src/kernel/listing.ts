import { z } from 'zod'

/** Which part of a list is asked for: every question for a list takes these two. */
export const part = (usual: number) => ({
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(usual),
})

export interface Part {
  readonly offset: number
  readonly limit: number
}

/** A part of a list together with the order it is cut from. */
export interface Ordered<S extends string> extends Part {
  readonly sort: S
  readonly descending: boolean
}
