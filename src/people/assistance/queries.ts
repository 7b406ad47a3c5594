import { defineQuery, type QueryContext } from '#kernel/query.ts'
import { ok, refuse } from '#kernel/result.ts'
import { normaliseHouseholdCode } from '#people/rules.ts'
import { mayHelp } from './commands.ts'
import { FindForHelp } from './model.ts'
import { findForHelp } from './store.ts'

type Wanted = QueryContext<(typeof FindForHelp)['_zod']['output']>

function namesakes({ db, input, today }: Wanted) {
  const householdCode = input.householdCode ? normaliseHouseholdCode(input.householdCode) : null
  const here = { tenantCode: input.tenantCode, today }
  return findForHelp(db, here, { name: input.name, householdCode })
}

/** Finds the neighbour one helps, by the full name; those found can see that they were looked for. */
export const findForHelpQuery = defineQuery({
  name: 'people.find_for_help',
  input: FindForHelp,
  access: 'scoped',
  may: ({ actor, input }) => mayHelp(actor, input.tenantCode),
  async run(ctx) {
    return ok(await namesakes(ctx))
  },
  looked: (input, found) => ({
    tenantCode: input.tenantCode,
    personIds: found.map((person) => person.personId),
    purpose: 'find_for_help',
  }),
})

/** The one grown-up whom a full name, and where needed a household number, can mean. */
export const findOne = defineQuery({
  name: 'people.find_person',
  input: FindForHelp,
  access: 'scoped',
  may: ({ actor, input }) => mayHelp(actor, input.tenantCode),
  async run(ctx) {
    const { name } = ctx.input
    const [found, ...others] = await namesakes(ctx)
    if (!found) return refuse('people.nobody_found', { name })
    if (others.length > 0) return refuse('people.several_found', { name, count: others.length + 1 })
    return ok(found)
  },
  looked: (input, found) => ({
    tenantCode: input.tenantCode,
    personIds: [found.personId],
    purpose: 'find_for_help',
  }),
})
