/** What a table shows now: all of it is in the address, so that it can be shared and gone back to. */
export interface ListState {
  q: string
  /** Column key, or empty for the list's own order. */
  sort: string
  descending: boolean
  page: number
  offset: number
  limit: number
  filters: Record<string, string>
}

export interface ListRules {
  /** Columns that may order the list; anything else in the address is ignored. */
  sorts?: readonly string[]
  /** The order when the address names none: `score` or `-score`. */
  sort?: string
  filters?: readonly string[]
  pageSize?: number
  /** Tells two tables on one page apart. */
  prefix?: string
  /**
   * The list is of people: these are the words sought in it, which the address has sealed. In plain
   * it may name a household's number only.
   */
  sought?: Sought | undefined
}

/** Words sought in the lists of a page, by the prefix of each list. */
export type Sought = Readonly<Record<string, string>>

/** A household's number, in whatever width it was typed. */
export function isNumber(text: string): boolean {
  return /^\d{1,6}$/.test(text.normalize('NFKC'))
}

function wordOf(inPlain: string, { sought, prefix = '' }: ListRules): string {
  if (!sought) return inPlain
  return sought[prefix] || (isNumber(inPlain) ? inPlain : '')
}

export function listState(url: URL, rules: ListRules = {}): ListState {
  const read = (name: string) => url.searchParams.get((rules.prefix ?? '') + name) ?? ''
  const asked = read('sort')
  const known = (rules.sorts ?? []).includes(asked.replace(/^-/, ''))
  const order = known ? asked : (rules.sort ?? '')
  const limit = rules.pageSize ?? 50
  const page = Math.min(Math.max(1, Math.trunc(Number(read('page'))) || 1), 100_000)
  const filters = Object.fromEntries((rules.filters ?? []).map((name) => [name, read(name)]))
  return {
    q: wordOf(read('q').trim(), rules).slice(0, 100),
    sort: order.replace(/^-/, ''),
    descending: order.startsWith('-'),
    page,
    offset: (page - 1) * limit,
    limit,
    filters,
  }
}

/** The same address with some parameters changed; empty ones disappear. */
export function changed(url: URL, changes: Record<string, string | null>): string {
  const next = new URLSearchParams(url.search)
  for (const key of [...next.keys()]) if (key.startsWith('/')) next.delete(key)
  for (const [name, value] of Object.entries(changes)) {
    if (value) next.set(name, value)
    else next.delete(name)
  }
  const query = next.toString()
  return query ? `?${query}` : url.pathname
}

/**
 * The same address with a list in another order, from its first page. The list's own order needs no
 * word in the address, and what is empty says nothing: so they do not pile up.
 */
export function ordered(url: URL, to: { prefix: string; own: string; by: string }): string {
  const empty = [...url.searchParams].filter(([, value]) => value === '').map(([name]) => name)
  return changed(url, {
    ...Object.fromEntries(empty.map((name) => [name, null])),
    [`${to.prefix}sort`]: to.by === to.own ? null : to.by,
    [`${to.prefix}page`]: null,
  })
}

/** Where the whole list is downloaded as it is asked for now; every list has it at the same place. */
export function exportAddress(url: URL): string {
  const dropped = { page: null, deed: null, done: null, overtaken: null }
  const query = changed(url, dropped)
  return `${url.pathname}/xlsx${query.startsWith('?') ? query : ''}`
}

/** Which page numbers to offer: the ends, the neighbours, and gaps as null. */
export function pageNumbers(page: number, pages: number): (number | null)[] {
  const near = [1, page - 1, page, page + 1, pages]
  const shown = [...new Set(near)].filter((n) => n >= 1 && n <= pages).sort((a, b) => a - b)
  return shown.flatMap((n, i) => {
    const gap = n - (shown[i - 1] ?? n - 1)
    if (gap === 2) return [n - 1, n]
    return gap > 2 ? [null, n] : [n]
  })
}
