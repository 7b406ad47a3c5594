import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listModules, modules } from '#app.ts'
import { makeApi } from '#kernel/http.ts'
import { newEnvelopeId } from '#kernel/id.ts'
import type { Jobs } from '#kernel/jobs.ts'
import type { ModuleManifest } from '#kernel/module.ts'
import { openTestApp, sessionOf, type TestApp } from '#test/app.ts'
import { permissionPage } from '#test/generated.ts'
import { differencesOf, subjectsOf } from '#test/permission-matrix.ts'
import { mute, refusalCodes, wordless } from '#test/refusals.ts'
import { thingId, trial } from '#test/trial-module.ts'
import { place } from '#test/village.ts'
import { describeApi } from '#web/api-page.ts'
import { statusesOf } from '#web/house.ts'
import { startJobs } from '#web/jobs.ts'

const tenantCode = place.village
const all = listModules([trial])
let house: TestApp
beforeAll(async () => {
  house = await openTestApp({ modules: all })
})
afterAll(() => house.close())

describe('a module that is in the list, and nowhere else', () => {
  it('is behind both doors, in the pages, the API and its description', async () => {
    expect(await house.send('director', 'trial.note', { tenantCode, note: 1 })).toMatchObject({
      value: 1,
    })
    expect(await house.see('villager_001', 'trial.count', { tenantCode })).toMatchObject({
      value: 1,
    })
    const listed = describeApi(house.app).find(({ name }) => name === 'trial')
    expect(listed!.entries.map(({ name, roles }) => [name, roles])).toEqual(
      Object.entries(trial.permissions),
    )
    const document = await (await call('/api/openapi.json')).json()
    expect(document).toMatchObject({
      paths: {
        '/api/v1/commands/trial.note': expect.anything(),
        '/api/v1/queries/trial.count': expect.anything(),
      },
    })
    expect(permissionPage(all)).toContain('| `trial.note` | director, system |')
  })

  it('has its refusals answered with its own status', async () => {
    const sent = { id: newEnvelopeId(), input: { tenantCode, note: -1 } }
    const refused = await call('/api/v1/commands/trial.note', {
      ...{ method: 'POST', body: JSON.stringify(sent) },
      headers: { 'content-type': 'application/json' },
    })
    expect(refused.status).toBe(418)
    expect(await refused.json()).toMatchObject({ code: 'trial.negative', detail: 'trial.negative' })
  })

  it('is held to what its manifest promises: who may, and a sentence for every refusal', () => {
    const ours = (manifests: Parameters<typeof subjectsOf>[0]) =>
      subjectsOf(manifests).filter(({ name }) => name.startsWith('trial.'))
    expect(ours(all).flatMap(differencesOf)).toEqual([])
    const broader = { ...trial, permissions: { 'trial.note': ['director', 'secretary', 'system'] } }
    const [note, count] = ours([broader])
    expect(differencesOf(note!)).toContain(
      `secretary at ${tenantCode}, for ${tenantCode}: may not, against the manifest`,
    )
    expect(count!.expected).toBeUndefined()
    expect(mute(refusalCodes(all))).toEqual(['trial.negative'])
    expect(mute(refusalCodes(modules))).toEqual([])
  })

  it('has its jobs run by the clock and at the start, through the same door', async () => {
    const defined = new Map<string, { run(): Promise<void>; cron: string | undefined }>()
    const sent: string[] = []
    const jobs: Jobs = {
      define: (name, handler, timing) =>
        defined.set(name, {
          run: () => handler({} as never, { id: 'run' }),
          cron: timing?.cron,
        }),
      send: async (name) => sent.push(name) > 0,
      start: async () => {},
      stop: async () => {},
    }
    await startJobs(jobs, house.app)
    expect(sent).toContain('trial.round')
    const round = defined.get('trial.round')!
    expect(round.cron).toBe('0 4 * * *')
    const before = await house.see('villager_001', 'trial.count', { tenantCode })
    await round.run()
    const after = await house.see('villager_001', 'trial.count', { tenantCode })
    expect([before, after]).toMatchObject([{ value: 1 }, { value: 2 }])
  })

  it('can be objected to', async () => {
    const objection = { tenantCode, subjectKind: 'trial.thing', grounds: '这件事不是这样的。' }
    const prepared = { ...objection, subjectId: thingId }
    expect(await house.send('villager_001', 'appeals.file', prepared)).toMatchObject({
      ...{ ok: true, value: { appealId: expect.any(String) } },
    })
    const unknown = { ...objection, subjectId: newEnvelopeId() }
    expect(await house.send('villager_001', 'appeals.file', unknown)).toMatchObject({
      code: 'appeals.unknown_subject',
    })
  })
})

/** The API as the house serves it; a refusal is said by its code. */
async function call(path: string, init: RequestInit = {}): Promise<Response> {
  const { app } = house
  const api = makeApi({
    ...{ kernel: app.kernel, statuses: statusesOf(app), bodyLimitBytes: 1024 },
    ...{ say: (code: string) => code, log: { error: () => {} } },
  })
  const session = sessionOf('director')
  return api.fetch(new Request(`http://localhost${path}`, init), {
    ...{ session, locale: 'en', requestId: 'request-1' },
  })
}

describe('what a history says', () => {
  it('has a name for every command in both languages', () => {
    const listed: readonly ModuleManifest[] = modules
    const names = listed.flatMap((module) => (module.commands ?? []).map(({ name }) => name))
    expect(wordless(names.map((name) => `audit_act_${name.replaceAll('.', '_')}`))).toEqual([])
    expect(wordless(['audit_act_trial_note'])).toEqual(['audit_act_trial_note'])
  })
})
