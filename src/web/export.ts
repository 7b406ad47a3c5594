import type { RequestEvent } from '@sveltejs/kit'
import type { Part } from '#kernel/listing.ts'
import type { Sheet } from '#kernel/sheet/write.ts'
import * as m from '#paraglide/messages.js'
import { arranged, exactly, sortsOf } from '#ui/arranged.ts'
import { exactTime } from '#ui/format.ts'
import { listState } from '#ui/list-state.ts'
import type { Column } from '#ui/shapes.ts'
import { type Me, whoIs } from './me.ts'
import { postTitle } from './post-title.ts'
import { workbook } from './workbook.ts'

const partSize = 200
const mostRows = 20_000

/** Parameters that say where one is and how a list is cut, not which rows are meant. */
const neutral = ['at', 'sort', 'page']

/**
 * Every row a list has, read with the page's own question: the same permission, and the same note
 * for those who are looked at. It goes part by part, so that other readers get their turn between.
 * A row that moved meanwhile, because another one came in before it, is not taken twice.
 */
export async function everyRow<F extends { total: number }, R>(
  read: (part: Part) => Promise<F>,
  { of, key }: { of: (found: F) => readonly R[]; key: (row: R) => string },
): Promise<R[]> {
  const all = new Map<string, R>()
  for (let offset = 0; offset < mostRows; offset += partSize) {
    const found = await read({ offset, limit: partSize })
    for (const row of of(found)) all.set(key(row), row)
    if (offset + partSize >= found.total) break
  }
  return [...all.values()]
}

/** A list that is read whole, in the order its page shows it in. */
export function inOrder<R>(
  rows: readonly R[],
  columns: readonly Column<R>[],
  { url, own }: { url: URL; own: string },
): R[] {
  const state = listState(url, { sorts: sortsOf(columns), sort: own })
  return arranged(rows, columns, { ...state, offset: 0, limit: rows.length }).rows
}

export interface Exported<R> {
  readonly tenantCode: string
  readonly title: string
  readonly columns: readonly Column<R>[]
  readonly rows: readonly R[]
  /** One's own data: nobody needs to be reminded to keep it to themselves. */
  readonly own?: boolean
}

/** A list as an XLSX file: its columns in the reader's language, its rows, and who took it when. */
export async function exportList<R>(event: RequestEvent, list: Exported<R>): Promise<Response> {
  const { locals } = event
  const at = exactTime(locals.runtime.app.kernel.clock.now())
  const place = await locals.ask('places.place', { code: list.tenantCode })
  const me = await whoIs(event)
  const notes = [
    m.export_note_who({ who: whoWords(me, list.tenantCode), at }),
    m.export_note_what({ place: place.commonName, title: list.title, count: list.rows.length }),
    ...(isFiltered(event.url) ? [m.export_note_filtered()] : []),
    ...(list.own ? [] : [m.export_note_care()]),
    ...(locals.reader.demo ? [m.export_note_demonstration()] : []),
  ]
  const bytes = await locals.runtime.writeSheets([sheetOf(list, notes)])
  return workbook(bytes, `${place.commonName} ${list.title} ${at.slice(0, 10)}.xlsx`)
}

/** The rows as they are handed out; the notes stand below them, where they do not disturb sorting. */
export function sheetOf<R>(
  { title, columns, rows }: Pick<Exported<R>, 'title' | 'columns' | 'rows'>,
  notes: readonly string[],
): Sheet {
  const head = columns.map((column) => column.label)
  const body = rows.map((row) => columns.map((column) => exactly(column, row)))
  const widths = head.map((_, c) =>
    Math.min(48, Math.max(8, ...[head, ...body].map((row) => widthOf(row[c] ?? '') + 2))),
  )
  return { title, rows: [head, ...body, [], ...notes.map((note) => [note])], widths }
}

function widthOf(value: string | number): number {
  return [...String(value)].reduce((width, letter) => width + (letter > '\u2e7f' ? 2 : 1), 0)
}

function isFiltered(url: URL): boolean {
  return [...url.searchParams].some(([name, value]) => value !== '' && !neutral.includes(name))
}

/** The name with the office it is done in; for somebody helped, both names. */
export function whoWords(me: Me | null, tenantCode: string): string {
  if (!me) return m.export_note_guest()
  if (me.behalf) return m.export_note_behalf({ name: me.name, other: me.behalf.name })
  const held = me.posts.find((post) => post.tenantCode === tenantCode) ?? me.posts[0]
  return held ? m.audit_line_who({ name: me.name, post: postTitle(held.post) }) : me.name
}
