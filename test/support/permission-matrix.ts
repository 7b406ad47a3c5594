import { type Actor, guest, type Post, systemActor } from '#kernel/actor.ts'
import type { ModuleManifest } from '#kernel/module.ts'
import { prefixOf } from '#kernel/place-code.ts'
import { kinds } from '#organisations/model.ts'
import { sampleInputs } from './sample-inputs.ts'
import { place } from './village.ts'

/**
 * Every command and query × every role × {own place, sibling village, places above, other county}.
 * The expectation is written by hand in each module's manifest; a missing row fails.
 *
 * A row lists tokens: a post (held at that very place), `post@above` (held at a place above),
 * `villager`, `every_post` (any post at that place), `signed_in` (any account), `guest`, `anyone`,
 * `system`. Whoever is not named may not.
 */
const person = '01920000-0000-7000-8000-000000000001'
const household = '01920000-0000-7000-8000-000000000002'
const targets = [place.village, place.township, place.county] as const

const levelOf = (code: string) =>
  ({ 6: 'county', 9: 'township', 12: 'village' })[prefixOf(code).length as 6 | 9 | 12]

const posts = Object.entries(kinds).flatMap(([kind, facts]) =>
  facts.posts.map(({ post }) => ({ kind, post, level: facts.level as string })),
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

/** Everything of these modules that somebody may or may not do. */
export function subjectsOf(modules: readonly ModuleManifest[]): readonly Subject[] {
  return modules.flatMap((m) =>
    [...(m.commands ?? []), ...(m.queries ?? [])].map((one) => ({
      name: one.name,
      expected: m.permissions[one.name],
      may: one.may as Subject['may'],
    })),
  )
}

interface Case {
  readonly label: string
  /** The tokens any of which would let this actor in. */
  readonly tokens: readonly string[]
  readonly actor: Actor
}

const everywhere = [
  ...[place.village, place.sibling, place.township, place.county],
  ...[place.otherVillage, place.otherTownship, place.otherCounty],
]

/** Who asks about a place, and under which tokens they would be let in. */
function casesAt(target: string): Case[] {
  const homes = [place.village, place.sibling, place.otherVillage].map((code) => ({
    label: `a villager of ${code}`,
    tokens: ['anyone', 'signed_in', ...(code === target ? ['villager'] : [])],
    actor: villager(code),
  }))
  const offices = posts.flatMap((of) =>
    everywhere
      .filter((code) => levelOf(code) === of.level)
      .map((code) => ({
        label: `${of.post} at ${code}`,
        tokens: ['anyone', 'signed_in', ...officeTokens(of.post, code, target)],
        actor: holder(of, code),
      })),
  )
  return [
    { label: 'a guest', tokens: ['anyone', 'guest'], actor: guest },
    { label: 'the program', tokens: ['anyone', 'system'], actor: systemActor('test') },
    ...homes,
    ...offices,
  ]
}

function officeTokens(post: string, code: string, target: string): readonly string[] {
  if (code === target) return [post, 'every_post']
  return target.startsWith(prefixOf(code)) ? [`${post}@above`] : []
}

/** Where code and manifest differ, each a sentence. */
export function differencesOf(subject: Subject): string[] {
  const wrong: string[] = []
  for (const target of targets) {
    const inputs = sampleInputs(subject.name, { tenantCode: target, household, person })
    for (const { label, tokens, actor } of casesAt(target)) {
      const allowed = inputs.some((input) => subject.may({ actor, input: input as never }) !== null)
      const promised = tokens.some((token) => subject.expected?.includes(token))
      if (allowed !== promised) {
        wrong.push(`${label}, for ${target}: ${allowed ? 'may' : 'may not'}, against the manifest`)
      }
    }
  }
  return wrong
}
