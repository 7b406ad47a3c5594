import { page } from '$app/state'
import type { Sought } from './list-state.ts'
import type { Reader } from './reader.ts'

const stranger: Reader = { locale: 'zh-CN', size: 0, today: '', demo: false }

/** The reader of the page being rendered; for components only. */
export function reader(): Reader {
  return page.data.reader ?? { ...stranger, today: shanghaiToday() }
}

/** The address of this page, to come back to after a change of language or size. */
export function here(): string {
  return page.url.pathname + page.url.search
}

/** What is looked for in lists of people here, which the address has sealed. */
export function soughtHere(): Sought {
  return page.data.sought ?? {}
}

export function hereUrl(): URL {
  return new URL(page.url.href)
}

function shanghaiToday(): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date())
}
