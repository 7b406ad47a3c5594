import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openTestApp, sessionOf, type TestApp } from '#test/app.ts'
import { place } from '#test/village.ts'
import { defineCommand, type Envelope } from './command.ts'
import { dispatch } from './dispatch.ts'
import { newEnvelopeId } from './id.ts'
import type { Kernel } from './kernel.ts'
import { rootOf } from './merkle.ts'
import { defineModule } from './module.ts'
import { holds, system } from './permission.ts'
import { defineQuery } from './query.ts'
import { ok, refuse } from './result.ts'

const Input = z.object({ tenantCode: z.string(), days: z.int(), fault: z.string().optional() })

const decide = defineCommand({
  name: 'trial.decide',
  input: Input,
  may: ({ actor, input }) => holds(actor, input.tenantCode, ['director']),
  async run({ db, input, newId, today, now, concern }) {
    if (input.fault === 'throw') throw new Error('broken')
    await sql`insert into settings.setting values (${input.tenantCode}, ${newId()}, ${`trial.${input.days}`},
      ${today}, ${input.days}::text::jsonb, 'trial', false, null, ${now})`.execute(db)
    if (input.fault === 'refuse') return refuse('trial.no', { days: input.days })
    concern('trial:1')
    return ok({ days: input.days })
  },
})

const elsewhere = defineCommand({
  name: 'trial.elsewhere',
  input: Input,
  may: ({ actor }) => holds(actor, place.village, ['director']),
  async run({ db, newId, today, now }) {
    await sql`insert into settings.setting values (${place.sibling}, ${newId()}, 'trial.foreign',
      ${today}, '1'::jsonb, 'trial', false, null, ${now})`.execute(db)
    return ok(null)
  },
})

/** Open to two office holders and the program, at two places. */
const share = defineCommand({
  name: 'trial.share',
  input: Input,
  may: ({ actor }) => holds(actor, place.village, ['director', 'secretary']) ?? system(actor),
  run: async ({ input }) => ok({ days: input.days }),
})

const count = defineQuery({
  name: 'trial.count',
  input: z.object({ tenantCode: z.string() }),
  access: 'scoped',
  may: ({ actor, input }) => holds(actor, input.tenantCode, ['director']),
  async run({ db }) {
    const { rows } = await sql<{
      n: number
    }>`select count(*)::int as n from settings.setting`.execute(db)
    return ok(rows[0]!.n)
  },
})

const trial = defineModule({
  name: 'trial',
  commands: [decide, elsewhere, share],
  queries: [count],
  permissions: {},
})

let house: TestApp
beforeAll(async () => {
  house = await openTestApp({ modules: [trial] })
})
afterAll(() => house.close())

const act = (input: object, id = newEnvelopeId(), who = 'director', dryRun = false) =>
  house.app.dispatch(
    sessionOf(who),
    { id, name: 'trial.decide', input: { tenantCode: place.village, ...input } },
    { dryRun },
  )

async function entries(): Promise<{ sequence: number; entry: string; leaf_hash: string }[]> {
  const { rows } = await sql<{ sequence: number; entry: string; leaf_hash: string }>`
    select sequence, entry, leaf_hash from audit.entry where tenant_code = ${place.village}
    order by sequence`.execute(house.app.kernel.database.kysely)
  return rows
}

