import { type RequestEvent, redirect } from '@sveltejs/kit'
import type { QueryInput } from '#app.ts'
import { handers } from '#telling/model.ts'
import { listState } from '#ui/list-state.ts'
import { officeHref } from '../tenant.ts'

type ToldSearch = Omit<QueryInput<'telling.told'>, 'tenantCode'>
const states = ['open', 'sent', 'handed_over', 'undeliverable'] as const

/** What the address asks of the two lists: who waits, and who was told. */
export function searchesOf(url: URL): {
  waiting: { offset: number; limit: number }
  told: ToldSearch
} {
  const { offset, limit } = listState(url, { pageSize: 50 })
  const list = listState(url, { pageSize: 50, filters: ['state'], prefix: 'told-' })
  const state = states.find((one) => one === list.filters.state) ?? 'all'
  return {
    waiting: { offset, limit },
    told: { state, offset: list.offset, limit: list.limit },
  }
}

/** Whether one of these posts goes from door to door here. */
export const hands = (posts: readonly string[]): boolean =>
  handers.some((post) => posts.includes(post))

/** Notes who brought what, and shows the list anew. */
export async function handOver({ locals, url }: Pick<RequestEvent, 'locals' | 'url'>) {
  const acted = await locals.act('telling.hand_over', { tenantCode: locals.tenant })
  if (!acted.ok) return acted.failure
  redirect(303, officeHref(url, '/telling', { done: String(acted.value.count) }))
}
