import { sql } from 'kysely'
import { z } from 'zod'
import { defineCommand } from '#kernel/command.ts'
import { defineModule } from '#kernel/module.ts'
import { holds, resides, system } from '#kernel/permission.ts'
import { defineQuery } from '#kernel/query.ts'
import { ok, refuse } from '#kernel/result.ts'
import { ids } from './village.ts'

/** The one thing of this module that can be objected to. */
export const thingId = ids.person('trial-thing')

const At = z.object({ tenantCode: z.string() })

/** A module as somebody would add it: all it says about itself stands in its manifest. */
export const trial = defineModule({
  name: 'trial',
  commands: [
    defineCommand({
      name: 'trial.note',
      input: At.extend({ note: z.int() }),
      may: ({ actor, input }) => holds(actor, input.tenantCode, ['director']) ?? system(actor),
      async run({ db, input, newId, today, now }) {
        if (input.note < 0) return refuse('trial.negative', { note: input.note })
        await sql`insert into settings.setting values (${input.tenantCode}, ${newId()},
          ${`trial.${input.note}`}, ${today}, '1'::jsonb, 'trial', false, null, ${now})`.execute(db)
        return ok(input.note)
      },
    }),
  ],
  queries: [
    defineQuery({
      name: 'trial.count',
      input: At,
      access: 'scoped',
      may: ({ actor, input }) => resides(actor, input.tenantCode),
      async run({ db }) {
        const { rows } = await sql<{ n: number }>`select count(*)::int as n
          from settings.setting where key like 'trial.%'`.execute(db)
        return ok(rows[0]!.n)
      },
    }),
  ],
  jobs: [
    {
      name: 'trial.round',
      cron: '0 4 * * *',
      async run({ act }) {
        await act('trial.note', { tenantCode: '231282106202', note: 9 })
      },
    },
  ],
  refusals: { 'trial.negative': 418 },
  appealSubjects: [
    {
      kind: 'trial.thing',
      describe: async ({ input }) =>
        input.subjectId === thingId
          ? { householdId: ids.household('001'), notice: null, deciders: [], title: '试用之事' }
          : null,
      uphold: async () => ok({ before: {}, after: {} }),
    },
  ],
  permissions: { 'trial.note': ['director', 'system'], 'trial.count': ['villager'] },
})
