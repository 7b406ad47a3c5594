import fc from 'fast-check'
import type { DecisionTable, TableRow } from '#compact/tables/model.ts'
import { ditchTable } from './tabled.ts'

/** Any answers to the questions of the ditch. */
export const someInputs = fc.record({
  hours: fc.integer({ min: 1, max: 12 }),
  tool: fc.constantFrom('spade', 'digger'),
  able: fc.constantFrom('yes', 'no'),
})
const condition = fc.record(
  {
    hours: fc.record(
      { atLeast: fc.integer({ min: 1, max: 12 }), atMost: fc.integer({ min: 1, max: 12 }) },
      { requiredKeys: [] },
    ),
    tool: fc.record({ is: fc.constantFrom('spade', 'digger') }, { requiredKeys: [] }),
    able: fc.record({ is: fc.constantFrom('yes', 'no') }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
)
/** A row; conditions without members that say nothing, as JSON has them. */
export const someRow = fc
  .record({ when: condition, hundredths: fc.integer({ min: 1, max: 900 }) })
  .map((one) => JSON.parse(JSON.stringify(one)) as TableRow)
/** Any table that asks what the ditch asks; some have gaps or idle rows. */
export const someTable = fc
  .array(someRow, { minLength: 1, maxLength: 5 })
  .map((rows): DecisionTable => ({ ...ditchTable, rows }))
