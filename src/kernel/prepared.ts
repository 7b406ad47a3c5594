import type { PGlite, Results } from '@electric-sql/pglite'
import { messages, protocol } from '@electric-sql/pglite'

type Body<T> = Parameters<typeof PGlite.prototype.transaction<T>>[0]
type Transaction = Parameters<Body<unknown>>[0]

/** How many runs before plans are made anew. */
const RUNS_PER_PLAN = 500

/** As many statements as the program has, and some more for lists of varying length. */
const MOST_KEPT = 400

interface Statement {
  readonly name: string
  /** Type numbers of the parameters, and of each column. */
  readonly parameterTypes: readonly number[]
  readonly columns: readonly { readonly name: string; readonly type: number }[]
}

const { serialize } = protocol

/**
 * Inside transactions, keeps each statement prepared under its text: PGlite by itself sends it in six
 * messages and has it read, rewritten and planned anew every time, which costs more than running it.
 * A plan follows the size of its tables, which the embedded database learns only at night: so that
 * one made while a table was small does not stay, plans are dropped every so many runs.
 */
export function prepared(pg: PGlite): PGlite {
  const statements = new Statements(pg)
  const begin = pg.transaction.bind(pg)
  pg.transaction = async <T>(body: Body<T>) =>
    begin<T>((tx) => {
      const query: Transaction['query'] = async (text, values) =>
        tx.closed ? tx.query(text, values) : pg.runExclusive(() => statements.run(text, values))
      const exec: Transaction['exec'] = async (text) => {
        const done = await tx.exec(text)
        await pg.runExclusive(() => statements.forget())
        return done
      }
      return body({
        ...tx,
        query,
        exec,
        get closed() {
          return tx.closed
        },
      })
    })
  return pg
}

/** The statements of one connection. */
class Statements {
  readonly #kept = new Map<string, Statement>()
  readonly #pg: PGlite
  #made = 0
  #runs = 0

  constructor(pg: PGlite) {
    this.#pg = pg
  }

  async run<T>(text: string, given: readonly unknown[] = []): Promise<Results<T>> {
    this.#runs += 1
    if (this.#runs % RUNS_PER_PLAN === 0) await this.#send([serialize.query('discard plans')])
    const statement = this.#kept.get(text) ?? (await this.#prepare(text))
    const values = given.map((value, at) => written(this.#pg, value, statement.parameterTypes[at]!))
    const answers = await this.#send([
      serialize.bind({ statement: statement.name, values }),
      serialize.execute({}),
      serialize.sync(),
    ])
    return resultOf<T>(this.#pg, statement, answers)
  }

  /** Types may have changed with a script: everything is prepared anew. */
  async forget(): Promise<void> {
    this.#kept.clear()
    await this.#send([serialize.query('deallocate all')])
  }

  async #prepare(text: string): Promise<Statement> {
    const [oldest] = this.#kept.size < MOST_KEPT ? [] : this.#kept
    if (oldest) this.#kept.delete(oldest[0])
    this.#made += 1
    const name = `s${this.#made}`
    const described = await this.#send([
      ...(oldest ? [serialize.close({ type: 'S', name: oldest[1].name })] : []),
      serialize.parse({ name, text }),
      serialize.describe({ type: 'S', name }),
      serialize.sync(),
    ])
    const statement = { name, ...shapeOf(described) }
    this.#kept.set(text, statement)
    return statement
  }

  #send(parts: readonly Uint8Array[]) {
    return this.#pg.execProtocolStream(joined(parts), { syncToFs: false })
  }
}

function shapeOf(described: readonly { readonly name: string }[]): Omit<Statement, 'name'> {
  return {
    parameterTypes: described.flatMap((one) =>
      one instanceof messages.ParameterDescriptionMessage ? one.dataTypeIDs : [],
    ),
    columns: described.flatMap((one) =>
      one instanceof messages.RowDescriptionMessage
        ? one.fields.map((field) => ({ name: field.name, type: field.dataTypeID }))
        : [],
    ),
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts)
}

function written(pg: PGlite, value: unknown, type: number): string | null {
  if (value === null || value === undefined) return null
  const write = pg.serializers[type]
  return write ? write(value) : String(value)
}

function resultOf<T>(
  pg: PGlite,
  { columns }: Statement,
  answers: readonly { readonly name: string }[],
): Results<T> {
  const readers = columns.map(({ type }) => pg.parsers[type])
  const rows: T[] = []
  let affectedRows: number | undefined
  for (const answer of answers) {
    if (answer instanceof messages.DataRowMessage) {
      const row: Record<string, unknown> = {}
      for (const [at, { name, type }] of columns.entries()) {
        const text = answer.fields[at] as string | null
        row[name] = text === null ? null : (readers[at]?.(text, type) ?? text)
      }
      rows.push(row as T)
    } else if (answer instanceof messages.CommandCompleteMessage) {
      affectedRows = rowsOf(answer.text)
    }
  }
  const fields = columns.map(({ name, type }) => ({ name, dataTypeID: type }))
  return { rows, fields, ...(affectedRows === undefined ? {} : { affectedRows }) }
}

/** `INSERT 0 5` and `UPDATE 5` are five rows; what only reads changes none. */
function rowsOf(tag: string): number | undefined {
  const words = tag.split(' ')
  return ['INSERT', 'UPDATE', 'DELETE', 'MERGE'].includes(words[0]!)
    ? Number(words.at(-1))
    : undefined
}
