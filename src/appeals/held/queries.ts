import { sql } from 'kysely'
import { z } from 'zod'
import { anyone } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok } from '#kernel/result.ts'

const HeldLines = z.object({
  tenantCode: z.string().regex(/^\d{12}$/),
  noticeId: z.uuid(),
})

/**
 * The lines of a notice that wait for the answer to an objection and have no effect meanwhile, by
 * their numbers. It tells nobody how many objections there are, whose they are, or why.
 */
export const heldLines = defineQuery({
  name: 'appeals.held_lines',
  input: HeldLines,
  access: 'public',
  may: ({ actor, input }) => anyone(actor, input.tenantCode),
  async run({ db, input }) {
    const { rows } = await sql<{ line: number }>`select line
      from appeals.held_lines(${input.tenantCode}, ${input.noticeId}::uuid)`.execute(db)
    return ok(rows.map(({ line }) => line))
  },
})
