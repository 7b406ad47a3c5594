import { describe, expect, it } from 'vitest'
import { modules } from '#app.ts'
import { type Actor, guest, type Post, systemActor } from '#kernel/actor.ts'
import type { ModuleManifest } from '#kernel/module.ts'
import { prefixOf } from '#kernel/place-code.ts'
import { kinds } from '#organisations/model.ts'
import { sampleInputs } from '#test/sample-inputs.ts'
import { place } from '#test/village.ts'

/**
 * Every command and query × every role × {own village, sibling village, place above, other county}.
 * The expectation is written by hand in each module's manifest; a missing row fails.
 */
const person = '01920000-0000-7000-8000-000000000001'
const household = '01920000-0000-7000-8000-000000000002'

const levelOf = (code: string) =>
  ({ 6: 'county', 9: 'township', 12: 'village' })[prefixOf(code).length as 6]

const posts = Object.entries(kinds).flatMap(([kind, facts]) =>
  facts.posts.map(({ post }) => ({ kind, post, levels: [facts.level] as readonly string[] })),
)

function holder(of: { kind: string; post: string }, tenantCode: string): Actor {
  const held: Post = {
    ...{ tenantCode, personId: person, organisationId: person, organisationKind: of.kind },
    ...{ post: of.post, divisionId: null, reach: [prefixOf(tenantCode)] },
  }
  return { ...guest, kind: 'person', accountId: 'a', posts: [held] }
}

function villager(tenantCode: string): Actor {
  const residence = { tenantCode, personId: person, householdId: household }
  return { ...guest, kind: 'person', accountId: 'a', residences: [residence] }
}

interface Subject {
  readonly name: string
  readonly expected: readonly string[] | undefined
  readonly may: (facts: { actor: Actor; input: never }) => unknown
}

const subjects: readonly Subject[] = (modules as readonly ModuleManifest[]).flatMap((m) =>
  [...(m.commands ?? []), ...(m.queries ?? [])].map((one) => ({
    name: one.name,
    expected: m.permissions[one.name],
    may: one.may as Subject['may'],
  })),
)

/** Who, where they are, and under which token of the manifest they would be allowed. */
function actors(): { label: string; token: string | null; actor: Actor }[] {
  const list: { label: string; token: string | null; actor: Actor }[] = [
    { label: 'a guest', token: 'guest', actor: guest },
    { label: 'the system', token: 'system', actor: systemActor('test') },
    { label: 'a villager', token: 'villager', actor: villager(place.village) },
    {
      label: 'a villager of the sibling village',
      token: 'signed_in',
      actor: villager(place.sibling),
    },
    {
      label: 'a villager of another county',
      token: 'signed_in',
      actor: villager(place.otherVillage),
    },
  ]
  for (const of of posts) {
    for (const code of [
      place.village,
      place.sibling,
      place.township,
      place.county,
      place.otherVillage,
      place.otherTownship,
      place.otherCounty,
    ]) {
      if (!of.levels.includes(levelOf(code) ?? '')) continue
      const above = place.village.startsWith(prefixOf(code)) && code !== place.village
      const token = code === place.village ? of.post : above ? `${of.post}@above` : 'signed_in'
      list.push({ label: `${of.post} at ${code}`, token, actor: holder(of, code) })
    }
  }
  return list
}

describe('the permission matrix', () => {
  it('has a hand-written row for every command and query, and no row too many', () => {
    const missing = subjects.filter((s) => !s.expected).map((s) => s.name)
    expect(missing).toEqual([])
    const known = new Set(subjects.map((s) => s.name))
    const stray = (modules as readonly ModuleManifest[]).flatMap((m) =>
      Object.keys(m.permissions).filter((name) => !known.has(name)),
    )
    expect(stray).toEqual([])
  })

  it.each(subjects.map((s) => [s.name, s] as const))('%s', (name, subject) => {
    const inputs = sampleInputs(name, { tenantCode: place.village, household, person })
    const wrong: string[] = []
    for (const { label, token, actor } of actors()) {
      const allowed = inputs.some((input) => subject.may({ actor, input: input as never }) !== null)
      const promised = promises(subject.expected ?? [], token)
      if (allowed !== promised)
        wrong.push(`${label} ${allowed ? 'may' : 'may not'}, against the manifest`)
    }
    expect(wrong).toEqual([])
  })
})

/** `anyone` covers everybody, `signed_in` everybody with an account, `every_post` holders here. */
function promises(expected: readonly string[], token: string | null): boolean {
  if (expected.includes('anyone')) return true
  if (token === null || token === 'guest') return expected.includes('guest')
  if (token === 'system') return expected.includes('system')
  if (expected.includes('signed_in')) return true
  if (expected.includes(token)) return true
  const here = token !== 'signed_in' && token !== 'villager' && !token.endsWith('@above')
  return here && expected.includes('every_post')
}
