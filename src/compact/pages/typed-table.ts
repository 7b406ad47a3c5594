import { type DecisionTable, type TableInput, tableLimits } from '../tables/model.ts'
import { inPoints } from './typed.ts'

/** The texts of one question, row or example, by the last part of their field's name. */
export type Texts = Readonly<Record<string, string>>

/** A table as it is being typed: nothing is refused before it is sent. */
export interface TypedTable {
  readonly inputs: readonly Texts[]
  readonly rows: readonly Texts[]
  readonly examples: readonly Texts[]
}
const parts = ['inputs', 'rows', 'examples'] as const
type Part = (typeof parts)[number]

export const noTable: TypedTable = { inputs: [], rows: [], examples: [] }

function freshKey(letter: string, used: readonly string[]): string {
  for (let n = 1; ; n++) if (!used.includes(`${letter}${n}`)) return `${letter}${n}`
}

/** Six lines for choices; those that are empty have a key of their own already. */
function optionTexts(
  options: readonly { key: string; wording: { zh: string; en: string } }[],
): Texts {
  const keys = options.map((option) => option.key)
  while (keys.length < tableLimits.options) keys.push(freshKey('o', keys))
  const texts = keys.flatMap((key, i) => [
    [`options.${i}.key`, key],
    [`options.${i}.wording.zh`, options[i]?.wording.zh ?? ''],
    [`options.${i}.wording.en`, options[i]?.wording.en ?? ''],
  ])
  return Object.fromEntries(texts)
}

function inputTexts(input: TableInput): Texts {
  const { key, kind, wording } = input
  const named = { key, kind, 'wording.zh': wording.zh, 'wording.en': wording.en }
  if (input.kind === 'choice') return { ...named, ...optionTexts(input.options) }
  if (input.kind === 'ability') return named
  const { min, max, unit } = input
  const bounds = { min: String(min), max: String(max) }
  return { ...named, ...bounds, 'unit.zh': unit.zh, 'unit.en': unit.en }
}

/** A kept table as it stands in the fields of a form. */
export function typedOf({ inputs, rows, examples }: DecisionTable): TypedTable {
  return {
    inputs: inputs.map(inputTexts),
    rows: rows.map(({ when, hundredths, per }) => ({
      ...{ points: inPoints(hundredths), per: per ?? '' },
      ...Object.fromEntries(
        Object.entries(when).flatMap(([key, condition]) =>
          Object.entries(condition).map(([name, value]) => [`when.${key}.${name}`, String(value)]),
        ),
      ),
    })),
    examples: examples.map((example) => ({
      points: inPoints(example.hundredths),
      ...Object.fromEntries(
        Object.entries(example.inputs).map(([key, answer]) => [`inputs.${key}`, String(answer)]),
      ),
    })),
  }
}

/** What was typed, put back in order: `table.rows.1.points` is the points of the second row. */
export function typedFrom(values: Texts): TypedTable {
  const found: Record<Part, Record<string, string>[]> = { inputs: [], rows: [], examples: [] }
  for (const [name, text] of Object.entries(values)) {
    const [, part, at, last] = /^table\.(inputs|rows|examples)\.(\d{1,2})\.(.+)$/.exec(name) ?? []
    if (!part || !at || !last) continue
    const list = found[part as Part]
    list[Number(at)] ??= {}
    list[Number(at)]![last] = text
  }
  const { inputs, rows, examples } = found
  return { inputs: inputs.flat(), rows: rows.flat(), examples: examples.flat() }
}

const blankInputs: Readonly<Record<string, Texts>> = {
  add_count: { kind: 'count', min: '1' },
  add_choice: { kind: 'choice', ...optionTexts([]) },
  add_ability: { kind: 'ability' },
}

/** The table after a button was pressed: `add_row`, `drop.rows.1`, `up.rows.1`. */
export function changedBy(typed: TypedTable, doing: string): TypedTable {
  const blank = blankInputs[doing]
  const used = typed.inputs.map((input) => input.key ?? '')
  if (blank) return { ...typed, inputs: [...typed.inputs, { ...blank, key: freshKey('q', used) }] }
  if (doing === 'add_row') return { ...typed, rows: [...typed.rows, {}] }
  if (doing === 'add_example') return { ...typed, examples: [...typed.examples, {}] }
  const [act, name, place] = doing.split('.')
  const part = parts.find((one) => one === name)
  if (!part) return typed
  const list = [...typed[part]]
  const at = Number(place)
  const [taken] = list.splice(at, 1)
  if (act === 'up' && taken) list.splice(Math.max(0, at - 1), 0, taken)
  return { ...typed, [part]: list }
}

/** A number as it was typed; anything else stays text for the schema to refuse. */
function numberOf(text: string | undefined): number | string | undefined {
  const plain = text?.normalize('NFKC').trim() ?? ''
  if (plain === '') return undefined
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : plain
}

const wordsOf = (texts: Texts, name: string) => ({
  zh: texts[`${name}.zh`] ?? '',
  en: texts[`${name}.en`] ?? '',
})

function inputFacts(texts: Texts): object {
  const named = { key: texts.key, kind: texts.kind, wording: wordsOf(texts, 'wording') }
  if (texts.kind === 'count') {
    const bounds = { min: numberOf(texts.min), max: numberOf(texts.max) }
    return { ...named, ...bounds, unit: wordsOf(texts, 'unit') }
  }
  if (texts.kind !== 'choice') return named
  const places = Array.from({ length: tableLimits.options }, (_, i) => `options.${i}`)
  const options = places
    .map((name) => ({ key: texts[`${name}.key`], wording: wordsOf(texts, `${name}.wording`) }))
    .filter(({ wording }) => wording.zh !== '' || wording.en !== '')
  return { ...named, options }
}

function present(members: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))
}

function conditionOf(texts: Texts, key: string): object {
  const [atLeast, atMost] = [texts[`when.${key}.atLeast`], texts[`when.${key}.atMost`]]
  const is = texts[`when.${key}.is`] || undefined
  return present({ atLeast: numberOf(atLeast), atMost: numberOf(atMost), is })
}

/** What is sent of a table that was typed; conditions on questions that are gone stay behind. */
export function factsOf({ inputs, rows, examples }: TypedTable): object {
  const keys = inputs.map((input) => ({ key: input.key ?? '', counts: input.kind === 'count' }))
  return {
    inputs: inputs.map(inputFacts),
    rows: rows.map((texts) => ({
      when: Object.fromEntries(keys.map(({ key }) => [key, conditionOf(texts, key)])),
      points: numberOf(texts.points),
      ...(texts.per && keys.some(({ key }) => key === texts.per) && { per: texts.per }),
    })),
    examples: examples.map((texts) => ({
      inputs: present(
        Object.fromEntries(
          keys.map(({ key, counts }) => {
            const text = texts[`inputs.${key}`]
            return [key, counts ? numberOf(text) : text || undefined]
          }),
        ),
      ),
      points: numberOf(texts.points),
    })),
  }
}
