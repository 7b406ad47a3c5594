import { z } from 'zod'
import { Condition, InputKey, Inputs, tableLimits } from '../model.ts'

/** Points as people write them, `1.5`; tables keep them as integers in hundredths. */
const Points = z.number().min(0.01).max(10_000).multipleOf(0.01)
const Words = z.object({
  zh: z.string().trim().min(1).max(60),
  en: z.string().trim().max(120).default(''),
})
const Count = z.int().min(0).max(1000)
const Named = z.object({ key: InputKey, wording: Words })

const InputFacts = z.discriminatedUnion('kind', [
  Named.extend({ kind: z.literal('count'), unit: Words, min: Count, max: Count }),
  Named.extend({
    kind: z.literal('choice'),
    options: z
      .array(z.object({ key: InputKey, wording: Words }))
      .min(2)
      .max(tableLimits.options),
  }),
  Named.extend({ kind: z.literal('ability') }),
])

/** A table as a form tells it. */
export const TableFacts = z.object({
  inputs: z.array(InputFacts).min(1).max(tableLimits.inputs),
  rows: z
    .array(
      z.object({
        when: z.record(InputKey, Condition).default({}),
        points: Points,
        per: InputKey.optional(),
      }),
    )
    .min(1)
    .max(tableLimits.rows),
  examples: z
    .array(z.object({ inputs: Inputs.default({}), points: Points }))
    .max(tableLimits.examples)
    .default([]),
})
export type TableFacts = z.infer<typeof TableFacts>

export const TableEdit = z.object({
  itemKey: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
  /** Left out: the item has a table no longer. */
  table: TableFacts.optional(),
})
export type TableEdit = z.infer<typeof TableEdit>
