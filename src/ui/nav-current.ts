import type { NavItem } from './shapes.ts'

/** The item that leads here: said outright, or the longest address that begins this path. */
export function currentItem(items: readonly NavItem[], path: string): NavItem | undefined {
  const said = items.find((item) => item.current)
  if (said) return said
  const begins = (href: string) => {
    const base = href.split('?')[0]?.replace(/\/$/, '') ?? ''
    return path === base || path.startsWith(`${base}/`) || (base === '' && path === '/')
  }
  const candidates = items.filter((item) => item.current !== false && begins(item.href))
  return candidates.sort((a, b) => b.href.length - a.href.length)[0]
}
