import { z } from 'zod'
import type { AnyCommand } from './command.ts'
import type { Kernel } from './kernel.ts'
import type { AnyQuery } from './query.ts'

type Json = Record<string, unknown>

/** The OpenAPI 3.1 description of every command and query, made from their Zod schemas. */
export function openApiDocument({
  kernel,
}: {
  kernel: Pick<Kernel, 'commands' | 'queries'>
}): Json {
  const schemas: Record<string, Json> = { Problem: problemSchema, Done: doneSchema }
  const paths: Record<string, Json> = {}
  for (const command of sorted(kernel.commands)) {
    paths[`/api/v1/commands/${command.name}`] = { post: commandOperation(command, schemas) }
  }
  for (const query of sorted(kernel.queries)) {
    paths[`/api/v1/queries/${query.name}`] = queryOperations(query, schemas)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Xiangyue',
      version: '1',
      description: 'Commands write, queries read. A repeated envelope answers its first result.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ session: [] }, {}],
    paths,
    components: {
      schemas,
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'xiangyue.session_token' },
      },
    },
  }
}

function sorted<T extends { name: string }>(registry: ReadonlyMap<string, T>): T[] {
  return [...registry.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

function commandOperation(command: AnyCommand, schemas: Record<string, Json>): Json {
  const input = lift(command.name, command.input, schemas)
  const envelope = {
    type: 'object',
    required: ['id', 'input'],
    properties: {
      id: { type: 'string', format: 'uuid', description: 'UUIDv7 made by the client' },
      input,
      recordedAt: { type: 'string', format: 'date-time' },
    },
  }
  return {
    operationId: command.name,
    tags: [command.name.split('.')[0]],
    parameters: [{ name: 'dryRun', in: 'query', schema: { type: 'boolean' } }],
    requestBody: { required: true, content: { 'application/json': { schema: envelope } } },
    responses: responses('#/components/schemas/Done'),
  }
}

function queryOperations(query: AnyQuery, schemas: Record<string, Json>): Json {
  const input = lift(query.name, query.input, schemas)
  const common = { tags: [query.name.split('.')[0]], responses: responses(null) }
  const post = {
    ...common,
    operationId: `${query.name}.post`,
    requestBody: { required: true, content: { 'application/json': { schema: input } } },
  }
  // Only what everybody may read can be asked for in an address, which histories and logs keep.
  if (query.access !== 'public') return { post }
  const get = {
    ...common,
    operationId: `${query.name}.get`,
    parameters: [
      { name: 'input', in: 'query', content: { 'application/json': { schema: input } } },
    ],
  }
  return { get, post }
}

/** The schema as a component; its own definitions move up beside it. */
function lift(name: string, schema: z.ZodType, schemas: Record<string, Json>): Json {
  const made = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json
  const { $defs, $schema, ...body } = made
  const text = JSON.stringify(body).replaceAll('#/$defs/', `#/components/schemas/${name}.`)
  for (const [key, value] of Object.entries(($defs as Record<string, Json>) ?? {})) {
    const part = JSON.stringify(value).replaceAll('#/$defs/', `#/components/schemas/${name}.`)
    schemas[`${name}.${key}`] = JSON.parse(part) as Json
  }
  schemas[name] = JSON.parse(text) as Json
  return { $ref: `#/components/schemas/${name}` }
}

function responses(done: string | null): Json {
  const value = { type: 'object', required: ['value'], properties: { value: {} } }
  const refused = {
    description: 'Refused: what, why, and what to do next',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  }
  const fine = { 'application/json': { schema: done ? { $ref: done } : value } }
  return { 200: { description: 'Done', content: fine }, default: refused }
}

const doneSchema: Json = {
  type: 'object',
  required: ['value', 'sequence', 'replayed'],
  properties: {
    value: {},
    sequence: { type: 'integer', description: 'Position in the audit sequence of the place' },
    replayed: { type: 'boolean', description: 'Whether the envelope had been carried out before' },
  },
}

const problemSchema: Json = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'details', 'requestId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'A sentence in the language asked for' },
    code: { type: 'string' },
    details: { type: 'object' },
    issues: { type: 'array', items: { type: 'object' } },
    requestId: { type: 'string' },
  },
}
