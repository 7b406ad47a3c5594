import type { CookieJar, CookieOptions, Visit } from '#auth/sign-in/visit.ts'

/** A browser for tests: keeps cookies between visits and remembers how they were set. */
export interface Browser {
  visit(): Visit
  readonly headers: Headers
  readonly jar: ReadonlyMap<string, { value: string; options: CookieOptions }>
}

export function openBrowser(
  address = '192.0.2.1',
  userAgent = 'Mozilla/5.0 (X11; Linux)',
): Browser {
  const jar = new Map<string, { value: string; options: CookieOptions }>()
  const cookies: CookieJar = {
    get: (name) => jar.get(name)?.value,
    set(name, value, options) {
      if (options.maxAge === 0) jar.delete(name)
      else jar.set(name, { value, options })
    },
    delete: (name) => void jar.delete(name),
  }
  const headersNow = () => {
    const pairs = [...jar].map(([name, { value }]) => `${name}=${encodeURIComponent(value)}`)
    return new Headers({ cookie: pairs.join('; '), 'user-agent': userAgent })
  }
  return {
    jar,
    get headers() {
      return headersNow()
    },
    visit: () => ({
      request: { headers: headersNow() },
      url: new URL('http://localhost:8080/sign-in'),
      cookies,
      getClientAddress: () => address,
    }),
  }
}

let addresses = 0

/** A browser nobody has seen, at an address of its own. */
export function strange(): Browser {
  addresses += 1
  return openBrowser(`198.51.100.${addresses}`)
}
