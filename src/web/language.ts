import { AsyncLocalStorage } from 'node:async_hooks'
import { type Locale, overwriteGetLocale } from '#paraglide/runtime.js'

const current = new AsyncLocalStorage<Locale>()
overwriteGetLocale(() => current.getStore() ?? 'zh-CN')

/** Renders everything inside in one language, whatever other requests do meanwhile. */
export function inLanguage<T>(locale: Locale, render: () => T): T {
  return current.run(locale, render)
}