describe('the one door for writing', () => {
  it('carries out an act and leaves one gapless entry that names the post, not the content', async () => {
    const done = await act({ days: 7 })
    expect(done).toMatchObject({ ok: true, value: { days: 7 }, sequence: 0, replayed: false })
    const [first] = await entries()
    const entry = JSON.parse(first!.entry)
    expect(entry.actor.post).toBe('director')
    expect(entry.subjects).toEqual(['trial:1'])
    expect(first!.entry).not.toContain('"days"')
  })

  it('answers a repeated envelope with its first result and writes nothing more', async () => {
    const id = newEnvelopeId()
    await act({ days: 8 }, id)
    const size = (await entries()).length
    expect(await act({ days: 8 }, id)).toMatchObject({
      ok: true,
      value: { days: 8 },
      replayed: true,
    })
    expect(await act({ days: 9 }, id)).toMatchObject({ code: 'kernel.envelope_reused' })
    expect((await entries()).length).toBe(size)
  })

  it('answers nobody else, and no other place, by the same id', async () => {
    const id = newEnvelopeId()
    const both: Envelope = {
      ...{ id, name: 'trial.share' },
      input: { tenantCode: place.village, days: 3 },
    }
    const send = (who: string, envelope = both) => house.app.dispatch(sessionOf(who), envelope)
    expect(await send('director')).toMatchObject({ ok: true, replayed: false })
    expect(await send('director')).toMatchObject({ ok: true, replayed: true })
    const reused = { ok: false, code: 'kernel.envelope_reused' }
    expect(await send('secretary')).toMatchObject(reused)
    const elsewhere = { ...both, input: { tenantCode: place.sibling, days: 3 } }
    expect(await send('director', elsewhere)).toMatchObject(reused)
    expect(await send('system')).toMatchObject(reused)
  })

  it('answers two copies of one envelope sent at once with one act', async () => {
    const id = newEnvelopeId()
    const size = (await entries()).length
    const both = await Promise.all([act({ days: 10 }, id), act({ days: 10 }, id)])
    expect(both.map((done) => done.ok)).toEqual([true, true])
    expect((await entries()).length).toBe(size + 1)
  })

  it('writes nothing when it refuses, faults or only tries', async () => {
    const size = (await entries()).length
    expect(await act({ days: 11, fault: 'refuse' })).toMatchObject({ ok: false, code: 'trial.no' })
    await expect(act({ days: 11, fault: 'throw' })).rejects.toThrow('broken')
    expect(await act({ days: 11 }, newEnvelopeId(), 'director', true)).toMatchObject({ ok: true })
    expect((await entries()).length).toBe(size)
    expect(await act({ days: 11 })).toMatchObject({ ok: true })
  })

  it('refuses what is not understood, not permitted or not there', async () => {
    expect(await act({ days: 'seven' })).toMatchObject({ code: 'kernel.invalid_input' })
    expect(await act({ days: 1 }, newEnvelopeId(), 'reviewer')).toMatchObject({
      code: 'kernel.not_permitted',
    })
    expect(await act({ days: 1 }, newEnvelopeId(), 'guest')).toMatchObject({
      code: 'kernel.not_signed_in',
    })
    expect(await act({ days: 1, tenantCode: '231282999999' })).toMatchObject({
      code: 'kernel.unknown_place',
    })
    expect(await act({ days: 1, tenantCode: place.sibling })).toMatchObject({
      code: 'kernel.not_permitted',
    })
    expect(await house.send('director', 'trial.unknown', {})).toMatchObject({
      code: 'kernel.unknown_command',
    })
    expect(await act({ days: 1 }, 'no-uuid')).toMatchObject({ code: 'kernel.invalid_input' })
  })

  it('counts what became of every command, but not what was only tried', async () => {
    const counted: string[] = []
    const kernel: Kernel = {
      ...house.app.kernel,
      tally: (command, fate) => counted.push(`${command} ${fate}`),
    }
    const send = (input: object, options = {}) => {
      const envelope = {
        ...{ id: newEnvelopeId(), name: 'trial.decide' },
        input: { tenantCode: place.village, ...input },
      }
      const sent = { envelope, ...options }
      return dispatch(kernel, sessionOf('director'), sent).then(() => envelope)
    }
    const envelope = await send({ days: 20 })
    await dispatch(kernel, sessionOf('director'), { envelope })
    await send({ days: 21, fault: 'refuse' })
    await send({ days: 'seven' })
    await expect(send({ days: 21, fault: 'throw' })).rejects.toThrow('broken')
    await send({ days: 22 }, { dryRun: true })
    await house.send('director', 'trial.unknown', {})
    const fates = ['done', 'repeated', 'refused', 'invalid', 'fault']
    expect(counted).toEqual(fates.map((fate) => `trial.decide ${fate}`))
  })

  it('is stopped by the database when a command writes outside its scope', async () => {
    const input = { tenantCode: place.village, days: 1 }
    await expect(house.send('director', 'trial.elsewhere', input)).rejects.toThrow(
      /row-level security/,
    )
  })

  it('says so when the clock runs behind the last act, and accepts small differences', async () => {
    house.clock.set('2026-11-22T01:58:00Z')
    expect(await act({ days: 12 })).toMatchObject({ ok: true })
    house.clock.set('2026-11-20T00:00:00Z')
    expect(await act({ days: 13 })).toMatchObject({ code: 'kernel.clock_behind' })
    house.clock.set('2026-11-22T02:00:00Z')
    const envelope = {
      id: newEnvelopeId(),
      name: 'trial.decide',
      recordedAt: '2026-11-23T00:00:00Z',
      input: { tenantCode: place.village, days: 14 },
    }
    expect(await house.app.dispatch(sessionOf('director'), envelope)).toMatchObject({
      code: 'kernel.recorded_in_future',
    })
  })

  it('keeps the head at the root of all entries', async () => {
    const { rows } = await sql<{
      size: number
      frontier: string
    }>`select size, frontier from audit.head
      where tenant_code = ${place.village}`.execute(house.app.kernel.database.kysely)
    expect(rows[0]!.size).toBe((await entries()).length)
    expect(rootOf(rows[0]!.frontier.split(','))).toMatch(/^[0-9a-f]{64}$/)
  })
})

describe('the one door for reading', () => {
  it('shows the rows of the place asked for, and of places above, and no others', async () => {
    const seen = await house.see('director', 'trial.count', { tenantCode: place.village })
    expect(seen).toMatchObject({ ok: true })
    expect(await house.see('director', 'trial.count', { tenantCode: place.sibling })).toMatchObject(
      { code: 'kernel.not_permitted' },
    )
    expect(await house.see('guest', 'trial.count', { tenantCode: place.village })).toMatchObject({
      code: 'kernel.not_signed_in',
    })
  })
})
