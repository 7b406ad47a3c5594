import { z } from 'zod'
import type { App } from '#app.ts'

export interface ApiEntry {
  readonly name: string
  readonly kind: 'command' | 'query'
  readonly path: string
  /** `POST`, or for what is public `GET, POST`. */
  readonly methods: string
  /** Role tokens, as in docs/permissions.md. */
  readonly roles: readonly string[]
  readonly input: string
}

export interface ApiModule {
  readonly name: string
  readonly entries: readonly ApiEntry[]
}

/** Every command and query with its address, its input and who may use it. */
export function describeApi(app: App): ApiModule[] {
  return app.modules.map((module) => ({
    name: module.name,
    entries: [
      ...(module.commands ?? []).map((one) => entryOf(one, 'command', module.permissions)),
      ...(module.queries ?? []).map((one) => entryOf(one, 'query', module.permissions)),
    ],
  }))
}

function entryOf(
  one: { name: string; input: z.ZodType; access?: string },
  kind: ApiEntry['kind'],
  permissions: Readonly<Record<string, readonly string[]>>,
): ApiEntry {
  const { $schema: _, ...schema } = z.toJSONSchema(one.input, {
    io: 'input',
    unrepresentable: 'any',
  })
  const path = `/api/v1/${kind === 'command' ? 'commands' : 'queries'}/${one.name}`
  return {
    name: one.name,
    kind,
    path,
    methods: one.access === 'public' ? 'GET, POST' : 'POST',
    roles: permissions[one.name] ?? [],
    input: JSON.stringify(schema, null, 2),
  }
}
