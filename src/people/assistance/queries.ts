import { defineQuery } from '#kernel/query.ts'
import { ok } from '#kernel/result.ts'
import { normaliseHouseholdCode } from '#people/rules.ts'
import { mayHelp } from './commands.ts'
import { FindForHelp } from './model.ts'
import { findForHelp } from './store.ts'

/** Finds the neighbour one helps, by the full name; those found can see that they were looked for. */
export const findForHelpQuery = defineQuery({
  name: 'people.find_for_help',
  input: FindForHelp,
  access: 'scoped',
  may: ({ actor, input }) => mayHelp(actor, input.tenantCode),
  async run({ db, input, today }) {
    const householdCode = input.householdCode ? normaliseHouseholdCode(input.householdCode) : null
    const here = { tenantCode: input.tenantCode, today }
    return ok(await findForHelp(db, here, { name: input.name, householdCode }))
  },
  looked: (input, found) => ({
    tenantCode: input.tenantCode,
    personIds: found.map((person) => person.personId),
    purpose: 'find_for_help',
  }),
})
