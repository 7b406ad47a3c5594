import { z } from 'zod'

interface JsonSchema {
  type?: string | string[]
  properties?: Record<string, JsonSchema>
  items?: JsonSchema
  anyOf?: JsonSchema[]
  additionalProperties?: boolean | JsonSchema
}

/**
 * Turns the text fields of a form into the input of a command, as its schema says: numbers, ticks,
 * repeated names as lists, `votes[0].agrees` as a nested member. Empty fields are left out, so that
 * the schema decides whether something is missing.
 */
export function inputFromForm(schema: z.ZodType, form: FormData): Record<string, unknown> {
  const shape = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema
  const input: Record<string, unknown> = {}
  for (const name of new Set(form.keys())) {
    const texts = form.getAll(name).filter((value) => typeof value === 'string' && value !== '')
    if (texts.length > 0) place(input, { path: pathOf(name), texts: texts as string[], shape })
  }
  return input
}

interface Placement {
  path: (string | number)[]
  texts: string[]
  shape: JsonSchema | undefined
}

function pathOf(name: string): (string | number)[] {
  return [...name.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map((m) => (m[2] ? Number(m[2]) : m[1]!))
}

function place(target: Record<string | number, unknown>, { path, texts, shape }: Placement): void {
  const [head, ...rest] = path
  if (head === undefined || head === '__proto__') return
  const inner = memberOf(shape, head)
  if (rest.length === 0) {
    const value = convert(texts, inner)
    if (inner !== undefined) target[head] = value
    return
  }
  target[head] ??= typeof rest[0] === 'number' ? [] : {}
  place(target[head] as Record<string, unknown>, { path: rest, texts, shape: inner })
}

function memberOf(shape: JsonSchema | undefined, key: string | number): JsonSchema | undefined {
  const real = solid(shape)
  if (typeof key === 'number') return real?.items
  const extra = real?.additionalProperties
  return real?.properties?.[key] ?? (typeof extra === 'object' ? extra : undefined)
}

/** The part of a choice that is not null. */
function solid(shape: JsonSchema | undefined): JsonSchema | undefined {
  return shape?.anyOf?.find((choice) => choice.type !== 'null') ?? shape
}

function convert(texts: string[], shape: JsonSchema | undefined): unknown {
  const real = solid(shape)
  const type = Array.isArray(real?.type) ? real.type.find((t) => t !== 'null') : real?.type
  if (type === 'array') return texts.map((text) => convert([text], real?.items))
  const text = texts.at(-1)!
  if (type === 'boolean') return text === 'on' || text === 'true' || text === '1'
  if (type === 'integer' || type === 'number') return toNumber(text)
  return text.trim()
}

/** Full-width digits are digits too; anything else stays text for the schema to refuse. */
function toNumber(text: string): number | string {
  const plain = text.normalize('NFKC').trim().replaceAll(',', '')
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : text
}
