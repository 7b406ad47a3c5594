import { z } from 'zod'
import { Wording } from '../wording/model.ts'

export const InputKey = z.string().regex(/^[a-z][a-z0-9_]{0,19}$/)
/** Points in hundredths; a deed is worth something, so none of them is nothing. */
const Hundredths = z.int().min(1).max(1_000_000)
const Count = z.int().min(0).max(1000)

/** Most of each, so that every combination can be looked at before a table is adopted. */
export const tableLimits = { inputs: 4, counts: 2, rows: 12, examples: 12, options: 6 } as const

const Named = z.strictObject({ key: InputKey, wording: Wording })

/** What is asked about a deed: a whole number with its unit, a choice, or “by ability”. */
export const TableInput = z.discriminatedUnion('kind', [
  Named.extend({ kind: z.literal('count'), unit: Wording, min: Count, max: Count }),
  Named.extend({
    kind: z.literal('choice'),
    options: z
      .array(z.strictObject({ key: InputKey, wording: Wording }))
      .min(2)
      .max(6),
  }),
  /** Yes or no, said by whoever declares and by whoever verifies; nothing about health is kept. */
  Named.extend({ kind: z.literal('ability') }),
])
export type TableInput = z.infer<typeof TableInput>

/** A count lies between; a choice or “by ability” is this. What is left out may be anything. */
export const Condition = z.strictObject({
  atLeast: Count.optional(),
  atMost: Count.optional(),
  is: z.string().max(20).optional(),
})
export type Condition = z.infer<typeof Condition>

/** Answers by input: a whole number, the key of an option, or `yes` and `no` for “by ability”. */
export const Inputs = z.record(InputKey, z.union([z.int().min(0).max(1000), z.string().max(20)]))
export type Inputs = z.infer<typeof Inputs>

/** One row: under these conditions so many points, once or for each unit of a count. */
export const TableRow = z.strictObject({
  when: z.record(InputKey, Condition),
  hundredths: Hundredths,
  per: InputKey.optional(),
})
export type TableRow = z.infer<typeof TableRow>

/** An example case: with these answers the table must give these points. */
export const Example = z.strictObject({ inputs: Inputs, hundredths: Hundredths })
export type Example = z.infer<typeof Example>

/** How an item's value follows from what is asked: the first row that fits decides. */
export const DecisionTable = z.strictObject({
  inputs: z.array(TableInput).min(1).max(tableLimits.inputs),
  rows: z.array(TableRow).min(1).max(tableLimits.rows),
  examples: z.array(Example).max(tableLimits.examples),
})
export type DecisionTable = z.infer<typeof DecisionTable>

/** Refusals of tables, each with its HTTP status. */
export const tableRefusals = {
  'compact.table_on_deduction': 422,
  'compact.table_input_repeated': 422,
  'compact.table_count_inverted': 422,
  'compact.table_too_many_inputs': 422,
  'compact.table_condition_unfit': 422,
  'compact.table_gap': 409,
  'compact.table_row_unreachable': 409,
  'compact.table_points_out_of_range': 409,
  'compact.table_examples_missing': 409,
  'compact.example_unfit': 409,
  'compact.example_fails': 409,
} as const
export type TableRefusal = keyof typeof tableRefusals
