import { z } from 'zod'
import { system } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok } from '#kernel/result.ts'
import { recounts } from './recount.ts'

/** Places where the day of an answer comes out otherwise than it was counted provisionally. */
export const dueToRecount = defineQuery({
  name: 'appeals.due_to_recount',
  input: z.object({}),
  access: 'scoped',
  may: ({ actor }) => system(actor),
  async run({ db }) {
    return ok([...new Set((await recounts(db)).map(({ appeal }) => appeal.tenantCode))])
  },
})
